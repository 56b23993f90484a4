/** The same usage as a table, by day, person, kind, country or number. */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { formatCount } from "../formats/count";
import { formatMoney, mostDigits } from "../formats/money";
import { formatDate } from "../formats/time";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { Amount } from "../parts/values";
import { byAmount } from "./Breakdown";
import { describeCounts, describeLength, GROUP_LABELS, rowKey, rowName } from "./labels";
import type { Period, UsageFilter } from "./period";
import { type Group, type UsageRow, useUsage } from "./queries";

interface Props {
  period: Period;
  filter: UsageFilter;
  onFilter: (filter: UsageFilter) => void;
  forTeam: boolean;
}

const FIELDS = { user: "user_id", kind: "kind", country: "country", number: "number_id" } as const;
const FIRST = 10;

export function RowsTable({ period, filter, onFilter, forTeam }: Props) {
  const narrow = useIsNarrow();
  const [group, setGroup] = useState<Group>("day");
  const [all, setAll] = useState(false);
  const usage = useUsage(period, filter, group);
  const rows = sortRows(usage.data?.rows ?? [], group);
  const digits = mostDigits(rows.map(({ amount }) => amount));
  const shown = all ? rows : rows.slice(0, FIRST);
  const choose = (row: UsageRow) => group !== "day" && onFilter({ ...filter, [FIELDS[group]]: rowKey(row, group) });
  if (usage.error) return <LoadError problem={usage.error} onRetry={() => void usage.refetch()} what={t`the table`} />;
  return (
    <Table
      variant="container"
      header={
        <Header
          variant="h2"
          counter={usage.data ? `(${rows.length})` : ""}
          actions={<GroupChooser group={group} onChange={setGroup} forTeam={forTeam} />}
        >
          {t`Table`}
        </Header>
      }
      columnDefinitions={columns(group, narrow, digits, choose)}
      items={shown}
      trackBy={(row) => rowKey(row, group)}
      loading={usage.isPending || usage.isPlaceholderData}
      loadingText={t`Loading usage`}
      empty={t`No usage`}
      wrapLines
      footer={
        usage.data && (
          <div className="usage-foot">
            {rows.length > FIRST ? (
              <Button variant="inline-link" onClick={() => setAll(!all)}>
                {all ? t`Show fewer` : t`Show all ${rows.length}`}
              </Button>
            ) : (
              <span>{t`Total`}</span>
            )}
            <strong>
              <Amount of={usage.data.total.amount} />
            </strong>
          </div>
        )
      }
      contentDensity="comfortable"
      ariaLabels={{ tableLabel: t`Usage` }}
      enableKeyboardNavigation={false}
    />
  );
}

function GroupChooser(props: { group: Group; onChange: (group: Group) => void; forTeam: boolean }) {
  const groups = (Object.keys(GROUP_LABELS) as Group[]).filter((group) => props.forTeam || group !== "user");
  return (
    <SegmentedControl
      label={t`Rows of the table`}
      options={groups.map((id) => ({ id, text: GROUP_LABELS[id] }))}
      selectedId={props.group}
      onChange={({ detail }) => props.onChange(detail.selectedId as Group)}
    />
  );
}

/** The newest day first; otherwise what cost most. */
function sortRows(rows: UsageRow[], group: Group): UsageRow[] {
  return group === "day" ? [...rows].reverse() : [...rows].sort(byAmount);
}

type Columns = TableProps.ColumnDefinition<UsageRow>[];

function columns(group: Group, narrow: boolean, digits: number, onChoose: (row: UsageRow) => void): Columns {
  const name: Columns[number] = {
    id: "name",
    header: GROUP_LABELS[group],
    cell: (row) => <Name row={row} group={group} narrow={narrow} onChoose={onChoose} />,
    isRowHeader: true,
  };
  const cost: Columns[number] = {
    id: "cost",
    header: <div className="usage-end">{t`Cost`}</div>,
    cell: ({ amount }) => (
      <div className="usage-end">
        <span className="figures">{formatMoney(amount, undefined, digits)}</span>
      </div>
    ),
  };
  if (narrow) return [name, cost];
  return [
    name,
    { id: "count", header: t`Calls and texts`, cell: ({ count }) => (count ? formatCount(count) : "–") },
    { id: "length", header: t`Time on calls`, cell: ({ seconds }) => (seconds ? describeLength(seconds) : "–") },
    cost,
  ];
}

interface NameProps {
  row: UsageRow;
  group: Group;
  narrow: boolean;
  onChoose: (row: UsageRow) => void;
}

function Name({ row, group, narrow, onChoose }: NameProps) {
  return (
    <>
      {group === "day" ? (
        formatDate(row.day ?? "")
      ) : group === "number" && !row.number_id ? (
        rowName(row, group)
      ) : (
        <Button variant="inline-link" onClick={() => onChoose(row)}>
          {rowName(row, group)}
        </Button>
      )}
      {narrow && (
        <Box color="text-body-secondary" fontSize="body-s">
          {describeCounts(row)}
        </Box>
      )}
    </>
  );
}
