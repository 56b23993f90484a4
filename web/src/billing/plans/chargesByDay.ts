/** Upcoming charges by date, with their totals. */
import { type Money, moneyFromMicros, toMicros } from "../../formats/money";
import { dayInZone } from "../../formats/time";
import type { Charge } from "./queries";

/** One plan on one date, with the numbers it is charged for. */
export interface ChargeLine {
  plan: string;
  numbers: string[];
}

export interface DayOfCharges {
  day: string;
  at: string;
  lines: ChargeLine[];
  sum: Money;
  /** The sum of all charges up to and including this date. */
  total: Money;
}

/** Group charges, which are sorted by time, by their date in this zone. */
export function chargesByDay(charges: Charge[], zone: string): DayOfCharges[] {
  const days: DayOfCharges[] = [];
  let total = 0n;
  for (const charge of charges) {
    const day = dayInZone(zone, charge.when);
    const last = days.at(-1);
    const here =
      last?.day === day
        ? last
        : { day, at: charge.when, lines: [], sum: moneyFromMicros(0n), total: moneyFromMicros(0n) };
    if (here !== last) days.push(here);
    total += toMicros(charge.amount);
    here.sum = moneyFromMicros(toMicros(here.sum) + toMicros(charge.amount));
    here.total = moneyFromMicros(total);
    addToLines(here.lines, charge.what);
  }
  return days;
}

/** Add a charge to the lines: `US local number, monthly: +14155550100` is a plan and a number. */
function addToLines(lines: ChargeLine[], what: string): void {
  const [, plan = what, number] = /^(.+): (\+\d+)$/.exec(what) ?? [];
  const numbers = number ? [number] : [];
  const line = lines.find((line) => line.plan === plan);
  if (line) line.numbers.push(...numbers);
  else lines.push({ plan, numbers });
}
