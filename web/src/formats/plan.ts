/** Prices of number plans, and what kinds of numbers are called. */
import { plural, t } from "@lingui/core/macro";

import { formatMoney, type Money, moneyFromMicros, toMicros } from "./money";

interface PlanPrice {
  price: Money;
  months: number;
}

export const KIND_LABELS = { local: t`Local`, toll_free: t`Toll-free` } as const;

/** The kinds as names of offers: in Spanish the kind comes after, in small letters. */
export const NUMBER_LABELS = { local: t`Local number`, toll_free: t`Toll-free number` } as const;

/** `$1.00 a month`, `$10.00 for 12 months`. */
export function formatPlanPrice({ price, months }: PlanPrice): string {
  return t`${plural(months, { one: `${formatMoney(price)} a month`, other: `${formatMoney(price)} for # months` })}`;
}

/** What a plan of several months saves compared with the monthly one; empty for the monthly plan itself. */
export function formatPlanSaving(plan: PlanPrice, plans: PlanPrice[]): string {
  const monthly = plans.find(({ months }) => months === 1);
  if (!monthly || plan.months === 1) return "";
  const saved = toMicros(monthly.price) * BigInt(plan.months) - toMicros(plan.price);
  if (saved <= 0n) return t`Renews every ${plan.months} months`;
  return t`Saves ${formatMoney(moneyFromMicros(saved))} over ${plan.months} months`;
}
