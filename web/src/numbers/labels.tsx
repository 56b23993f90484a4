/** How statuses, kinds, plans and failures are called; each status with icon, colour and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { Day } from "../parts/values";
import { keyDate } from "./lifecycle";
import type { NumberStatus, PhoneNumber } from "./types";

const STATUSES: Record<NumberStatus, [StatusIndicatorProps.Type, string]> = {
  ordering: ["in-progress", "Ordering"],
  active: ["success", "Active"],
  suspended: ["warning", "Past due"],
  releasing: ["pending", "In reserve"],
  released: ["stopped", "Given back"],
  failed: ["error", "Failed"],
};

export const STATUS_OPTIONS = Object.entries(STATUSES).map(([value, [, label]]) => ({
  value: value as NumberStatus,
  label,
}));
/** What can be done with a number, of what the carrier says. */
export const FEATURES = [
  ["voice", "calls"],
  ["sms", "texts"],
] as const;

export function NumberStatusIndicator({ number: { status, ends } }: { number: Pick<PhoneNumber, "status" | "ends"> }) {
  const [type, word] = status === "active" && ends ? (["stopped", "Cancelled"] as const) : STATUSES[status];
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
  number_not_available: "Somebody else had it first.",
  carrier_failed: "The carrier could not deliver it.",
  plan_over: "Its plan was over before the number came.",
  not_wanted: "It was given up while it was being ordered.",
  payment_method_required: "No PayPal wallet was attached.",
};

/** Why there is no such number after all. What is not one of our reasons is PayPal's. */
export function failureReason(reason: string | null): string {
  if (reason === null) return "";
  return REASONS[reason] ?? "PayPal did not carry the payment out.";
}
