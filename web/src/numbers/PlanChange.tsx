/** Have a number renewed on another plan; the time that is paid stays (B8). */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { ChangePlan, type Changeable } from "../billing/plans/ChangePlan";
import { renewsAs } from "./life";
import { usePlans, type PhoneNumber, type Until } from "./queries";

interface Props {
  number: PhoneNumber;
  onStarted: (until: Until) => void;
}

export function PlanChange({ number, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const catalogue = usePlans().data?.items ?? [];
  const plan = planOf(number);
  if (!plan || catalogue.filter(({ kind }) => kind === number.kind).length < 2) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>Change the plan</Button>
      {open && (
        <ChangePlan
          plan={plan}
          catalogue={catalogue}
          onClose={() => setOpen(false)}
          onChanged={(plan_id) => onStarted((now) => renewsAs(now) === plan_id)}
        />
      )}
    </>
  );
}

function planOf({ subscription_id, phone_number, plan, next_plan, status }: PhoneNumber): Changeable | null {
  if (!subscription_id || !plan) return null;
  return {
    subscription_id,
    phone_number,
    plan_id: plan.plan_id,
    next_plan_id: next_plan?.plan_id ?? null,
    status: status === "suspended" ? "past_due" : "active",
  };
}
