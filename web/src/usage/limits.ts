/** A person's monthly limit, where their whole month is shown, and the usage that it counts: all but number plans. */
import { useCredits } from "../billing";
import { type Money, moneyFromMicros, toMicros } from "../formats/money";
import type { Period, UsageFilter } from "./period";
import { type Usage, useUsage } from "./queries";

export interface Limited {
  limit: Money;
  usage: Pick<Usage, "rows" | "from" | "to"> & { forecast?: Money | null };
  spent: Money;
}

/** The limit of the one person that is shown; null if there is none, or other than their whole month is shown. */
export function useLimited(period: Period, filter: UsageFilter, forTeam: boolean): Limited | null {
  const person = forTeam ? filter.user_id : "me";
  const whole = period.choice !== "recent" && period.choice !== "custom";
  const plain = !filter.kind && !filter.country && !filter.number_id;
  const applies = person !== null && person !== "former" && person !== "none" && whole && plain;
  const limit = useCredits(person ?? "me", applies).data?.spend_limit;
  const usage = useUsage(period, filter, "day,kind", applies && Boolean(limit)).data;
  return applies && limit && usage ? { limit, ...withoutPlans(usage) } : null;
}

/** The usage without number plans: they are charged to the payer, whatever the limit is. */
export function withoutPlans(usage: Usage): Omit<Limited, "limit"> {
  const sum = (rows: Usage["rows"]) => rows.reduce((all, { amount }) => all + toMicros(amount), 0n);
  const plans = sum(usage.rows.filter(({ kind }) => kind === "plan"));
  const rows = usage.rows.filter(({ kind }) => kind !== "plan");
  const forecast = usage.forecast && moneyFromMicros(toMicros(usage.forecast) - plans);
  return { usage: { ...usage, rows, forecast: forecast ?? null }, spent: moneyFromMicros(sum(rows)) };
}
