/** The statement: every entry with the balance after it, and the nightly check (B16). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { useState } from "react";
import { Link } from "react-router";

import { toMicros } from "../formats/money";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { Amount, DateTime, Day } from "../parts/values";
import { LastCheck } from "./LastCheck";
import { type Entry, useLedger } from "./queries";
import { entryLabel, isOnlyHeldForCall, PERIODS, requesterName, startOfPeriod } from "./statement";

const COLUMNS: TableProps.ColumnDefinition<Entry>[] = [
  { id: "at", header: "Date", cell: (entry) => <DateTime at={entry.at} />, width: 230 },
  { id: "what", header: "Description", cell: (entry) => <Description entry={entry} />, isRowHeader: true },
  { id: "by", header: "By", cell: (entry) => requesterName(entry.by) },
  { id: "paid", header: "Paid with PayPal", cell: (entry) => (isZero(entry.paid) ? "" : <Amount of={entry.paid} />) },
  { id: "amount", header: "Amount", cell: (entry) => <Amount of={entry.amount} /> },
  { id: "balance", header: "Balance after", cell: (entry) => <Amount of={entry.balance} /> },
  { id: "owed", header: "Owed after", cell: (entry) => <Amount of={entry.owed} /> },
  {
    id: "both",
    header: "Description",
    cell: (entry) => (
      <>
        <Description entry={entry} />
        <Box color="text-body-secondary" fontSize="body-s">
          <Day at={entry.at} /> · {requesterName(entry.by)}
          {isZero(entry.paid) ? null : (
            <>
              {" · PayPal "}
              <Amount of={entry.paid} />
            </>
          )}
        </Box>
      </>
    ),
    isRowHeader: true,
  },
];

/** What happened, to whom credits went, and the invoice of what PayPal was paid for. */
function Description({ entry }: { entry: Entry }) {
  return (
    <>
      {entryLabel(entry)}
      {entry.invoice && (
        <>
          {" · "}
          <Link to={`/billing/invoices/${entry.invoice.invoice_id}`} className="figures">
            {entry.invoice.number}
          </Link>
        </>
      )}
    </>
  );
}

const isZero = (money: Entry["paid"]) => toMicros(money) === 0n;

export function LedgerTable() {
  const narrow = useIsNarrow();
  const [period, setPeriod] = useState(PERIODS[0]!);
  const pages = usePages(period.value);
  const ledger = useLedger(startOfPeriod(Number(period.value)), pages.cursor);
  if (ledger.error)
    return <LoadError problem={ledger.error} onRetry={() => void ledger.refetch()} what="the statement" />;
  const owes = ledger.data?.items.some((entry) => !isZero(entry.owed)) ? ["owed"] : [];
  const shown = narrow
    ? ["both", "amount", "balance", ...owes]
    : ["at", "what", "by", "paid", "amount", "balance", ...owes];
  return (
    <Table
      header={
        <Header variant="h2" description={<LastCheck />}>
          Statement
        </Header>
      }
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={ledger.data?.items.filter((entry) => !isOnlyHeldForCall(entry)) ?? []}
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
