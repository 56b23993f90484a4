/** The live region of the portal: reads to screen readers what has changed or was refused. */
import { useMutationState } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { watchAnnouncements } from "../api/announcements";

export function Announcer() {
  const [sentence, setSentence] = useState("");
  useEffect(() => watchAnnouncements(setSentence), []);
  const refusals = useMutationState({ filters: { status: "error" }, select: ({ state }) => state.error });
  const refusal = refusals.at(-1)?.message ?? "";
  return (
    <>
      <div className="visually-hidden" role="status">
        {sentence}
      </div>
      <div className="visually-hidden" role="alert">
        {refusal}
      </div>
    </>
  );
}
