/** Which subscriptions in an app store can pay for a number: paid with real money, free, and of its kind (B9). */
import type { NumberKind, Plan } from "../api/plans";
import type { StoreSubscription } from "../billing";

type Known = Pick<StoreSubscription, "is_test" | "number_id" | "paid_through" | "plan_id">;

export function findFree<Of extends Known>(
  found: Of[],
  plans: Pick<Plan, "plan_id" | "kind">[],
  kind: NumberKind,
  now: number = Date.now(),
): Of[] {
  return found.filter(
    ({ is_test, number_id, paid_through, plan_id }) =>
      !is_test &&
      !number_id &&
      paid_through !== null &&
      new Date(paid_through).getTime() > now &&
      plans.some((plan) => plan.plan_id === plan_id && plan.kind === kind),
  );
}
