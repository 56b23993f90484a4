/** Another plan for a number: what it costs and from when, and only then the button that does it (B8, B15). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { api } from "../../api/client";
import { useApiMutation } from "../../api/idempotency";
import type { Plan } from "../../api/plans";
import { unwrapQuote, unwrapResult } from "../../api/quotes";
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

/** What of a plan is needed to change it. */
export type ChangeablePlan = Pick<
  Subscription,
  "subscription_id" | "phone_number" | "plan_id" | "next_plan_id" | "status"
>;

interface Props {
  plan: ChangeablePlan;
  catalogue: Plan[];
  onClose: () => void;
  /** The plan was changed; what else shows it hears of it in a moment. */
  onChanged?: (plan_id: string) => void;
}

export function ChangePlan({ plan, catalogue, onClose, onChanged }: Props) {
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
    <Modal
      visible
      header={
        <>
          Plan of <Phone number={plan.phone_number} />
        </>
      }
      onDismiss={onClose}
    >
      <form onSubmit={submit}>
        <SpaceBetween size="m">
          <FormField label="From the next charge on" stretch>
            <RadioGroup
              value={chosen}
              onChange={({ detail }) => setChosen(detail.value)}
              items={compatiblePlans(catalogue, plan.plan_id).map((one) => ({
                value: one.plan_id,
                label: one.plan_id === renewsAs ? `${one.name} (as it is now)` : one.name,
                description: formatPlanPrice(one),
              }))}
            />
          </FormField>
          {chosen !== renewsAs && <NewPrice plan={plan} chosen={chosen} />}
          <ProblemAlert problem={change.error} />
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onClose}>
                Keep it as it is
              </Button>
              <Button variant="primary" formAction="submit" disabled={chosen === renewsAs} loading={change.isPending}>
                Change the plan
              </Button>
            </SpaceBetween>
          </Box>
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function NewPrice({ plan, chosen }: { plan: ChangeablePlan; chosen: string }) {
  const path = { id: plan.subscription_id };
  const quote = useQuery({
    queryKey: ["billing", "subscriptions", path.id, "as", chosen],
    queryFn: () =>
      unwrapQuote(
        api.PUT("/v1/subscriptions/{id}/plan", {
          params: { path, query: { dry_run: true } },
          body: { plan_id: chosen },
        }),
      ),
  });
  if (quote.isPending) return <Loading what="the price" />;
  if (quote.error) return <ProblemAlert problem={quote.error} />;
  return (
    <SpaceBetween size="s">
      <QuoteTable quote={quote.data} />
      {plan.status === "past_due" ? (
        <Alert type="info">The plan is past due: the next try charges this price.</Alert>
      ) : (
        <span>What is paid already stays paid.</span>
      )}
    </SpaceBetween>
  );
}

function useChangePlan(plan: ChangeablePlan, onChanged: (plan_id: string) => void) {
  const tell = useNotify();
  const refresh = useRefreshPlans();
  return useApiMutation(
    (plan_id: string) =>
      unwrapResult(
        api.PUT("/v1/subscriptions/{id}/plan", {
          params: { path: { id: plan.subscription_id } },
          body: { plan_id },
        }),
      ),
    {
      onSuccess: (_, plan_id) => {
        onChanged(plan_id);
        tell({ type: "success", text: `The plan of ${formatPhone(plan.phone_number)} changes with the next charge.` });
        refresh();
      },
    },
  );
}
