/** Changes the plan that a number renews on; the paid period stays (B8). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { useState } from "react";

import { usePlans } from "../api/plans";
import { type ChangeablePlan, ChangePlan } from "../billing";
import { renewalPlanId } from "./lifecycle";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  onStarted: (until: StopPolling) => void;
}

export function ChangeNumberPlan({ number, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const catalog = usePlans().data?.items ?? [];
  const plan = changeablePlan(number);
  if (!plan || catalog.filter(({ kind }) => kind === number.kind).length < 2) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t`Change plan`}</Button>
      {open && (
        <ChangePlan
          plan={plan}
          catalog={catalog}
          onClose={() => setOpen(false)}
          onChanged={(plan_id) => onStarted((now) => renewalPlanId(now) === plan_id)}
        />
      )}
    </>
  );
}

function changeablePlan({
  subscription_id,
  phone_number,
  plan,
  next_plan,
  status,
}: PhoneNumber): ChangeablePlan | null {
  if (!subscription_id || !plan) return null;
  return {
    subscription_id,
    phone_number,
    plan_id: plan.plan_id,
    next_plan_id: next_plan?.plan_id ?? null,
    status: status === "suspended" ? "past_due" : "active",
  };
}
