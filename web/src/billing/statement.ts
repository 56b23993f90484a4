/** The labels of the statement, and the periods it can be shown for. */
import { t } from "@lingui/core/macro";

import { toMicros } from "../formats/money";
import type { Entry } from "./queries";

const ENTRY_LABELS: Record<string, string> = {
  purchase: t`Credits bought`,
  plans: t`Number plans`,
  refund: t`Refunded by PayPal`,
  reversal: t`Reversed by PayPal`,
  dispute: t`Disputed at PayPal`,
  denial: t`Denied by PayPal`,
  restored: t`Restored by PayPal`,
  allocation: t`Credits given`,
  taken_back: t`Credits taken back`,
  held: t`Credits set aside`,
  settled: t`Credits transferred to new member`,
  released: t`No longer set aside`,
  returned: t`Returned by former member`,
  inherited: t`Passed on by a dissolved team`,
  spent: t`Calls and texts`,
  paid_back: t`Refunded: not sent`,
  granted: t`Granted by Teamline`,
  expired: t`Granted credits expired`,
  unused_days: t`Unused days of a transferred number`,
  registration: t`Registration for texting in the US`,
};

export const PERIODS = [
  { value: "31", label: t`Last 31 days` },
  { value: "92", label: t`Last 3 months` },
  { value: "366", label: t`Last 12 months` },
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
  return name ? labelOfInvited(row, name) : labelOfUnknown(row);
}

function labelOfInvited(row: Folded, name: string): string {
  if (row.ended) return t`Set aside for the invitation to ${name}, then released`;
  if (row.kind === "released") return t`Released: the invitation to ${name} ended`;
  if (row.kind !== "held") return entryLabel(row);
  return row.joined
    ? t`Set aside for the invitation to ${name}, who joined`
    : t`Set aside for the invitation to ${name}`;
}

function labelOfUnknown(row: Folded): string {
  if (row.ended) return t`Set aside for an invitation, then released`;
  if (row.kind === "released") return t`Released: an invitation ended`;
  if (row.kind !== "held") return entryLabel(row);
  return row.joined ? t`Set aside for an invitation, who joined` : t`Set aside for an invitation`;
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
  if (!by) return t`Automatic`;
  return by.name ?? t`Former member`;
}
