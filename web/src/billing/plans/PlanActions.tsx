/** What can be done with a plan: cancel it, have it go on after all, have it renewed as another one. */
import Button from "@cloudscape-design/components/button";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../../app/notices";
import { useAttempt } from "../../api/attempt";
import { answer, api } from "../../api/client";
import { formatPhone } from "../../formats/phone";
import { Confirm } from "../../parts/Confirm";
import { Day, Phone } from "../../parts/shown";
import { ChangePlan } from "./ChangePlan";
import type { Plan, Subscription } from "./queries";
import { fitting } from "./words";

interface Props {
  plan: Subscription;
  catalogue: Plan[];
}

export function PlanActions({ plan, catalogue }: Props) {
  const [doing, setDoing] = useState<"change" | "cancel" | null>(null);
  const close = () => setDoing(null);
  const resume = useResume(plan);
  const of = `the plan of ${formatPhone(plan.phone_number)}`;
  const goesOn = plan.status === "active" || plan.status === "past_due";
  if (plan.source === "store" || !(goesOn || plan.status === "cancelled")) return <>–</>;
  return (
    <div className="row-actions">
      {plan.status === "cancelled" && (
        <Button
          variant="inline-link"
          wrapText={false}
          ariaLabel={`Resume ${of}`}
          loading={resume.isPending}
          onClick={() => resume.mutate(plan.subscription_id)}
        >
          Resume
        </Button>
      )}
      {goesOn && fitting(catalogue, plan.plan_id).length > 1 && (
        <Button variant="inline-link" wrapText={false} ariaLabel={`Change ${of}`} onClick={() => setDoing("change")}>
          Change
        </Button>
      )}
      {goesOn && (
        <Button variant="inline-link" wrapText={false} ariaLabel={`Cancel ${of}`} onClick={() => setDoing("cancel")}>
          Cancel
        </Button>
      )}
      {doing === "change" && <ChangePlan plan={plan} catalogue={catalogue} onClose={close} />}
      {doing === "cancel" && <Cancel plan={plan} onClose={close} />}
    </div>
  );
}

/** A function that has all that plans change read again: the plans, the charges to come, the numbers. */
export function useRefreshPlans(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ["billing"] });
    void queries.invalidateQueries({ queryKey: ["numbers"] });
  };
}

function useResume(plan: Subscription) {
  const tell = useTell();
  const refresh = useRefreshPlans();
  return useAttempt((id: string) => answer(api.POST("/v1/subscriptions/{id}/resume", { params: { path: { id } } })), {
    onSuccess: () => {
      tell({ type: "success", text: `The plan of ${formatPhone(plan.phone_number)} goes on.` });
      refresh();
    },
    onRefused: (problem) => {
      tell({ type: "error", text: problem.message });
      refresh();
    },
  });
}

function Cancel({ plan, onClose }: { plan: Subscription; onClose: () => void }) {
  const tell = useTell();
  const refresh = useRefreshPlans();
  const number = formatPhone(plan.phone_number);
  const cancel = useAttempt(
    (id: string) => answer(api.POST("/v1/subscriptions/{id}/cancel", { params: { path: { id } } })),
    {
      onSuccess: () => {
        onClose();
        tell({ type: "success", text: `The plan of ${number} is cancelled. It will not be charged again.` });
        refresh();
      },
    },
  );
  return (
    <Confirm
      title={
        <>
          Cancel the plan of <Phone number={plan.phone_number} />?
        </>
      }
      action="Cancel the plan"
      dismiss="Keep it"
      busy={cancel.isPending}
      problem={cancel.error}
      onConfirm={() => cancel.mutate(plan.subscription_id)}
      onCancel={onClose}
    >
      {plan.status === "past_due" ? (
        "It is past due, so it ends now."
      ) : (
        <>
          It is paid and works until <Day at={plan.paid_through} />. Until then you can have it renewed after all.
        </>
      )}{" "}
      After its end the number stays reserved for 30 days, in which a new plan brings it back; then it goes back to the
      carrier.
    </Confirm>
  );
}
