/** Downloads a receipt, once its payment is completed. */
import { t } from "@lingui/core/macro";

import { DownloadButton } from "./DownloadButton";
import type { Payment } from "./queries";

export function ReceiptButton({ payment }: { payment: Payment }) {
  if (!payment.completed_at) return <>–</>;
  return (
    <DownloadButton
      path={`/v1/payments/${payment.payment_id}/receipt`}
      fileName={`teamline-receipt-${payment.payment_id}.pdf`}
      ariaLabel={t`PDF receipt of payment ${payment.payment_id}`}
    />
  );
}
