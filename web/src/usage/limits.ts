/** A person's monthly limit, where their whole month is shown, and the usage that it counts: all but number plans. */
import { useCredits } from "../billing";
import { type Money, toMicros } from "../formats/money";
import type { Period, UsageFilter } from "./period";
import { type Usage, useUsage } from "./queries";

export interface Limited {
  limit: Money;
  /** The reader's month, without number plans: they are charged to the payer, whatever the limit is. */
  usage: Usage;
  /** What counts toward the limit in the month of UTC that runs, whichever month the reader is in. */
  spent: Money | null;
}

/** The limit of the one person that is shown; null if there is none, or other than their whole month is shown. */
export function useLimited(period: Period, filter: UsageFilter, forTeam: boolean): Limited | null {
  const person = forTeam ? filter.user_id : "me";
  const whole = period.choice !== "recent" && period.choice !== "custom";
  const plain = !filter.kind && !filter.country && !filter.number_id;
  const applies = person !== null && person !== "former" && person !== "none" && whole && plain;
  const credits = useCredits(person ?? "me", applies).data;
  const limit = credits?.spend_limit;
  const usage = useUsage(period, filter, "day", { enabled: applies && Boolean(limit), plans: false }).data;
  return applies && limit && usage ? { limit, usage, spent: credits.spent_this_month ?? null } : null;
}

/** How much of a limit is used, in whole percent. */
export function percentUsed(spent: Money, limit: Money): number {
  const whole = toMicros(limit);
  return whole > 0n ? Number((toMicros(spent) * 100n) / whole) : 100;
}
