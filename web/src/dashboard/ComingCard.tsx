/** What comes next: the next invoice with its date and sum, renewals, ports, and what expires or ends. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import Button from "@cloudscape-design/components/button";

import { formatShortDay } from "../formats/time";
import { LinkButton, PlaceLink } from "../parts/LinkButton";
import { Amount } from "../parts/values";
import type { Coming } from "./coming";

const FIRST = 5;

export function ComingCard({ comings }: { comings: Coming[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? comings : comings.slice(0, FIRST);
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<LinkButton to="/billing/plans">{t`Calendar`}</LinkButton>}>
          {t`Coming up`}
        </Header>
      }
    >
      {comings.length === 0 && (
        <p className="plain usage-quiet">{t`Nothing is due soon. Renewals and other dates will appear here.`}</p>
      )}
      <ul className="comings" aria-label={t`Coming up`}>
        {shown.map(({ key, day, title, about, amount, to }) => (
          <li key={key} className="coming">
            <time className="coming-day" dateTime={day}>
              {formatShortDay(day)}
            </time>
            <div className="coming-words">
              <PlaceLink to={to}>{title}</PlaceLink>
              <p>{about}</p>
            </div>
            {amount && <Amount of={amount} />}
          </li>
        ))}
      </ul>
      {comings.length > FIRST && (
        <Button variant="inline-link" ariaExpanded={all} onClick={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${comings.length}`}
        </Button>
      )}
    </Container>
  );
}
