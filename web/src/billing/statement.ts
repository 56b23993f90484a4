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
  unused_days: "Unused days of a transferred number",
  registration: "Registration for texting in the US",
};

export const PERIODS = [
  { value: "31", label: "Last 31 days" },
  { value: "92", label: "Last 3 months" },
  { value: "366", label: "Last 12 months" },
];

/** A row of the statement, made of one entry or several. */
export interface Folded extends Entry {
  /** What became of credits that were set aside for an invitation, on this page. */
  joined: Entry["to"];
  /** Whether credits were set aside and freed again, with nothing in between. */
  ended: boolean;
  /** Of how many entries it is made. */
  count: number;
}

/** What a row says: of an invitation, whose it is and what became of it; else its label, and whom its credits are for. */
export function rowLabel(row: Folded, invited: ReadonlyMap<string, string>): string {
  const hold = row.about["hold_id"] ?? "";
  if (!hold.startsWith("inv_")) return row.count > 1 ? ENTRY_LABELS["spent"]! : entryLabel(row);
  const name = row.joined?.name ?? row.to?.name ?? invited.get(hold);
  const whose = name ? `the invitation to ${name}` : "an invitation";
  if (row.ended) return `Set aside for ${whose}, then released`;
  if (row.kind === "held") return `Set aside for ${whose}${row.joined ? ", who joined" : ""}`;
  return row.kind === "released" ? `Released: ${whose} ended` : entryLabel(row);
}

/** The label of an entry, or what it says itself of a call, and whom its credits are for. */
function entryLabel(entry: Pick<Entry, "kind" | "to" | "text">): string {
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
