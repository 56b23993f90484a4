/** The pages of Calls: the log, and the person's own voicemails. */
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { Screen } from "../parts/Screen";

export function CallsPages({ description, children }: { description: string; children: ReactNode }) {
  return (
    <Screen title="Calls" description={description}>
      <nav className="subplaces" aria-label="Calls pages">
        <NavLink to="/calls" end>
          Call log
        </NavLink>
        <NavLink to="/calls/voicemails">Voicemail</NavLink>
      </nav>
      {children}
    </Screen>
  );
}
