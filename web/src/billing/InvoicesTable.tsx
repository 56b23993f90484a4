/** Invoices, credit notes and debit notes, each with its PDF (B13). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";
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
    header: t`Number`,
    cell: (invoice) => <Link to={`/billing/invoices/${invoice.invoice_id}`}>{invoice.number}</Link>,
    isRowHeader: true,
  },
  { id: "day", header: t`Date`, cell: (invoice) => <Day at={invoice.issued_at} /> },
  { id: "kind", header: t`Document`, cell: documentLabel },
  {
    id: "amount",
    header: <MoneyHeading>{t`Amount`}</MoneyHeading>,
    cell: (invoice) => <MoneyCell of={invoice.total} />,
  },
  {
    id: "file",
    header: t`Download`,
    cell: (invoice) => (
      <DownloadButton
        path={`/v1/invoices/${invoice.invoice_id}`}
        fileName={`${invoice.number}.pdf`}
        ariaLabel={t`PDF of ${documentLabel(invoice).toLowerCase()} ${invoice.number}`}
      />
    ),
  },
];

export function InvoicesTable() {
  const narrow = useIsNarrow();
  const pages = usePages();
  const invoices = useInvoices(pages.cursor);
  if (invoices.error) {
    return <LoadError problem={invoices.error} onRetry={() => void invoices.refetch()} what={t`the invoices`} />;
  }
  const shown = narrow ? ["number", "amount", "file"] : ["number", "day", "kind", "amount", "file"];
  return (
    <Table
      header={<Header variant="h2">{t`Invoices`}</Header>}
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={invoices.data?.items ?? []}
      trackBy="invoice_id"
      loading={invoices.isPending}
      loadingText={t`Loading invoices`}
      pagination={pages.renderPagination(invoices.data?.next_cursor, invoices.isPlaceholderData)}
      ariaLabels={{ tableLabel: t`Invoices` }}
      empty={
        <Box textAlign="center" padding="l">
          <Box variant="strong">{t`No invoices yet`}</Box>
        </Box>
      }
    />
  );
}
