/** The status of a plan, with icon, color and label, and the attempts to charge one that is past due. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";

import { RETRY_DAYS } from "../../api/terms";
import type { Plan } from "../../api/plans";
import type { Subscription } from "./queries";

const STATUSES: Record<Subscription["status"], [StatusIndicatorProps.Type, string]> = {
  opening: ["in-progress", t`Starting`],
  active: ["success", t`Active`],
  cancelled: ["stopped", t`Canceled`],
  past_due: ["warning", t`Past due`],
  ended: ["stopped", t`Ended`],
  refused: ["error", t`Not paid`],
};

const DAY_MS = 86_400_000;

export function PlanStatus({ plan }: { plan: Pick<Subscription, "status"> }) {
  const [type, word] = STATUSES[plan.status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

export interface ChargeAttempt {
  at: string;
  state: "failed" | "next" | "later";
}

/** The past and future attempts to charge a plan that is past due; after the last one it ends (B8). */
export function chargeAttempts(plan: Pick<Subscription, "paid_through" | "renews_at">): ChargeAttempt[] {
  const paid = Date.parse(plan.paid_through);
  const next = plan.renews_at ? Date.parse(plan.renews_at) : Infinity;
  return [0, ...RETRY_DAYS].map((days) => {
    const at = paid + days * DAY_MS;
    return { at: new Date(at).toISOString(), state: at < next ? "failed" : at === next ? "next" : "later" };
  });
}

/** The plans for the same kind of number, including the given one. */
export function compatiblePlans(plans: Plan[], planId: string): Plan[] {
  const now = plans.find((plan) => plan.plan_id === planId);
  return plans.filter((plan) => plan.kind === now?.kind && plan.country === now.country);
}
