/** Invoices, credit notes and debit notes, each with its PDF (B13). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { Link } from "react-router";

import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { MoneyCell, MoneyHeading } from "../parts/money";
import { Day } from "../parts/values";
import { DownloadButton } from "./DownloadButton";
import { documentLabel, type InvoiceRow, useInvoices } from "./invoices";

const COLUMNS: TableProps.ColumnDefinition<InvoiceRow>[] = [
  {
    id: "number",
    header: "Number",
    cell: (invoice) => <Link to={`/billing/invoices/${invoice.invoice_id}`}>{invoice.number}</Link>,
    isRowHeader: true,
  },
  { id: "day", header: "Date", cell: (invoice) => <Day at={invoice.issued_at} /> },
  { id: "kind", header: "Document", cell: documentLabel },
  { id: "amount", header: <MoneyHeading>Amount</MoneyHeading>, cell: (invoice) => <MoneyCell of={invoice.total} /> },
  {
    id: "file",
    header: "Download",
    cell: (invoice) => (
      <DownloadButton
        path={`/v1/invoices/${invoice.invoice_id}`}
        fileName={`${invoice.number}.pdf`}
        ariaLabel={`PDF of ${documentLabel(invoice).toLowerCase()} ${invoice.number}`}
      />
    ),
  },
];

export function InvoicesTable() {
  const narrow = useIsNarrow();
  const pages = usePages();
  const invoices = useInvoices(pages.cursor);
  if (invoices.error) {
    return <LoadError problem={invoices.error} onRetry={() => void invoices.refetch()} what="the invoices" />;
  }
  const shown = narrow ? ["number", "amount", "file"] : ["number", "day", "kind", "amount", "file"];
  return (
    <Table
      header={<Header variant="h2">Invoices</Header>}
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={invoices.data?.items ?? []}
      trackBy="invoice_id"
      loading={invoices.isPending}
      loadingText="Loading invoices"
      pagination={pages.renderPagination(invoices.data?.next_cursor, invoices.isPlaceholderData)}
      ariaLabels={{ tableLabel: "Invoices" }}
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="strong">No invoices yet</Box>
        </Box>
      }
    />
  );
}
