/** What can be done with a plan: cancel it, have it go on after all, have it renewed as another one. */
import Button from "@cloudscape-design/components/button";
import { useState } from "react";

import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Plan } from "../../api/plans";
import { formatPhone } from "../../formats/phone";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useNotify } from "../../parts/notifications";
import { Day, Phone } from "../../parts/values";
import { ChangePlan } from "./ChangePlan";
import { compatiblePlans } from "./planStatus";
import type { Subscription } from "./queries";
import { useRefreshPlans } from "./useRefreshPlans";

interface Props {
  plan: Subscription;
  catalogue: Plan[];
}

export function PlanActions({ plan, catalogue }: Props) {
  const [openDialog, setDoing] = useState<"change" | "cancel" | null>(null);
  const close = () => setDoing(null);
  const resume = useResume(plan);
  const of = `the plan of ${formatPhone(plan.phone_number)}`;
  const renews = plan.status === "active" || plan.status === "past_due";
  if (plan.source === "store" || !(renews || plan.status === "cancelled")) return <>–</>;
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
      {renews && compatiblePlans(catalogue, plan.plan_id).length > 1 && (
        <Button variant="inline-link" wrapText={false} ariaLabel={`Change ${of}`} onClick={() => setDoing("change")}>
          Change
        </Button>
      )}
      {renews && (
        <Button variant="inline-link" wrapText={false} ariaLabel={`Cancel ${of}`} onClick={() => setDoing("cancel")}>
          Cancel
        </Button>
      )}
      {openDialog === "change" && <ChangePlan plan={plan} catalogue={catalogue} onClose={close} />}
      {openDialog === "cancel" && <CancelPlan plan={plan} onClose={close} />}
    </div>
  );
}

function useResume(plan: Subscription) {
  const tell = useNotify();
  const refresh = useRefreshPlans();
  return useApiMutation(
    (id: string) => unwrap(api.POST("/v1/subscriptions/{id}/resume", { params: { path: { id } } })),
    {
      onSuccess: () => {
        tell({ type: "success", text: `The plan of ${formatPhone(plan.phone_number)} goes on.` });
        refresh();
      },
      onError: (problem) => {
        tell({ type: "error", text: problem.message });
        refresh();
      },
    },
  );
}

function CancelPlan({ plan, onClose }: { plan: Subscription; onClose: () => void }) {
  const tell = useNotify();
  const refresh = useRefreshPlans();
  const number = formatPhone(plan.phone_number);
  const cancel = useApiMutation(
    (id: string) => unwrap(api.POST("/v1/subscriptions/{id}/cancel", { params: { path: { id } } })),
    {
      onSuccess: () => {
        onClose();
        tell({ type: "success", text: `The plan of ${number} is cancelled. It will not be charged again.` });
        refresh();
      },
    },
  );
  return (
    <ConfirmDialog
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
    </ConfirmDialog>
  );
}
