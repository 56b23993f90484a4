/** What people used in the last days and this month, from one list of all of them. */
import type { Answer } from "../api/shapes";
import { type Money, moneyFromMicros, toMicros } from "../formats/money";
import { addDays } from "../formats/time";
import { monthStart } from "./period";

type Row = Answer<"/v1/usage">["rows"][number];

export const SPARK_DAYS = 30;

export interface Recent {
  /** What each of the last 30 days cost, for a small chart. */
  values: number[];
  /** What they cost together. */
  days: Money;
  /** What was spent this month. */
  month: Money;
}

/** What these rows add up to as of today. */
export function sumRecent(rows: Pick<Row, "day" | "amount">[], today: string): Recent {
  const [first, month] = [addDays(today, 1 - SPARK_DAYS), monthStart(today)];
  const micros = new Map<string, bigint>();
  for (const { day, amount } of rows) if (day) micros.set(day, (micros.get(day) ?? 0n) + toMicros(amount));
  const since = (start: string) =>
    [...micros].reduce((sum, [day, amount]) => (day >= start && day <= today ? sum + amount : sum), 0n);
  return {
    values: Array.from({ length: SPARK_DAYS }, (_, place) => Number(micros.get(addDays(first, place)) ?? 0n) / 1e6),
    days: moneyFromMicros(since(first)),
    month: moneyFromMicros(since(month)),
  };
}
