/** How statuses, kinds, plans and failures are called; each status with icon, colour and word. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import { formatMoney, micros } from "../formats/money";
import { Day } from "../parts/shown";
import { nextDate } from "./life";
import type { Kind, PhoneNumber, Plan, Status } from "./queries";

const STATUSES: Record<Status, [StatusIndicatorProps.Type, string]> = {
  ordering: ["in-progress", "Ordering"],
  active: ["success", "Active"],
  suspended: ["warning", "Past due"],
  releasing: ["pending", "In reserve"],
  released: ["stopped", "Given back"],
  failed: ["error", "Failed"],
};

export const STATUS_WORDS = Object.entries(STATUSES).map(([value, [, label]]) => ({ value: value as Status, label }));
/** What can be done with a number, of what the carrier says. */
export const FEATURES = [
  ["voice", "calls"],
  ["sms", "texts"],
] as const;

export const KINDS: Record<Kind, string> = { local: "Local", toll_free: "Toll-free" };

export function StatusOf({ number: { status, ends } }: { number: Pick<PhoneNumber, "status" | "ends"> }) {
  const [type, word] = status === "active" && ends ? (["stopped", "Cancelled"] as const) : STATUSES[status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

/** The one date that matters: renews, ends, past due since, reserved until. */
export function DateOf({ number }: { number: PhoneNumber }) {
  const next = nextDate(number);
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
export function reasonOf(reason: string | null): string {
  if (reason === null) return "";
  return REASONS[reason] ?? "PayPal did not carry the payment out.";
}

/** `$1.00 a month`, `$10.00 for 12 months`. */
export function priceOf({ price, months }: Pick<Plan, "price" | "months">): string {
  return months === 1 ? `${formatMoney(price)} a month` : `${formatMoney(price)} for ${months} months`;
}

/** What a plan of several months saves against the one of a month; empty for that one. */
export function savingOf(plan: Plan, plans: Plan[]): string {
  const monthly = plans.find(({ months }) => months === 1);
  if (!monthly || plan.months === 1) return "";
  const saved = micros(monthly.price) * BigInt(plan.months) - micros(plan.price);
  const amount = { amount: `${saved / 1_000_000n}.${String(saved % 1_000_000n).padStart(6, "0")}` };
  return saved > 0n ? `Saves ${formatMoney(amount)} over ${plan.months} months` : `Renews every ${plan.months} months`;
}
