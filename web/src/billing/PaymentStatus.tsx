/** What became of a payment, in words, icon and colour. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

const STATUSES: Record<string, [StatusIndicatorProps.Type, string]> = {
  completed: ["success", "Paid"],
  pending: ["pending", "PayPal is checking"],
  unknown: ["in-progress", "Asking PayPal"],
  created: ["in-progress", "Under way"],
  failed: ["error", "Failed"],
  declined: ["error", "Declined"],
  denied: ["error", "Denied"],
  refunded: ["info", "Refunded"],
  reversed: ["warning", "Reversed"],
  disputed: ["warning", "Disputed"],
};

export function PaymentStatus({ status }: { status: string }) {
  const [type, word] = STATUSES[status] ?? ["info", status];
  return <StatusIndicator type={type as StatusIndicatorProps.Type}>{word}</StatusIndicator>;
}
