/** The first page: how things stand, and what needs attention. What it shows depends on one's place on a team. */
import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Screen } from "../parts/Screen";
import { useTeam } from "../users/queries";
import { ForManagers } from "./ForManagers";
import { ForMembers } from "./ForMembers";
import { WithoutTeam } from "./WithoutTeam";

export function Dashboard() {
  const { query, team, managesTeam, isOpening } = useTeam();
  return (
    <Screen title="Dashboard">
      {query.isPending ? (
        <Loading what="your team" />
      ) : query.error ? (
        <Failed problem={query.error} onRetry={() => void query.refetch()} what="your team" />
      ) : isOpening ? (
        <Loading what="your new team" />
      ) : !team ? (
        <WithoutTeam />
      ) : managesTeam ? (
        <ForManagers team={team} />
      ) : (
        <ForMembers team={team} />
      )}
    </Screen>
  );
}
