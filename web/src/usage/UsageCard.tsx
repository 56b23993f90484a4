/** On the dashboard: what was spent this month by day, compared with the month before, and what is expected. */
import "./usage.css";

import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { useTimeZone } from "../api/profile";
import { DayFigure } from "../charts";
import { formatMoney, inCents, toMicros } from "../formats/money";
import { dayInZone, formatDate } from "../formats/time";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount, LargeAmount } from "../parts/values";
import { compareMonths } from "./compared";
import { formatTick } from "./days";
import { monthEnd, NO_FILTER, type Period, periodOf } from "./period";
import { type Usage, useUsage } from "./queries";

/** This month, and the month before, each by day. */
export function useMonthUsage() {
  const today = dayInZone(useTimeZone());
  const [month, lastMonth] = [periodOf("this-month", today), periodOf("last-month", today)];
  const usage = useUsage(month, NO_FILTER, "day");
  const before = useUsage(lastMonth, NO_FILTER, "day");
  return { month, lastMonth, usage, before, isPending: usage.isPending || before.isPending };
}

export function UsageCard() {
  const { month, lastMonth, usage, before } = useMonthUsage();
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<LinkButton to="/usage">{t`Usage`}</LinkButton>}>{t`Spent this month`}</Header>
      }
    >
      {usage.isPending && <Loading what={t`usage`} />}
      {usage.error && <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what={t`the usage`} />}
      {usage.data && <Month {...{ month, lastMonth }} usage={usage.data} before={before.data} />}
    </Container>
  );
}

interface Props {
  month: Period;
  lastMonth: Period;
  usage: Usage;
  before: Usage | undefined;
}

function Month({ month, lastMonth, usage, before }: Props) {
  const compared = compareMonths(month, usage, lastMonth, before);
  const forecast = usage.forecast;
  const isNothing = [usage.total.amount, compared.before].every((money) => !money || toMicros(money) === 0n);
  return (
    <>
      <div className="usage-card">
        <div className="big-figure">
          <LargeAmount of={usage.total.amount} />
        </div>
        {forecast && (
          <div className="usage-quiet">
            <Trans>
              Expected by {formatDate(monthEnd(month.last))}: <Amount of={inCents(forecast)} />
            </Trans>
          </div>
        )}
        {compared.before && (
          <div className="usage-quiet">{t`By this day last month: ${formatMoney(compared.before)}`}</div>
        )}
      </div>
      {isNothing ? (
        <p className="plain usage-quiet">{t`What calls, texts and plans cost each day will appear here.`}</p>
      ) : (
        <DayFigure
          label={t`Spent this month`}
          column={t`This month`}
          beforeName={t`Last month`}
          points={compared.points}
          shape="line"
          unit="day"
          limit={null}
          format={formatTick}
        />
      )}
    </>
  );
}
