/** The first page: the current state and what needs attention. It depends on the person's role. */
import { t } from "@lingui/core/macro";

import { useProfile } from "../api/profile";
import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { ManagerDashboard } from "./ManagerDashboard";
import { MemberDashboard } from "./MemberDashboard";
import { NoTeamDashboard } from "./NoTeamDashboard";

export function Dashboard() {
  const profile = useProfile(); // its time zone first: what is asked for by days depends on it
  const { query, team, managesTeam, isBeingCreated } = useTeam();
  return (
    <Screen title={t`Dashboard`}>
      {query.isPending || profile.isPending ? (
        <Loading what={t`your team`} />
      ) : query.error ? (
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />
      ) : profile.error && !profile.data ? (
        <LoadError problem={profile.error} onRetry={() => void profile.refetch()} what={t`your profile`} />
      ) : !team ? (
        <NoTeamDashboard isBeingCreated={isBeingCreated} />
      ) : managesTeam ? (
        <ManagerDashboard team={team} />
      ) : (
        <MemberDashboard team={team} />
      )}
    </Screen>
  );
}
