/** Labels of statuses and failures; each status with icon, color and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { Day } from "../parts/values";
import { keyDate } from "./lifecycle";
import type { NumberStatus, PhoneNumber } from "./types";

const STATUSES: Record<NumberStatus, [StatusIndicatorProps.Type, string]> = {
  ordering: ["in-progress", "Ordering"],
  active: ["success", "Active"],
  suspended: ["warning", "Past due"],
  releasing: ["pending", "Reserved"],
  released: ["stopped", "Released"],
  failed: ["error", "Failed"],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as NumberStatus,
  label,
}));
/** The features of a number that we show, and their labels. */
export const FEATURES = [
  ["voice", "calls"],
  ["sms", "texts"],
] as const;

export function NumberStatusIndicator({ number: { status, ends } }: { number: Pick<PhoneNumber, "status" | "ends"> }) {
  const [type, word] = status === "active" && ends ? (["stopped", "Canceled"] as const) : STATUSES[status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

/** The one date that matters: renews, ends, past due since, reserved until. */
export function KeyDate({ number }: { number: PhoneNumber }) {
  const next = keyDate(number);
  if (!next) return <>–</>;
  return (
    <>
      {next.word} <Day at={next.at} />
    </>
  );
}

const REASONS: Record<string, string> = {
  number_not_available: "Someone else got it first.",
  carrier_failed: "We couldn't get it from our carrier.",
  plan_over: "Its plan ended before the number arrived.",
  not_wanted: "It was canceled while we were ordering it.",
  admin_limit: "It was above the admin's monthly limit.",
  new_wallet_limit: "The PayPal wallet is new, and pays only a limited amount in its first days.",
  payment_method_required: "PayPal wasn't connected.",
  number_taken: "Someone else got it first.",
  money_locked: "Payments were stopped, because the payer reported a change that wasn't theirs.",
  not_on_team: "The person it was for, or who asked for it, is no longer on the team.",
  invalid_number: "It isn't a number that this plan is for.",
  NEVER_ARRIVED: "We couldn't reach PayPal.",
};

/** Why an order or a restoration failed. A reason that isn't ours is PayPal's. */
export function failureReason(reason: string | null): string {
  if (reason === null) return "";
  return REASONS[reason] ?? "PayPal declined the payment.";
}
