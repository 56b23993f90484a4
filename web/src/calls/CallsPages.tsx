/** The pages of Calls: the log, and the person's own voicemails. */
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { NavLink } from "react-router";

import { Screen } from "../parts/Screen";

export function CallsPages({ description, children }: { description: string; children: ReactNode }) {
  return (
    <Screen title={t`Calls`} description={description}>
      <nav className="subplaces" aria-label={t`Calls pages`}>
        <NavLink to="/calls" end>{t`Call log`}</NavLink>
        <NavLink to="/calls/voicemails">{t`Voicemail`}</NavLink>
      </nav>
      {children}
    </Screen>
  );
}
