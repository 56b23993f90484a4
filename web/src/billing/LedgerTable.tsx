/** The statement: every entry with the balance after it, and the nightly check of the books (B16). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import Table, { type TableProps } from "@cloudscape-design/components/table";

import { formatMoney, micros } from "../formats/money";
import { useNarrow } from "../parts/narrow";
import { usePages } from "../parts/pages";
import { Failed } from "../parts/Refusal";
import { Amount, Moment } from "../parts/shown";
import { useChecks, useLedger, type Check, type Entry } from "./queries";

const COLUMNS: TableProps.ColumnDefinition<Entry>[] = [
  { id: "at", header: "When", cell: (entry) => <Moment at={entry.at} />, isRowHeader: true },
  { id: "what", header: "What", cell: (entry) => entry.what },
  { id: "amount", header: "Amount", cell: (entry) => <Amount of={entry.amount} /> },
  { id: "balance", header: "Balance after", cell: (entry) => <Amount of={entry.balance} /> },
];

export function LedgerTable() {
  const narrow = useNarrow();
  const pages = usePages();
  const ledger = useLedger(pages.cursor);
  if (ledger.error) return <Failed problem={ledger.error} onRetry={() => void ledger.refetch()} what="the statement" />;
  return (
    <Table
      header={
        <Header variant="h2" description={<LastCheck />}>
          Statement
        </Header>
      }
      columnDefinitions={COLUMNS}
      columnDisplay={(narrow ? ["what", "amount", "balance"] : ["at", "what", "amount", "balance"]).map((id) => ({
        id,
        visible: true,
      }))}
      items={ledger.data?.items ?? []}
      trackBy="entry_id"
      loading={ledger.isPending}
      loadingText="Loading the statement"
      wrapLines
      pagination={<Pagination {...pages.pagination(ledger.data?.next_cursor, ledger.isPlaceholderData)} />}
      ariaLabels={{ tableLabel: "Statement" }}
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="strong">Nothing has been booked yet</Box>
        </Box>
      }
    />
  );
}

function LastCheck() {
  const check = useChecks().data?.items[0];
  if (!check) return <>Every night all balances are computed anew from their entries. The first check is tonight.</>;
  return <CheckLine check={check} />;
}

function CheckLine({ check }: { check: Check }) {
  const right = micros(check.difference) === 0n;
  return (
    <StatusIndicator type={right ? "success" : "error"}>
      Checked <Moment at={check.checked_at} />, difference {formatMoney(check.difference)}
    </StatusIndicator>
  );
}
