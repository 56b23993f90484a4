/** The table of calls with its filters; empty because there are none, none match or loading failed. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";

import { formatPhone } from "../formats/phone";
import { EmptyState } from "../parts/EmptyState";
import { loadNames } from "../parts/people";
import { DataTable } from "../parts/table/DataTable";
import type { List } from "../parts/table/useList";
import { isFiltered, NO_FILTER } from "./callLog";
import { callsColumns } from "./callsColumns";
import { CallsFilter } from "./CallsFilter";
import type { Call, CallsFilterValue } from "./types";

interface Props {
  calls: List<Call>;
  forTeam: boolean;
  filter: CallsFilterValue;
  onFilter: (filter: CallsFilterValue) => void;
}

export function CallsTable({ calls, forTeam, filter, onFilter }: Props) {
  return (
    <DataTable
      list={calls}
      columns={callsColumns(forTeam)}
      name="calls"
      label={t`calls`}
      idOf={({ call_id }) => call_id}
      nameOf={({ other_number }) => (other_number ? formatPhone(other_number) : t`hidden number`)}
      empty={<NoCalls filtered={isFiltered(filter)} onClear={() => onFilter(NO_FILTER)} />}
      filter={<CallsFilter filter={filter} onFilter={onFilter} forTeam={forTeam} />}
      exportColumns={async () => callsColumns(forTeam, forTeam ? await loadNames() : undefined)}
    />
  );
}

function NoCalls({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) return <EmptyState title={t`No calls yet`}>{t`Calls appear here once they've ended.`}</EmptyState>;
  return (
    <EmptyState title={t`No calls match this filter`}>
      <Button onClick={onClear}>{t`Show all calls`}</Button>
    </EmptyState>
  );
}
