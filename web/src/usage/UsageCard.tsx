/** On the dashboard: what was spent this month, what is expected, and the last 30 days. */
import "./usage.css";

import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";

import { useTimeZone } from "../api/profile";
import { inCents } from "../formats/money";
import { dayInZone, formatDate } from "../formats/time";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Amount, LargeAmount } from "../parts/values";
import { monthEnd, NO_FILTER, periodOf, RECENT_DAYS } from "./period";
import { useRecentTotal, useUsage } from "./queries";
import { SparkOf } from "./SparkOf";

export function UsageCard() {
  const today = dayInZone(useTimeZone());
  const { usage, ofAll } = useRecentTotal();
  const forecast = useUsage(periodOf("this-month", today), NO_FILTER, "day").data?.forecast;
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" actions={<LinkButton to="/usage">Usage</LinkButton>}>
          Spent this month
        </Header>
      }
    >
      {usage.isPending && <Loading what="usage" />}
      {usage.error && <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what="the usage" />}
      {ofAll && (
        <div className="usage-card">
          <div>
            <div className="big-figure">
              <LargeAmount of={ofAll.month} />
            </div>
            {forecast && (
              <div className="usage-quiet">
                Expected by {formatDate(monthEnd(today))}: <Amount of={inCents(forecast)} />
              </div>
            )}
          </div>
          <div className="usage-spark">
            <SparkOf recent={ofAll} name="Spending" bare />
            <div className="usage-quiet">Last {RECENT_DAYS} days</div>
          </div>
        </div>
      )}
    </Container>
  );
}
