/** Changes a number's plan, with the price and its date shown first (B8, B15). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { Dialog } from "../../parts/Dialog";
import { api } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Plan } from "../../api/plans";
import { asQuote, unwrapQuote, unwrapResult } from "../../api/quotes";
import { formatPhone } from "../../formats/phone";
import { formatPlanPrice } from "../../formats/plan";
import { Loading } from "../../parts/Loading";
import { useNotify } from "../../parts/notifications";
import { ProblemAlert } from "../../parts/ProblemAlert";
import { Phone } from "../../parts/values";
import { QuoteTable } from "../QuoteTable";
import { compatiblePlans } from "./planStatus";
import type { Subscription } from "./queries";
import { useRefreshPlans } from "./useRefreshPlans";

/** The part of a subscription that is needed to change its plan. */
export type ChangeablePlan = Pick<
  Subscription,
  "subscription_id" | "phone_number" | "plan_id" | "next_plan_id" | "status"
>;

interface Props {
  plan: ChangeablePlan;
  catalog: Plan[];
  onClose: () => void;
  /** Called when the plan was changed; other services learn of it a moment later. */
  onChanged?: (plan_id: string) => void;
}

export function ChangePlan({ plan, catalog, onClose, onChanged }: Props) {
  const renewsAs = plan.next_plan_id ?? plan.plan_id;
  const [chosen, setChosen] = useState(renewsAs);
  const change = useChangePlan(plan, (plan_id) => {
    onClose();
    onChanged?.(plan_id);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === renewsAs) onClose();
    else if (!change.isPending) change.mutate(chosen);
  };
  return (
    <Dialog
      header={
        <Trans>
          Plan for <Phone number={plan.phone_number} />
        </Trans>
      }
      onDismiss={onClose}
    >
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          <FormField label={t`Starting with the next charge`} stretch>
            <RadioGroup
              value={chosen}
              onChange={({ detail }) => setChosen(detail.value)}
              items={compatiblePlans(catalog, plan.plan_id).map((one) => ({
                value: one.plan_id,
                label: one.plan_id === renewsAs ? t`${one.name} (current plan)` : one.name,
                description: formatPlanPrice(one),
              }))}
            />
          </FormField>
          {chosen !== renewsAs && <NewPrice plan={plan} chosen={chosen} />}
          <ProblemAlert problem={change.error} />
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onClose}>{t`Keep current plan`}</Button>
              <Button variant="primary" formAction="submit" disabled={chosen === renewsAs} loading={change.isPending}>
                {t`Change plan`}
              </Button>
            </SpaceBetween>
          </Box>
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

function NewPrice({ plan, chosen }: { plan: ChangeablePlan; chosen: string }) {
  const path = { id: plan.subscription_id };
  const quote = useQuery({
    queryKey: ["billing", "subscriptions", path.id, "as", chosen],
    queryFn: () =>
      unwrapQuote(
        api.PUT("/v1/subscriptions/{id}/plan", {
          params: { path, ...asQuote },
          body: { plan_id: chosen },
        }),
      ),
  });
  if (quote.isPending) return <Loading what={t`the price`} />;
  if (quote.error) return <ProblemAlert problem={quote.error} />;
  return (
    <SpaceBetween size="s">
      <QuoteTable quote={quote.data} />
      {plan.status === "past_due" ? (
        <Alert type="info">{t`The plan is past due. The next attempt charges this price.`}</Alert>
      ) : (
        <span>{t`You keep the time you've paid for.`}</span>
      )}
    </SpaceBetween>
  );
}

function useChangePlan(plan: ChangeablePlan, onChanged: (plan_id: string) => void) {
  const notify = useNotify();
  const refresh = useRefreshPlans();
  return useApiMutation(
    (plan_id: string, header) =>
      unwrapResult(
        api.PUT("/v1/subscriptions/{id}/plan", {
          params: { path: { id: plan.subscription_id }, header },
          body: { plan_id },
        }),
      ),
    {
      onSuccess: (_, plan_id) => {
        onChanged(plan_id);
        notify({
          type: "success",
          text: t`The plan for ${formatPhone(plan.phone_number)} changes with the next charge.`,
        });
        refresh();
      },
    },
  );
}
