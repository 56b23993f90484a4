/** The actions on a plan: cancel it, resume it, change it. */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { RESERVE_DAYS } from "../../api/terms";
import { api, unwrap } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Plan } from "../../api/plans";
import { formatPhone } from "../../formats/phone";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useNotify } from "../../parts/notifications";
import { StoreLink } from "../../parts/StoreLink";
import { Day, Phone } from "../../parts/values";
import { ChangePlan } from "./ChangePlan";
import { compatiblePlans } from "./planStatus";
import type { Subscription } from "./queries";
import { useRefreshPlans } from "./useRefreshPlans";

interface Props {
  plan: Subscription;
  catalog: Plan[];
}

export function PlanActions({ plan, catalog }: Props) {
  const [openDialog, setDoing] = useState<"change" | "cancel" | null>(null);
  const close = () => setDoing(null);
  const resume = useResume(plan);
  const of = t`the plan for ${formatPhone(plan.phone_number)}`;
  const renews = plan.status === "active" || plan.status === "past_due";
  if (plan.store && plan.manage_url) return <StoreLink store={plan.store} href={plan.manage_url} />;
  if (!(renews || plan.status === "cancelled")) return <>–</>;
  return (
    <div className="row-actions">
      {plan.status === "cancelled" && (
        <Button
          variant="inline-link"
          wrapText={false}
          ariaLabel={t`Resume ${of}`}
          loading={resume.isPending}
          onClick={() => resume.mutate(plan.subscription_id)}
        >
          {t`Resume`}
        </Button>
      )}
      {renews && compatiblePlans(catalog, plan.plan_id).length > 1 && (
        <Button variant="inline-link" wrapText={false} ariaLabel={t`Change ${of}`} onClick={() => setDoing("change")}>
          {t`Change`}
        </Button>
      )}
      {renews && (
        <Button variant="inline-link" wrapText={false} ariaLabel={t`Cancel ${of}`} onClick={() => setDoing("cancel")}>
          {t`Cancel`}
        </Button>
      )}
      {openDialog === "change" && <ChangePlan plan={plan} catalog={catalog} onClose={close} />}
      {openDialog === "cancel" && <CancelPlan plan={plan} onClose={close} />}
    </div>
  );
}

function useResume(plan: Subscription) {
  const notify = useNotify();
  const refresh = useRefreshPlans();
  return useApiMutation(
    (id: string) => unwrap(api.POST("/v1/subscriptions/{id}/resume", { params: { path: { id } } })),
    {
      onSuccess: () => {
        notify({ type: "success", text: t`The plan for ${formatPhone(plan.phone_number)} will renew.` });
        refresh();
      },
      onError: (problem) => {
        notify({ type: "error", text: problem.message });
        refresh();
      },
    },
  );
}

function CancelPlan({ plan, onClose }: { plan: Subscription; onClose: () => void }) {
  const notify = useNotify();
  const refresh = useRefreshPlans();
  const number = formatPhone(plan.phone_number);
  const cancel = useApiMutation(
    (id: string) => unwrap(api.POST("/v1/subscriptions/{id}/cancel", { params: { path: { id } } })),
    {
      onSuccess: () => {
        onClose();
        notify({ type: "success", text: t`The plan for ${number} is canceled. You won't be charged again.` });
        refresh();
      },
    },
  );
  return (
    <ConfirmDialog
      title={
        <Trans>
          Cancel the plan for <Phone number={plan.phone_number} />?
        </Trans>
      }
      action={t`Cancel plan`}
      dismiss={t`Keep plan`}
      busy={cancel.isPending}
      problem={cancel.error}
      onConfirm={() => cancel.mutate(plan.subscription_id)}
      onCancel={onClose}
    >
      {plan.status === "past_due" ? (
        t`The plan is past due, so it ends now.`
      ) : (
        <Trans>
          It's paid for and works until <Day at={plan.paid_through} />. You can resume it until then.
        </Trans>
      )}{" "}
      {t`After that, we reserve the number for ${RESERVE_DAYS} days. Buy a new plan in that time to get it back.`}
    </ConfirmDialog>
  );
}
