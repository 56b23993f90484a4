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

import { useTell } from "../../app/notices";
import { useAttempt } from "../../api/attempt";
import { api } from "../../api/client";
import { formatPhone } from "../../formats/phone";
import { priceOf } from "../../numbers/words";
import { Loading } from "../../parts/Loading";
import { Refusal } from "../../parts/Refusal";
import { Phone } from "../../parts/shown";
import { QuoteTable } from "../QuoteTable";
import { doneOf, quoteOf } from "../quotes";
import { useRefreshPlans } from "./PlanActions";
import type { Plan, Subscription } from "./queries";
import { fitting } from "./words";

/** What of a plan is needed to change it. */
export type Changeable = Pick<Subscription, "subscription_id" | "phone_number" | "plan_id" | "next_plan_id" | "status">;

interface Props {
  plan: Changeable;
  catalogue: Plan[];
  onClose: () => void;
  /** The plan was changed; what else shows it hears of it in a moment. */
  onChanged?: (plan_id: string) => void;
}

export function ChangePlan({ plan, catalogue, onClose, onChanged }: Props) {
  const renewsAs = plan.next_plan_id ?? plan.plan_id;
  const [chosen, setChosen] = useState(renewsAs);
  const change = useChange(plan, (plan_id) => {
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
              items={fitting(catalogue, plan.plan_id).map((one) => ({
                value: one.plan_id,
                label: one.plan_id === renewsAs ? `${one.name} (as it is now)` : one.name,
                description: priceOf(one),
              }))}
            />
          </FormField>
          {chosen !== renewsAs && <Price plan={plan} chosen={chosen} />}
          <Refusal problem={change.error} />
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

function Price({ plan, chosen }: { plan: Changeable; chosen: string }) {
  const path = { id: plan.subscription_id };
  const quote = useQuery({
    queryKey: ["billing", "subscriptions", path.id, "as", chosen],
    queryFn: () =>
      quoteOf(
        api.PUT("/v1/subscriptions/{id}/plan", {
          params: { path, query: { dry_run: true } },
          body: { plan_id: chosen },
        }),
      ),
  });
  if (quote.isPending) return <Loading what="the price" />;
  if (quote.error) return <Refusal problem={quote.error} />;
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

function useChange(plan: Changeable, onChanged: (plan_id: string) => void) {
  const tell = useTell();
  const refresh = useRefreshPlans();
  return useAttempt(
    (plan_id: string) =>
      doneOf(
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
