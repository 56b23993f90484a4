/** What a number does with calls: each setting in words, and the button that changes it (N6, N9, N10). */
import "../calls.css";

import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { useTeam } from "../../api/team";
import type { PhoneNumber } from "../../numbers";
import { PlaceLink } from "../../parts/LinkButton";
import { BlockedDialog } from "./Blocked";
import { ForwardingDialog } from "./Forwarding";
import { HoursDialog } from "./Hours";
import { RingDialog } from "./Ring";
import { describeBlocked, describeForwarding, describeRing } from "./summary";
import type { CallSetup, DialogProps } from "./types";
import { VoicemailDialog } from "./VoicemailSettings";

interface Setting {
  name: string;
  /** Whether it is for numbers of the team only. */
  isOfTeam?: boolean;
  words: ReactNode;
  Dialog: (props: DialogProps) => ReactNode;
}

export function NumberCalls({ number }: { number: PhoneNumber }) {
  const { managesTeam } = useTeam();
  const [open, setOpen] = useState<string | null>(null);
  const queries = useQueryClient();
  const { calls } = number;
  if (!calls) return null;
  const settings = settingsOf(number, calls).filter(({ isOfTeam }) => !isOfTeam || ringsOthers(number, managesTeam));
  const opened = settings.find(({ name }) => name === open);
  const close = () => {
    setOpen(null);
    void queries.invalidateQueries({ queryKey: ["numbers"] });
  };
  return (
    <SpaceBetween size="xs">
      <Header variant="h3" actions={<PlaceLink to={`/calls?number=${number.number_id}`}>{t`Call log`}</PlaceLink>}>
        {t`Calls`}
      </Header>
      <ul className="lines" aria-label={t`Settings for calls`}>
        {settings.map(({ name, words }) => (
          <li key={name} className="line">
            <div className="setting-words">
              <strong>{name}</strong>
              <Box color="text-body-secondary" fontSize="body-s">
                {words}
              </Box>
            </div>
            {number.status === "active" && (
              <Button ariaLabel={t`Change ${name.toLowerCase()}`} onClick={() => setOpen(name)}>{t`Change`}</Button>
            )}
          </li>
        ))}
      </ul>
      <Box color="text-body-secondary" fontSize="body-s">
        {number.emergency_notice}
      </Box>
      {opened && <opened.Dialog number={number} onClose={close} />}
    </SpaceBetween>
  );
}

/** Other people's apps can ring only for a number of the team, and those who run it choose them. */
function ringsOthers({ holder }: PhoneNumber, managesTeam: boolean): boolean {
  return holder === "team" && managesTeam;
}

function settingsOf({ forwarding }: PhoneNumber, calls: CallSetup): Setting[] {
  return [
    { name: t`Forwarding`, words: describeForwarding(forwarding), Dialog: ForwardingDialog },
    {
      name: t`Business hours`,
      words: calls.hours ? t`Only during business hours` : t`Always open`,
      Dialog: HoursDialog,
    },
    { name: t`Voicemail`, words: calls.voicemail ? t`On` : t`Off`, Dialog: VoicemailDialog },
    { name: t`Ringing`, isOfTeam: true, words: describeRing(calls.rings_others), Dialog: RingDialog },
    { name: t`Blocked callers`, words: describeBlocked(calls.blocked), Dialog: BlockedDialog },
  ];
}
