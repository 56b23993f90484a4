/** The call log: the whole team's for the owner and admins, otherwise the person's own (N9). */
import "./calls.css";

import { useSearchParams } from "react-router";

import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { usePages } from "../parts/usePages";
import { readFilter, toAddress } from "./callLog";
import { CallsPages } from "./CallsPages";
import { CallsTable } from "./CallsTable";
import { useCalls } from "./queries";
import type { CallsFilterValue } from "./types";

export function Calls() {
  const { query, managesTeam } = useTeam();
  return (
    <CallsPages
      description={
        managesTeam
          ? "Calls of all your team's numbers, newest first."
          : "Calls of the numbers that you use or share, newest first."
      }
    >
      {query.error && <LoadError problem={query.error} onRetry={() => void query.refetch()} what="your team" />}
      {query.isPending && <Loading what="your team" />}
      {query.isSuccess && <CallLog forTeam={managesTeam} />}
    </CallsPages>
  );
}

function CallLog({ forTeam }: { forTeam: boolean }) {
  const [filter, setFilter] = useFilter(forTeam);
  const pages = usePages(JSON.stringify(filter));
  const calls = useCalls(filter, pages.cursor);
  return (
    <CallsTable
      calls={calls}
      forTeam={forTeam}
      filter={filter}
      onFilter={setFilter}
      pagination={pages.renderPagination(calls.data?.next_cursor, calls.isPlaceholderData)}
    />
  );
}

/** Keeps the filter in the address, so that a filtered list can be linked to and survives a reload. */
function useFilter(forTeam: boolean): [CallsFilterValue, (filter: CallsFilterValue) => void] {
  const [params, setParams] = useSearchParams();
  return [readFilter(params, forTeam), (filter) => setParams(toAddress(filter), { replace: true })];
}
