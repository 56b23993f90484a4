/** The call log: the whole team's for the owner and admins, otherwise the person's own (N9). */
import "./calls.css";

import { t } from "@lingui/core/macro";

import { useTimeZone } from "../api/profile";
import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { useList } from "../parts/table/useList";
import { useAddress } from "../parts/useAddress";
import { readFilter, toAddress } from "./callLog";
import { callsColumns } from "./callsColumns";
import { CallsPages } from "./CallsPages";
import { CallsTable } from "./CallsTable";
import { fetchCalls } from "./queries";
import type { CallsFilterValue } from "./types";

export function Calls() {
  const { query, managesTeam } = useTeam();
  return (
    <CallsPages
      description={
        managesTeam
          ? t`Calls to and from all your team's numbers, newest first.`
          : t`Calls to and from the numbers you use or share, newest first.`
      }
    >
      {query.error && <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />}
      {query.isPending && <Loading what={t`your team`} />}
      {query.isSuccess && <CallLog forTeam={managesTeam} />}
    </CallsPages>
  );
}

function CallLog({ forTeam }: { forTeam: boolean }) {
  const [filter, setFilter] = useFilter(forTeam);
  const zone = useTimeZone();
  const calls = useList({
    name: "calls",
    key: ["calls", filter, zone],
    load: (cursor, limit) => fetchCalls(filter, zone, cursor, limit),
    columns: callsColumns(forTeam),
  });
  return <CallsTable calls={calls} forTeam={forTeam} filter={filter} onFilter={setFilter} />;
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(forTeam: boolean): [CallsFilterValue, (filter: CallsFilterValue) => void] {
  const [address, change] = useAddress();
  return [readFilter(address, forTeam), (filter) => change({ ...toAddress(filter), page: null })];
}
