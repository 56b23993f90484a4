/** What calls, texts and plans cost: the team's for its owner and admins, otherwise the person's own (B12). */
import "./usage.css";

import { t } from "@lingui/core/macro";

import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { UsagePage } from "./UsagePage";

export function Usage() {
  const { query, managesTeam } = useTeam();
  if (query.isSuccess) return <UsagePage forTeam={managesTeam} />;
  return (
    <Screen title={t`Usage`}>
      {query.error && <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />}
      {query.isPending && <Loading what={t`your team`} />}
    </Screen>
  );
}
