/** Whether a period and filter are what a person's monthly limit counts, and how much of it is used. */
import { useCredits } from "../billing";
import type { Money } from "../formats/money";
import type { Period, UsageFilter } from "./period";

/** The monthly limit of the one person that is shown; null if there is none, or other than their whole month is shown. */
export function useLimit(period: Period, filter: UsageFilter, forTeam: boolean): Money | null {
  const person = forTeam ? filter.user_id : "me";
  const whole = period.choice !== "30-days" && period.choice !== "custom";
  const plain = !filter.kind && !filter.country && !filter.number_id;
  const applies = person !== null && person !== "former" && person !== "none" && whole && plain;
  const credits = useCredits(person ?? "me", applies);
  return (applies && credits.data?.spend_limit) || null;
}
