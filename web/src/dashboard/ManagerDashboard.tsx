/** The dashboard of a team's owner and admins. */

import type { Team } from "../api/team";
import { UsageCard } from "../usage";
import { AttentionAlerts } from "./AttentionAlerts";
import { BalanceCard } from "./BalanceCard";
import { FirstSteps } from "./FirstSteps";
import { LatestActivity } from "./LatestActivity";
import { PeopleCard } from "./PeopleCard";

export function ManagerDashboard({ team }: { team: Team }) {
  const isEmpty = team.counts !== null && team.counts.people + team.counts.invited === 1;
  return (
    <div className="stack">
      <AttentionAlerts team={team} />
      {isEmpty && <FirstSteps />}
      <UsageCard />
      <div className="cards">
        <PeopleCard team={team} />
        <BalanceCard />
      </div>
      <LatestActivity />
    </div>
  );
}
