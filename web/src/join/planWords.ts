/** What becomes of a person's own number plan when they join a team, as it truly is now (B10). */
import { t } from "@lingui/core/macro";

import type { Row } from "../api/shapes";
import { STORE_NAMES, STORES_FIRST } from "../formats/stores";

type Plan = Pick<Row<"/v1/subscriptions">, "status" | "ends" | "renews_at" | "source" | "store">;

/** The sentence about who pays next: `pays` is said with its date, all others as they are. */
export function explainPlan(plan: Plan, team: string): { pays: string } | { says: string } {
  const store = plan.source === "store" && plan.store ? STORE_NAMES[plan.store] : null;
  if (plan.status === "opening") return { says: t`It's being set up. ${team} pays from its first renewal.` };
  if (plan.ends) {
    return { says: store ? t`Its renewal is off in ${store}, so it ends then.` : t`It's canceled and ends then.` };
  }
  if (plan.status === "past_due") {
    const why = store ? t`${STORES_FIRST[plan.store!]} couldn't renew it.` : t`Its renewal wasn't paid.`;
    return plan.renews_at ? { pays: why } : { says: t`${why} ${team} pays when you join.` };
  }
  return plan.renews_at ? { pays: "" } : { says: t`It ends then.` };
}
