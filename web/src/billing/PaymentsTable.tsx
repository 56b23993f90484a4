/** Every payment, with its receipt (B13). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";

import { withNumbers } from "../formats/phone";
import { useNarrow } from "../parts/narrow";
import { usePages } from "../parts/pages";
import { Failed } from "../parts/Refusal";
import { Amount, Day } from "../parts/shown";
import { PaymentStatus } from "./PaymentStatus";
import { usePayments, type Payment } from "./queries";
import { ReceiptButton } from "./ReceiptButton";

const COLUMNS: TableProps.ColumnDefinition<Payment>[] = [
  { id: "day", header: "Date", cell: (payment) => <Day at={payment.created_at} />, isRowHeader: true },
  { id: "what", header: "For", cell: (payment) => withNumbers(payment.what) },
  { id: "status", header: "Status", cell: (payment) => <PaymentStatus payment={payment} /> },
  { id: "amount", header: "Amount", cell: (payment) => <Amount of={payment.amount} /> },
  {
    id: "both",
    header: "Payment",
    cell: (payment) => (
      <>
        <Day at={payment.created_at} />
        <br />
        <PaymentStatus payment={payment} />
      </>
    ),
    isRowHeader: true,
  },
  { id: "receipt", header: "Receipt", cell: (payment) => <ReceiptButton payment={payment} /> },
];

export function PaymentsTable() {
  const narrow = useNarrow();
  const pages = usePages();
  const payments = usePayments(pages.cursor);
  if (payments.error) {
    return <Failed problem={payments.error} onRetry={() => void payments.refetch()} what="the payments" />;
  }
  const shown = narrow ? ["both", "amount", "receipt"] : ["day", "what", "status", "amount", "receipt"];
  return (
    <Table
      header={<Header variant="h2">Payments</Header>}
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={payments.data?.items ?? []}
      trackBy="payment_id"
      loading={payments.isPending}
      loadingText="Loading payments"
      wrapLines={narrow}
      pagination={pages.turner(payments.data?.next_cursor, payments.isPlaceholderData)}
      ariaLabels={{ tableLabel: "Payments" }}
      empty={
        <Box textAlign="center" padding="l">
          <SpaceBetween size="xxs">
            <Box variant="strong">No payments yet</Box>
            <span>Each one will be here with its receipt.</span>
          </SpaceBetween>
        </Box>
      }
    />
  );
}
