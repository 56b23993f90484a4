/** Every payment, with its receipt (B13), and for its payer the refund of what is unspent (B18). */
import Box from "@cloudscape-design/components/box";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import { t } from "@lingui/core/macro";

import { formatNumbersIn } from "../formats/phone";
import { LoadError } from "../parts/ProblemAlert";
import { useIsNarrow } from "../parts/useIsNarrow";
import { usePages } from "../parts/usePages";
import { MoneyCell, MoneyHeading } from "../parts/money";
import { Day } from "../parts/values";
import { PaymentStatus } from "./PaymentStatus";
import { type Payment, usePayments } from "./queries";
import { ReceiptButton } from "./ReceiptButton";
import { RefundButton } from "./RefundCredits";
import { requesterName } from "./statement";

const COLUMNS: TableProps.ColumnDefinition<Payment>[] = [
  { id: "day", header: t`Date`, cell: (payment) => <Day at={payment.created_at} />, isRowHeader: true },
  { id: "what", header: t`For`, cell: (payment) => formatNumbersIn(payment.what), minWidth: 150 },
  { id: "by", header: t`Requested by`, cell: (payment) => requesterName(payment.requested_by) },
  { id: "status", header: t`Status`, cell: (payment) => <PaymentStatus payment={payment} />, minWidth: 190 },
  {
    id: "amount",
    header: <MoneyHeading>{t`Amount`}</MoneyHeading>,
    cell: (payment) => <MoneyCell of={payment.amount} />,
  },
  {
    id: "both",
    header: t`Payment`,
    cell: (payment) => (
      <>
        {formatNumbersIn(payment.what)}
        <Box color="text-body-secondary" fontSize="body-s">
          <Day at={payment.created_at} /> · {requesterName(payment.requested_by)}
        </Box>
        <PaymentStatus payment={payment} />
      </>
    ),
    isRowHeader: true,
  },
  { id: "receipt", header: t`Receipt`, cell: (payment) => <ReceiptButton payment={payment} /> },
  { id: "refund", header: t`Refund`, cell: (payment) => <RefundButton payment={payment} /> },
  {
    id: "actions",
    header: t`Actions`,
    cell: (payment) => (
      <SpaceBetween size="xs">
        <ReceiptButton payment={payment} />
        <RefundButton payment={payment} />
      </SpaceBetween>
    ),
  },
];

export function PaymentsTable({ mayRefund }: { mayRefund: boolean }) {
  const narrow = useIsNarrow();
  const pages = usePages();
  const payments = usePayments(pages.cursor);
  if (payments.error) {
    return <LoadError problem={payments.error} onRetry={() => void payments.refetch()} what={t`the payments`} />;
  }
  const wide = ["day", "what", "by", "status", "amount", "receipt", ...(mayRefund ? ["refund"] : [])];
  const shown = narrow ? ["both", "amount", mayRefund ? "actions" : "receipt"] : wide;
  return (
    <Table
      header={<Header variant="h2">{t`Payments`}</Header>}
      columnDefinitions={COLUMNS}
      columnDisplay={shown.map((id) => ({ id, visible: true }))}
      items={payments.data?.items ?? []}
      trackBy="payment_id"
      loading={payments.isPending}
      loadingText={t`Loading payments`}
      wrapLines
      pagination={pages.renderPagination(payments.data?.next_cursor, payments.isPlaceholderData)}
      ariaLabels={{ tableLabel: t`Payments` }}
      empty={
        <Box textAlign="center" padding="l">
          <SpaceBetween size="xxs">
            <Box variant="strong">{t`No payments yet`}</Box>
            <span>{t`Your payments and receipts will appear here.`}</span>
          </SpaceBetween>
        </Box>
      }
    />
  );
}
