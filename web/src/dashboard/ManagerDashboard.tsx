/** The dashboard of a team's owner and admins: is anything wrong, what did we spend, what comes next, who needs me. */
import "./dashboard.css";

import { t } from "@lingui/core/macro";

import type { Team } from "../api/team";
import { EmergencyAlert } from "../calls";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { UsageCard, useMonthUsage } from "../usage";
import { ComingCard } from "./ComingCard";
import { FiguresCard } from "./FiguresCard";
import { FirstSteps } from "./FirstSteps";
import { LatestActivity } from "./LatestActivity";
import { Matters } from "./Matters";
import { NeedsCard } from "./NeedsCard";
import { useFacts } from "./useFacts";

export function ManagerDashboard({ team }: { team: Team }) {
  const { isLoading, isLoadingAhead, failed, retry, matters, comings, needs, lookedAt, steps } = useFacts(team);
  const isLoadingUsage = useMonthUsage().isPending;
  const waits = isLoading || isLoadingAhead || isLoadingUsage;
  return (
    <>
      {waits && <Loading what={t`the dashboard`} />}
      <div className={waits ? "stack dash-waits" : "stack"} aria-busy={waits}>
        {steps.length > 0 && <FirstSteps steps={steps} />}
        {failed && <LoadError problem={failed} onRetry={retry} what={t`all that needs your attention`} />}
        {(!failed || matters.length > 0) && <Matters matters={matters} />}
        <EmergencyAlert />
        <div className="dash-two">
          <UsageCard />
          <ComingCard comings={comings} />
        </div>
        <div className="dash-two">
          <NeedsCard needs={needs} lookedAt={lookedAt} isComplete={!failed} />
          <FiguresCard team={team} />
        </div>
        <LatestActivity />
      </div>
    </>
  );
}
