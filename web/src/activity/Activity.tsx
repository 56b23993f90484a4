/** The activity log: who did what on the team, when and from where (T10). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import Toggle from "@cloudscape-design/components/toggle";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { useTeam } from "../api/team";
import { EmptyState } from "../parts/EmptyState";
import { Loading } from "../parts/Loading";
import { AccessDenied, LoadError } from "../parts/ProblemAlert";
import { Screen } from "../parts/Screen";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { DateTime } from "../parts/values";
import { type ActivityEntry, type ActivityFilterValue, useActivity } from "./queries";
import { ACTIONS, describeAction } from "./sentences";

const NO_FILTER: ActivityFilterValue = { action: null, mine: false };

export function Activity() {
  const { query, managesTeam } = useTeam();
  return (
    <Screen title={t`Activity`} description={t`Everything the owner and admins did, newest first.`}>
      {query.isPending ? (
        <Loading what={t`your team`} />
      ) : query.error ? (
        <LoadError problem={query.error} onRetry={() => void query.refetch()} what={t`your team`} />
      ) : managesTeam ? (
        <ActivityTable />
      ) : (
        <AccessDenied />
      )}
    </Screen>
  );
}

const COLUMNS: TableProps.ColumnDefinition<ActivityEntry>[] = [
  { id: "at", header: t`When`, cell: (act) => <DateTime at={act.at} />, width: 220 },
  { id: "who", header: t`Who`, cell: (act) => act.actor.name, width: 180 },
  { id: "what", header: t`What`, cell: (act) => describeAction(act), isRowHeader: true },
  { id: "where", header: t`From`, cell: (act) => act.address ?? "", width: 160 },
  { id: "all", header: t`Activity`, cell: (act) => <ActivityCell act={act} /> },
];

function ActivityTable() {
  const narrow = useIsNarrow();
  const [filter, setFilter] = useState(NO_FILTER);
  const pages = usePages(JSON.stringify(filter));
  const log = useActivity(filter, pages.cursor);
  if (log.error) return <LoadError problem={log.error} onRetry={() => void log.refetch()} what={t`the activity`} />;
  return (
    <Table
      columnDefinitions={COLUMNS}
      columnDisplay={(narrow ? ["all"] : ["at", "who", "what", "where"]).map((id) => ({ id, visible: true }))}
      items={log.data?.items ?? []}
      loading={log.isPending}
      loadingText={t`Loading the activity`}
      wrapLines
      filter={<ActivityFilter filter={filter} onFilter={setFilter} />}
      pagination={pages.renderPagination(log.data?.next_cursor, log.isPlaceholderData)}
      ariaLabels={{ tableLabel: t`Activity` }}
      empty={<EmptyActivity filtered={filter.mine || filter.action !== null} onClear={() => setFilter(NO_FILTER)} />}
    />
  );
}

function ActivityCell({ act }: { act: ActivityEntry }) {
  return (
    <>
      <strong>{act.actor.name}</strong> {describeAction(act)}
      <Box color="text-body-secondary" fontSize="body-s">
        <DateTime at={act.at} />
        {act.address ? ` · ${act.address}` : ""}
      </Box>
    </>
  );
}

const ALL_ACTIONS = { value: "", label: t`All activity` };

function ActivityFilter({
  filter,
  onFilter,
}: {
  filter: ActivityFilterValue;
  onFilter: (filter: ActivityFilterValue) => void;
}) {
  const options = [ALL_ACTIONS, ...ACTIONS];
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <div className="filter-wide">
        <Select
          selectedOption={options.find(({ value }) => value === (filter.action ?? "")) ?? ALL_ACTIONS}
          options={options}
          ariaLabel={t`Action`}
          onChange={({ detail }) => onFilter({ ...filter, action: detail.selectedOption.value || null })}
        />
      </div>
      <Toggle checked={filter.mine} onChange={({ detail }) => onFilter({ ...filter, mine: detail.checked })}>
        {t`Only my actions`}
      </Toggle>
    </SpaceBetween>
  );
}

function EmptyActivity({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <EmptyState title={filtered ? t`No activity matches this filter` : t`No activity yet`}>
      {filtered && <Button onClick={onClear}>{t`Show all activity`}</Button>}
    </EmptyState>
  );
}
