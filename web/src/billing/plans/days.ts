/** The charges to come, day by day, with what they add up to. */
import { micros, moneyOf, type Money } from "../../formats/money";
import { dayIn } from "../../formats/time";
import type { Charge } from "./queries";

/** What is charged for one plan on one day: for one number, or for many. */
export interface Line {
  plan: string;
  numbers: string[];
}

export interface ChargedDay {
  day: string;
  at: string;
  lines: Line[];
  sum: Money;
  /** All that will have been charged when this day is over. */
  total: Money;
}

/** Charges in the order of time, by the days that they fall on in this zone. */
export function byDay(charges: Charge[], zone: string): ChargedDay[] {
  const days: ChargedDay[] = [];
  let total = 0n;
  for (const charge of charges) {
    const day = dayIn(zone, charge.when);
    const last = days.at(-1);
    const here = last?.day === day ? last : { day, at: charge.when, lines: [], sum: moneyOf(0n), total: moneyOf(0n) };
    if (here !== last) days.push(here);
    total += micros(charge.amount);
    here.sum = moneyOf(micros(here.sum) + micros(charge.amount));
    here.total = moneyOf(total);
    add(here.lines, charge.what);
  }
  return days;
}

/** `US local number, monthly: +14155550100` is a plan and a number. */
function add(lines: Line[], what: string): void {
  const [, plan = what, number] = /^(.+): (\+\d+)$/.exec(what) ?? [];
  const numbers = number ? [number] : [];
  const line = lines.find((line) => line.plan === plan);
  if (line) line.numbers.push(...numbers);
  else lines.push({ plan, numbers });
}
