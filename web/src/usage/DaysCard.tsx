/** What each day cost, or what it added up to, with what is expected of the month and the limit. */
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { DayFigure } from "../charts";
import { formatMoney } from "../formats/money";
import { expectedDays, formatTick, makePoints, stepOf, sumDays } from "./days";
import { useLimited } from "./limits";
import type { Period, UsageFilter } from "./period";
import type { Usage } from "./queries";

const BY = { day: t`By day`, week: t`By week`, month: t`By month` };
const COSTS_BY = { day: t`Cost by day`, week: t`Cost by week`, month: t`Cost by month` };

interface Props {
  usage: Usage;
  period: Period;
  filter: UsageFilter;
  forTeam: boolean;
}

export function DaysCard({ usage, period, filter, forTeam }: Props) {
  const limited = useLimited(period, filter, forTeam);
  const [chosen, setChosen] = useState<"each" | "total" | null>(null);
  const runsOn = (chosen ?? (limited ? "total" : "each")) === "total";
  const { limit, usage: counted } = (runsOn && limited) || { limit: null, usage };
  const shown = { first: counted.from, last: counted.to };
  const [step, days] = [stepOf(shown), sumDays(counted, shown)];
  const points = makePoints(days, expectedDays(days, counted.forecast), step, runsOn);
  const label = limit ? t`Running total, without number plans` : runsOn ? t`Running total` : COSTS_BY[step];
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <SegmentedControl
              label={t`What the chart shows`}
              options={[
                { id: "each", text: BY[step] },
                { id: "total", text: t`Running total` },
              ]}
              selectedId={runsOn ? "total" : "each"}
              onChange={({ detail }) => setChosen(detail.selectedId === "total" ? "total" : "each")}
            />
          }
        >
          {label}
        </Header>
      }
    >
      <DayFigure
        label={label}
        column={t`Cost`}
        points={points}
        shape={runsOn ? "line" : "columns"}
        unit={step}
        limit={limit ? { value: Number(limit.amount), text: t`Limit ${formatMoney(limit)}` } : null}
        format={formatTick}
      />
    </Container>
  );
}
