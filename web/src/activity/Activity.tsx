/** Who did what on the team, when, and from where (T10). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";

import { Empty } from "../parts/Empty";
import { Loading } from "../parts/Loading";
import { useNarrow } from "../parts/narrow";
import { usePages } from "../parts/pages";
import { Denied, Failed } from "../parts/Refusal";
import { Screen } from "../parts/Screen";
import { Moment } from "../parts/shown";
import { useTeam } from "../users/queries";
import { useActivity, type Act, type Filter } from "./queries";
import { ACTIONS, sentence } from "./words";

const EVERYTHING: Filter = { action: null, mine: false };

export function Activity() {
  const { query, managesTeam } = useTeam();
  return (
    <Screen title="Activity" description="Everything that the owner and the admins did, newest first.">
      {query.isPending ? (
        <Loading what="your team" />
      ) : query.error ? (
        <Failed problem={query.error} onRetry={() => void query.refetch()} what="your team" />
      ) : managesTeam ? (
        <Log />
      ) : (
        <Denied />
      )}
    </Screen>
  );
}

const COLUMNS: TableProps.ColumnDefinition<Act>[] = [
  { id: "at", header: "When", cell: (act) => <Moment at={act.at} />, width: 220 },
  { id: "who", header: "Who", cell: (act) => act.actor.name, width: 180 },
  { id: "what", header: "What", cell: (act) => sentence(act), isRowHeader: true },
  { id: "where", header: "From", cell: (act) => act.address ?? "", width: 160 },
  { id: "all", header: "What happened", cell: (act) => <InOne act={act} /> },
];

function Log() {
  const narrow = useNarrow();
  const [filter, setFilter] = useState(EVERYTHING);
  const pages = usePages(JSON.stringify(filter));
  const log = useActivity(filter, pages.cursor);
  if (log.error) return <Failed problem={log.error} onRetry={() => void log.refetch()} what="the activity" />;
  return (
    <Table
      columnDefinitions={COLUMNS}
      columnDisplay={(narrow ? ["all"] : ["at", "who", "what", "where"]).map((id) => ({ id, visible: true }))}
      items={log.data?.items ?? []}
      loading={log.isPending}
      loadingText="Loading the activity"
      wrapLines
      filter={<LogFilter filter={filter} onFilter={setFilter} />}
      pagination={pages.turner(log.data?.next_cursor, log.isPlaceholderData)}
      ariaLabels={{ tableLabel: "Activity" }}
      empty={<Nothing filtered={filter.mine || filter.action !== null} onClear={() => setFilter(EVERYTHING)} />}
    />
  );
}

function InOne({ act }: { act: Act }) {
  return (
    <>
      <strong>{act.actor.name}</strong> {sentence(act)}
      <Box color="text-body-secondary" fontSize="body-s">
        <Moment at={act.at} />
        {act.address ? ` · ${act.address}` : ""}
      </Box>
    </>
  );
}

const ANY = { value: "", label: "Everything" };

function LogFilter({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const options = [ANY, ...ACTIONS];
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <div className="filter-wide">
        <Select
          selectedOption={options.find(({ value }) => value === (filter.action ?? "")) ?? ANY}
          options={options}
          ariaLabel="What was done"
          onChange={({ detail }) => onFilter({ ...filter, action: detail.selectedOption.value || null })}
        />
      </div>
      <Toggle checked={filter.mine} onChange={({ detail }) => onFilter({ ...filter, mine: detail.checked })}>
        Only what I did
      </Toggle>
    </SpaceBetween>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <Empty title={filtered ? "Nothing matches this filter" : "Nothing has happened yet"}>
      {filtered && <Button onClick={onClear}>Show everything</Button>}
    </Empty>
  );
}
