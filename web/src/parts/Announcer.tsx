/** The live region of the portal: reads to screen readers what has changed or was refused, each once. */
import { useEffect, useState } from "react";

import { type Announcement, watchAnnouncements } from "../api/announcements";

const NOTHING = { text: "", times: 0 };

export function Announcer() {
  const [said, setSaid] = useState({ change: NOTHING, refusal: NOTHING });
  useEffect(
    () =>
      watchAnnouncements(({ text, kind }: Announcement) =>
        setSaid((before) => ({ ...before, [kind]: { text, times: before[kind].times + 1 } })),
      ),
    [],
  );
  return (
    <>
      <div className="visually-hidden" role="status">
        <span key={said.change.times}>{said.change.text}</span>
      </div>
      <div className="visually-hidden" role="alert">
        <span key={said.refusal.times}>{said.refusal.text}</span>
      </div>
    </>
  );
}
