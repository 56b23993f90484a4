/** The status of a payment, with icon, color and label. */
import Box from "@cloudscape-design/components/box";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { formatMoney, toMicros } from "../formats/money";
import type { Payment } from "./queries";

const STATUSES: Record<Payment["status"], [StatusIndicatorProps.Type, string]> = {
  created: ["in-progress", t`In progress`],
  unknown: ["in-progress", t`Checking with PayPal`],
  pending: ["pending", t`Pending`],
  completed: ["success", t`Paid`],
  failed: ["error", t`Failed`],
  refunded: ["info", t`Refunded`],
  reversed: ["warning", t`Reversed`],
  disputed: ["warning", t`Disputed`],
};

export function PaymentStatus({ payment }: { payment: Payment }) {
  const refunding = toMicros(payment.refunding) > 0n;
  const [type, word]: [StatusIndicatorProps.Type, string] = refunding
    ? ["in-progress", t`Refunding ${formatMoney(payment.refunding)}`]
    : STATUSES[payment.status];
  return (
    <>
      <StatusIndicator type={type} wrapText={false}>
        {word}
      </StatusIndicator>
      {payment.reason_text && (
        <Box color="text-body-secondary" fontSize="body-s">
          {payment.reason_text}
        </Box>
      )}
    </>
  );
}
