/** What the period cost, in one large figure; beside it how that compares, what is expected, and the limit. */
import Container from "@cloudscape-design/components/container";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import { t } from "@lingui/core/macro";

import { useTimeZone } from "../api/profile";
import { limitStartsAgain } from "../billing";
import { formatCount } from "../formats/count";
import { formatMoney, inCents, type Money } from "../formats/money";
import { formatDate, formatMoment } from "../formats/time";
import { Amount, LargeAmount } from "../parts/values";
import { percentMore } from "./days";
import { describeCounts } from "./labels";
import { percentUsed, useLimited } from "./limits";
import { describePeriod, isFiltered, monthEnd, type Period, previousPeriod, type UsageFilter } from "./period";
import { type Usage, useUsage } from "./queries";

interface Props {
  usage: Usage;
  period: Period;
  filter: UsageFilter;
  forTeam: boolean;
}

export function Headline({ usage, period, filter, forTeam }: Props) {
  const limited = useLimited(period, filter, forTeam);
  const { total, forecast } = usage;
  const items = [
    {
      label: t`Compared with ${describePeriod(previousPeriod(period))}`,
      value: <Comparison period={period} filter={filter} now={total.amount} />,
    },
    ...(forecast
      ? [{ label: t`Expected by ${formatDate(monthEnd(period.last))}`, value: <Amount of={inCents(forecast)} /> }]
      : []),
    ...(limited?.spent && period.choice === "this-month"
      ? [{ label: t`Spend limit`, value: <Used limit={limited.limit} spent={limited.spent} /> }]
      : []),
  ];
  return (
    <Container>
      <div className="usage-headline">
        <div>
          <div className="usage-quiet">{isFiltered(filter) ? t`Spent, as filtered` : t`Spent`}</div>
          <div className="usage-figure">
            <LargeAmount of={total.amount} />
          </div>
          <div className="usage-quiet">{describeCounts(total)}</div>
        </div>
        <KeyValuePairs columns={items.length} minColumnWidth={150} items={items} />
      </div>
    </Container>
  );
}

function Comparison({ period, filter, now }: { period: Period; filter: UsageFilter; now: Money }) {
  const before = previousPeriod(period);
  const usage = useUsage(before, filter, "kind").data;
  if (!usage || usage.from !== before.first) return <>…</>;
  const percent = percentMore(now, usage.total.amount);
  if (percent === null) return <>{t`Nothing was spent`}</>;
  return (
    <>
      <strong>{describePercent(percent)}</strong>
      <div className="usage-quiet">{t`than ${formatMoney(usage.total.amount)}`}</div>
    </>
  );
}

function describePercent(percent: number): string {
  if (percent === 0) return t`0% more`;
  const size = Math.abs(percent) >= 10 ? Math.round(Math.abs(percent)) : Math.abs(percent);
  return percent > 0 ? t`${formatCount(size)}% more` : t`${formatCount(size)}% less`;
}

/** Of the month in UTC, which the limit is of, whichever month the reader is in: by the counter that decides. */
function Used({ spent, limit }: { spent: Money; limit: Money }) {
  const again = formatMoment(limitStartsAgain(), useTimeZone());
  const percent = percentUsed(spent, limit);
  return (
    <>
      <Amount of={limit} />
      <svg className="bar-track" role="img" aria-label={t`${percent}% of the limit is used`}>
        <rect
          className={percent >= 100 ? "chart-column usage-over" : "chart-column"}
          width={`${Math.min(Math.max(percent, 0), 100)}%`}
          height="100%"
          rx="4"
        />
      </svg>
      <div className="usage-quiet">{t`${percent}% used`}</div>
      <div className="usage-quiet">{t`Resets on ${again}`}</div>
    </>
  );
}
