/** How the state of a plan is called, with icon, colour and word, and when what is past due is tried again. */
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";

import type { Plan } from "../../api/plans";
import type { Subscription } from "./queries";

const STATUSES: Record<Subscription["status"], [StatusIndicatorProps.Type, string]> = {
  opening: ["in-progress", "Beginning"],
  active: ["success", "Active"],
  cancelled: ["stopped", "Cancelled"],
  past_due: ["warning", "Past due"],
  ended: ["stopped", "Ended"],
  refused: ["error", "Not paid"],
};

const DAY_MS = 86_400_000;
const RETRY_DAYS = [1, 3, 5, 7];

export function PlanStatus({ plan }: { plan: Pick<Subscription, "status"> }) {
  const [type, word] = STATUSES[plan.status];
  return (
    <StatusIndicator type={type} wrapText={false}>
      {word}
    </StatusIndicator>
  );
}

/** Why the last try to charge it came to nothing. */
export function failureReason({ reason }: Pick<Subscription, "reason">): string {
  if (reason === "payment_method_required") return "No PayPal wallet is attached.";
  return reason ? `PayPal did not take the payment (${reason.toLowerCase().replaceAll("_", " ")}).` : "";
}

export interface ChargeAttempt {
  at: string;
  state: "failed" | "next" | "later";
}

/** When a plan that is past due was tried and will be tried; after the last of these it ends (B8). */
export function chargeAttempts(plan: Pick<Subscription, "paid_through" | "renews_at">): ChargeAttempt[] {
  const paid = Date.parse(plan.paid_through);
  const next = plan.renews_at ? Date.parse(plan.renews_at) : Infinity;
  return [0, ...RETRY_DAYS].map((days) => {
    const at = paid + days * DAY_MS;
    return { at: new Date(at).toISOString(), state: at < next ? "failed" : at === next ? "next" : "later" };
  });
}

/** The plans that the number of a plan can be had on, itself among them. */
export function compatiblePlans(plans: Plan[], planId: string): Plan[] {
  const now = plans.find((plan) => plan.plan_id === planId);
  return plans.filter((plan) => plan.kind === now?.kind && plan.country === now.country);
}
