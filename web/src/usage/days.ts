/** Sums of days as points of a chart: days without usage too, in weeks or months where there are many, and a forecast. */
import { t } from "@lingui/core/macro";

import type { Point } from "../charts";
import { formatMoney, inCents, type Money, moneyFromMicros, toMicros } from "../formats/money";
import { addDays, formatDate, formatParts } from "../formats/time";
import { countDays, monthEnd, monthStart, type Period } from "./period";

export type Step = "day" | "week" | "month";

export interface DaySum {
  day: string;
  micros: bigint;
}

interface Rows {
  rows: { day?: string | null; amount: Money }[];
}

const [MOST_SINGLE_DAYS, MOST_DAYS_OF_WEEKS] = [62, 200];

/** What each day of a period cost, from the first to the last. */
export function sumDays({ rows }: Rows, { first, last }: Pick<Period, "first" | "last">): DaySum[] {
  const known = new Map<string, bigint>();
  for (const { day, amount } of rows) if (day) known.set(day, (known.get(day) ?? 0n) + toMicros(amount));
  return Array.from({ length: countDays({ first, last }) }, (_, place) => {
    const day = addDays(first, place);
    return { day, micros: known.get(day) ?? 0n };
  });
}

/** The days that are yet to come of the month, with an equal share each of what is expected beyond the total. */
export function expectedDays(days: DaySum[], forecast: Money | null | undefined): DaySum[] {
  const last = days.at(-1)?.day;
  if (!forecast || !last) return [];
  const count = countDays({ first: last, last: monthEnd(last) }) - 1;
  const left = toMicros(forecast) - days.reduce((sum, { micros }) => sum + micros, 0n);
  if (count === 0 || left < 0n) return [];
  const share = left / BigInt(count);
  return Array.from({ length: count }, (_, place) => ({
    day: addDays(last, place + 1),
    micros: place === count - 1 ? left - share * BigInt(count - 1) : share,
  }));
}

export function stepOf(period: Pick<Period, "first" | "last">): Step {
  const days = countDays(period);
  return days <= MOST_SINGLE_DAYS ? "day" : days <= MOST_DAYS_OF_WEEKS ? "week" : "month";
}

/** A point for each day, week or month; `runningOn` adds up from one to the next. */
export function makePoints(days: DaySum[], expected: DaySum[], step: Step, runningOn: boolean): Point[] {
  let sum = 0n;
  const point = (of: DaySum[], isExpected: boolean): Point => {
    const micros = of.reduce((all, { micros }) => all + micros, runningOn ? sum : 0n);
    sum = runningOn ? micros : 0n;
    const [first, last] = [of[0]!.day, of.at(-1)!.day];
    return {
      key: first,
      ...nameOf(first, last, step, runningOn),
      value: Number(micros) / 1_000_000,
      text: formatMoney(isExpected ? inCents(moneyFromMicros(micros)) : moneyFromMicros(micros)),
      ...(isExpected && { expected: true }),
    };
  };
  return [...bundle(days, step).map((of) => point(of, false)), ...bundle(expected, step).map((of) => point(of, true))];
}

function bundle(days: DaySum[], step: Step): DaySum[][] {
  const bundles = new Map<string | number, DaySum[]>();
  days.forEach((sum, place) => {
    const key = step === "day" ? place : step === "week" ? Math.floor(place / 7) : monthStart(sum.day);
    bundles.set(key, [...(bundles.get(key) ?? []), sum]);
  });
  return [...bundles.values()];
}

function nameOf(first: string, last: string, step: Step, runningOn: boolean): { name: string; short: string } {
  const short = formatShort(first, step);
  if (runningOn) return { name: formatDate(last), short };
  return { name: first === last ? formatDate(first) : t`${formatDate(first)} to ${formatDate(last)}`, short };
}

function formatShort(day: string, step: Step): string {
  const parts =
    step === "month" ? ({ month: "short", year: "2-digit" } as const) : ({ month: "short", day: "numeric" } as const);
  return formatParts(day, parts);
}

/** The value at the axis of a chart, in words. */
export function formatTick(value: number): string {
  return formatMoney({ amount: value.toFixed(value !== 0 && Math.abs(value) < 0.1 ? 3 : 2) });
}

/** How much more or less something is than before, in whole percent; null where nothing was. */
export function percentMore(now: Money, before: Money): number | null {
  const [one, other] = [toMicros(now), toMicros(before)];
  return other <= 0n ? null : Number(((one - other) * 1000n) / other) / 10;
}
