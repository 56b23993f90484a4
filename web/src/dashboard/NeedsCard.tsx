/** Who needs the reader: purchases to approve, and people without credits or at their limit. */
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { LinkButton } from "../parts/LinkButton";
import type { Need } from "./needs";

const FIRST = 4;

interface Props {
  needs: Need[];
  /** Of how many people only the first were looked at, in a team of more; null if of all. */
  lookedAt: number | null;
  /** Whether all of it could be read. */
  isComplete: boolean;
}

export function NeedsCard({ needs, lookedAt, isComplete }: Props) {
  const [all, setAll] = useState(false);
  return (
    <Container fitHeight header={<Header variant="h2">{t`Who needs you`}</Header>}>
      {needs.length === 0 && isComplete && (
        <p className="plain usage-quiet">{t`No one is waiting on you. Everyone can call and text.`}</p>
      )}
      <ul className="lines" aria-label={t`Who needs you`}>
        {(all ? needs : needs.slice(0, FIRST)).map(({ key, title, about, to, action }) => (
          <li key={key} className="line">
            <div className="matter-words">
              <strong>{title}</strong>
              <p>{about}</p>
            </div>
            <LinkButton to={to}>{action}</LinkButton>
          </li>
        ))}
      </ul>
      {needs.length > FIRST && (
        <Button variant="inline-link" ariaExpanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${needs.length}`}
        </Button>
      )}
      {lookedAt !== null && (
        <p className="plain usage-quiet">{t`These are the credits of the first ${lookedAt} people. Find everyone under Users.`}</p>
      )}
    </Container>
  );
}
