/** @jsxImportSource preact */
/** The live region of the light pages: reads to screen readers what has changed or was refused, each once. */
import { useEffect, useState } from "preact/hooks";

import { type Announcement, watchAnnouncements } from "../api/announcements";

const NOTHING = { text: "", times: 0 };

export function Live() {
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
      <div class="visually-hidden" role="status">
        <span key={said.change.times}>{said.change.text}</span>
      </div>
      <div class="visually-hidden" role="alert">
        <span key={said.refusal.times}>{said.refusal.text}</span>
      </div>
    </>
  );
}
