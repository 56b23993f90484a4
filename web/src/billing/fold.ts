/** Folds a page of the statement: what only finishes an invitation, and the calls and texts of one day, is one row. */
import { moneyFromMicros, toMicros } from "../formats/money";
import type { Entry } from "./queries";
import { type Folded, isOnlyHeldForCall } from "./statement";

/** Fold entries, newest first. Each amount is still the difference between its balance and the one before it. */
export function foldEntries(entries: Entry[], dayOf: (at: string) => string): Folded[] {
  const joined = new Map<string, Entry["to"]>();
  const held = new Set(entries.filter(({ kind }) => kind === "held").map(holdOf));
  const rows: Folded[] = [];
  for (const entry of entries.filter((entry) => !isOnlyHeldForCall(entry))) {
    const hold = holdOf(entry);
    if (entry.kind === "settled" && hold && held.has(hold) && isZero(entry)) joined.set(hold, entry.to);
    else add(rows, { ...entry, joined: (hold && joined.get(hold)) || null, ended: false, count: 1 }, dayOf);
  }
  return rows;
}

/** Add a row, or add it to the one before, which is later, if both are one matter. */
function add(rows: Folded[], row: Folded, dayOf: (at: string) => string): void {
  const later = rows.at(-1);
  if (later && isReturn(later, row)) rows[rows.length - 1] = merge(later, row, { ended: true });
  else if (later && isSameUsage(later, row, dayOf)) rows[rows.length - 1] = merge(later, row, {});
  else rows.push(row);
}

function merge(later: Folded, row: Folded, more: Partial<Folded>): Folded {
  const amount = moneyFromMicros(toMicros(later.amount) + toMicros(row.amount));
  return { ...later, amount: { amount: amount.amount, currency: "USD" }, count: later.count + row.count, ...more };
}

function isReturn(later: Folded, row: Folded): boolean {
  return later.kind === "released" && row.kind === "held" && holdOf(later) !== "" && holdOf(later) === holdOf(row);
}

function isSameUsage(later: Folded, row: Folded, dayOf: (at: string) => string): boolean {
  const isUsage = [later, row].every(({ kind, about }) => kind === "spent" && !("call_id" in about));
  return isUsage && dayOf(later.at) === dayOf(row.at) && later.by?.user_id === row.by?.user_id;
}

function holdOf({ about }: Pick<Entry, "about">): string {
  return about["hold_id"] ?? "";
}

function isZero({ amount, paid }: Entry): boolean {
  return toMicros(amount) === 0n && toMicros(paid) === 0n;
}
