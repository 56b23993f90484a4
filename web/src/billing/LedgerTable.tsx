/** The statement: every entry with the balance after it, and the nightly check (B16). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";

import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { Amount, DateTime, Day } from "../parts/values";
import { LastCheck } from "./LastCheck";
import { type Entry, useLedger } from "./queries";
import { entryLabel, PERIODS, requesterName, startOfPeriod } from "./statement";

const COLUMNS: TableProps.ColumnDefinition<Entry>[] = [
  { id: "at", header: "Date", cell: (entry) => <DateTime at={entry.at} />, width: 230 },
  { id: "what", header: "Description", cell: (entry) => entryLabel(entry), isRowHeader: true },
  { id: "by", header: "By", cell: (entry) => requesterName(entry.by) },
  { id: "amount", header: "Amount", cell: (entry) => <Amount of={entry.amount} /> },
  { id: "balance", header: "Balance after", cell: (entry) => <Amount of={entry.balance} /> },
  {
    id: "both",
    header: "Description",
    cell: (entry) => (
      <>
        {entryLabel(entry)}
        <Box color="text-body-secondary" fontSize="body-s">
          <Day at={entry.at} /> · {requesterName(entry.by)}
        </Box>
      </>
    ),
    isRowHeader: true,
  },
];

export function LedgerTable() {
  const narrow = useIsNarrow();
  const [period, setPeriod] = useState(PERIODS[0]!);
  const pages = usePages(period.value);
  const ledger = useLedger(startOfPeriod(Number(period.value)), pages.cursor);
  if (ledger.error)
    return <LoadError problem={ledger.error} onRetry={() => void ledger.refetch()} what="the statement" />;
  const shown = narrow ? ["both", "amount", "balance"] : ["at", "what", "by", "amount", "balance"];
  return (
    <Table
      header={
        <Header variant="h2" description={<LastCheck />}>
          Statement
        </Header>
      }
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={ledger.data?.items ?? []}
      trackBy="entry_id"
      loading={ledger.isPending}
      loadingText="Loading the statement"
      wrapLines
      filter={
        <div className="filter-wide">
          <Select
            selectedOption={period}
            options={PERIODS}
            ariaLabel="Statement period"
            onChange={({ detail }) => setPeriod(PERIODS.find(({ value }) => value === detail.selectedOption.value)!)}
          />
        </div>
      }
      pagination={pages.renderPagination(ledger.data?.next_cursor, ledger.isPlaceholderData)}
      ariaLabels={{ tableLabel: "Statement" }}
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="strong">No entries in this period</Box>
        </Box>
      }
    />
  );
}
