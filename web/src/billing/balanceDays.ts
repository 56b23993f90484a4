/** The balance at the end of each day, as the statement has it, with what was bought on the day. */
import { plural, t } from "@lingui/core/macro";

import type { Point } from "../charts";
import { formatMoney, type Money, moneyFromMicros, toMicros } from "../formats/money";
import { addDays, formatDate, formatShortDay } from "../formats/time";
import type { Entry } from "./queries";

interface Listed {
  /** Newest first. */
  entries: Pick<Entry, "at" | "kind" | "amount" | "balance">[];
  /** Whether older entries of the period aren't among them. */
  more: boolean;
}

interface Days {
  first: string;
  today: string;
  dayOf: (at: string) => string;
}

/** A point for each day of which the balance is known; none without entries, as then there is nothing to see. */
export function balancePoints({ entries, more }: Listed, { first, today, dayOf }: Days): Point[] {
  const oldest = entries.at(-1);
  if (!oldest) return [];
  const start = more ? dayOf(oldest.at) : first;
  const ends = new Map<string, Money>();
  const bought = new Map<string, bigint>();
  for (const { at, kind, amount, balance } of entries) {
    const day = dayOf(at);
    if (!ends.has(day)) ends.set(day, balance); // the first of a day that is met is its last
    if (kind === "purchase") bought.set(day, (bought.get(day) ?? 0n) + toMicros(amount));
  }
  let balance = moneyFromMicros(toMicros(oldest.balance) - toMicros(oldest.amount));
  const points: Point[] = [];
  const met = dayOf(oldest.at);
  for (let day = met < start ? met : start; day <= today; day = addDays(day, 1)) {
    balance = ends.get(day) ?? balance;
    if (day < start) continue; // listed, but before the first day that is shown
    const sum = bought.get(day);
    points.push({
      key: day,
      name: formatDate(day),
      short: formatShortDay(day),
      value: Number(balance.amount),
      text: formatMoney(balance),
      ...(sum && { mark: t`Credits bought: ${formatMoney(moneyFromMicros(sum))}` }),
    });
  }
  return points;
}

/** `Lowest on Nov 12, 2026: $1.40. Credits bought: on 2 dates.` */
export function describeBalance(points: Point[]): string {
  const lowest = points.reduce((one, other) => (other.value < one.value ? other : one));
  const days = points.filter(({ mark }) => mark).length;
  const bought =
    days === 0 ? t`No credits were bought.` : t`Credits bought: ${plural(days, { one: "once", other: "on # dates" })}.`;
  return t`Lowest on ${lowest.name}: ${lowest.text}. ${bought}`;
}
