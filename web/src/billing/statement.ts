/** The words of the statement, and the times that it can be read for. */
import type { Entry } from "./queries";

const ENTRY_LABELS: Record<string, string> = {
  purchase: "Credits bought",
  refund: "Refunded by PayPal",
  reversal: "Reversed by PayPal",
  dispute: "Disputed at PayPal",
  denial: "Denied by PayPal",
  restored: "Restored by PayPal",
  allocation: "Credits given",
  taken_back: "Credits taken back",
  held: "Set aside for an invitation",
  settled: "Went to who joined",
  released: "Returned from an invitation",
  returned: "Returned by who left",
  inherited: "Came from a dissolved team",
  spent: "Calls and texts",
  paid_back: "Paid back: not sent",
};

export const PERIODS = [
  { value: "31", label: "The last 31 days" },
  { value: "92", label: "The last 3 months" },
  { value: "366", label: "The last 12 months" },
];

/** What an entry is called. */
export function entryLabel(entry: Pick<Entry, "kind">): string {
  return ENTRY_LABELS[entry.kind] ?? entry.kind.replaceAll("_", " ");
}

/** The beginning of the hour, so many days ago: the same question within an hour is the same question. */
export function startOfPeriod(days: number, now: number = Date.now()): string {
  const hour = 3_600_000;
  return new Date(Math.floor(now / hour) * hour - days * 24 * hour).toISOString();
}
