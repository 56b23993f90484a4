/** This month's spending, day by day, beside that of the month before. */
import type { Point } from "../charts";
import { formatMoney, type Money, moneyFromMicros } from "../formats/money";
import { expectedDays, makePoints, sumDays } from "./days";
import type { Period } from "./period";

interface Days {
  rows: { day?: string | null; amount: Money }[];
  forecast?: Money | null | undefined;
}

type Span = Pick<Period, "first" | "last">;

export interface Compared {
  points: Point[];
  /** What was spent of the month before by the same day; null while it isn't known. */
  before: Money | null;
}

/** The running total of a month with its forecast; each day has the total by the same day of the month before. */
export function compareMonths(month: Span, days: Days, lastMonth: Span, daysBefore: Days | undefined): Compared {
  const sums = sumDays(days, month);
  const points = makePoints(sums, expectedDays(sums, days.forecast), "day", true);
  if (!daysBefore) return { points, before: null };
  let total = 0n;
  const totals = sumDays(daysBefore, lastMonth).map(({ micros }) => (total += micros));
  const by = (place: number) => moneyFromMicros(totals[Math.min(place, totals.length - 1)] ?? 0n);
  const compared = points.map((point, place) => {
    const then = by(place);
    return { ...point, before: { value: Number(then.amount), text: formatMoney(then) } };
  });
  return { points: compared, before: by(sums.length - 1) };
}
