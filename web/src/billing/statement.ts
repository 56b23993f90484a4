/** The labels of the statement, and the periods it can be shown for. */
import { toMicros } from "../formats/money";
import type { Entry } from "./queries";

const ENTRY_LABELS: Record<string, string> = {
  purchase: "Credits bought",
  plans: "Number plans",
  refund: "Refunded by PayPal",
  reversal: "Reversed by PayPal",
  dispute: "Disputed at PayPal",
  denial: "Denied by PayPal",
  restored: "Restored by PayPal",
  allocation: "Credits given",
  taken_back: "Credits taken back",
  held: "Credits set aside",
  settled: "Credits transferred to new member",
  released: "No longer set aside",
  returned: "Returned by former member",
  inherited: "Passed on by a dissolved team",
  spent: "Calls and texts",
  paid_back: "Refunded: not sent",
  granted: "Granted by Teamline",
  expired: "Granted credits expired",
  unused_days: "Unused days of a number that left",
  registration: "Registration for texting in the US",
};

export const PERIODS = [
  { value: "31", label: "Last 31 days" },
  { value: "92", label: "Last 3 months" },
  { value: "366", label: "Last 12 months" },
];

/** The label of an entry, or what it says itself of a call, and whom its credits are for. */
export function entryLabel(entry: Pick<Entry, "kind" | "to" | "text">): string {
  const label = entry.text || (ENTRY_LABELS[entry.kind] ?? entry.kind.replaceAll("_", " "));
  return entry.to ? `${label}: ${requesterName(entry.to)}` : label;
}

/** Whether it only sets credits aside for a call, or frees them: the file of a month has no row for it either. */
export function isOnlyHeldForCall({ kind, amount, about }: Pick<Entry, "kind" | "amount" | "about">): boolean {
  return (kind === "held" || kind === "released") && "call_id" in about && toMicros(amount) === 0n;
}

/** Who asked for it: a name, or what is known of who it was. */
export function requesterName(by: Entry["by"]): string {
  if (!by) return "Automatic";
  return by.name ?? "Former member";
}

/** The start of the current hour, some days ago; rounded so that queries within an hour share a cache entry. */
export function startOfPeriod(days: number, now: number = Date.now()): string {
  const hour = 3_600_000;
  return new Date(Math.floor(now / hour) * hour - days * 24 * hour).toISOString();
}
