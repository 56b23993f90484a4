/** Automatic top-up: below a threshold buy an amount, at most a cap a month (B7). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import { parseAmount } from "../formats/money";
import { AmountField, useDraft } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";
import type { BillingState } from "./queries";

type TopUp = NonNullable<Body<"/v1/billing/auto-top-up", "put">>;

const FIELDS = [
  { name: "threshold", label: "When the balance falls below", constraint: "" },
  { name: "amount", label: "Buy credits for", constraint: "1 to 1,000 USD." },
  { name: "monthly_cap", label: "At most in a month", constraint: "Nothing is bought above this." },
] as const;

export function AutoTopUp({ billing, ownsWallet }: { billing: BillingState; ownsWallet: boolean }) {
  const [editing, setEditing] = useState(false);
  const on = billing.auto_top_up;
  if (!on && !ownsWallet) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            ownsWallet && (
              <Button disabled={!on && !billing.payment_method} onClick={() => setEditing(true)}>
                {on ? "Change" : "Switch on"}
              </Button>
            )
          }
        >
          Automatic top-up
        </Header>
      }
    >
      {on ? (
        <SpaceBetween size="xxs">
          <StatusIndicator>On</StatusIndicator>
          <div>
            Below <Amount of={on.threshold} />, buy <Amount of={on.amount} />, at most <Amount of={on.monthly_cap} /> a
            month.
          </div>
        </SpaceBetween>
      ) : (
        <Box color="text-body-secondary">Off. Switched on, the balance is filled from PayPal before it runs out.</Box>
      )}
      {editing && <TopUpSettings now={on} onClose={() => setEditing(false)} />}
    </Container>
  );
}

function TopUpSettings({ now, onClose }: { now: BillingState["auto_top_up"]; onClose: () => void }) {
  const { draft, change } = useDraft({
    threshold: now?.threshold.amount ?? "",
    amount: now?.amount.amount ?? "",
    monthly_cap: now?.monthly_cap.amount ?? "",
  });
  const [faulty, setFaulty] = useState<string[]>([]);
  const save = useSaveTopUp(onClose);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const wrong = FIELDS.map(({ name }) => name).filter((name) => !parseAmount(draft[name]));
    setFaulty(wrong);
    if (wrong.length === 0) save.mutate(topUpOf(draft));
  };
  return (
    <Modal
      visible
      header="Automatic top-up"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {now && (
              <Button disabled={save.isPending} onClick={() => save.mutate(null)}>
                Switch off
              </Button>
            )}
            <Button variant="primary" loading={save.isPending} onClick={() => submit()}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {FIELDS.map(({ name, label, constraint }) => (
            <AmountField
              key={name}
              label={label}
              constraint={constraint}
              value={draft[name]}
              onChange={change(name)}
              error={faulty.includes(name) ? "Enter an amount in USD." : save.error?.messageFor(name)}
            />
          ))}
          <ProblemAlert problem={save.error} fields={FIELDS.map(({ name }) => name)} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function useSaveTopUp(onSaved: () => void) {
  const queries = useQueryClient();
  return useApiMutation((body: TopUp | null) => unwrap(api.PUT("/v1/billing/auto-top-up", { body })), {
    onSuccess: () => {
      onSaved();
      void queries.invalidateQueries({ queryKey: ["billing"] });
    },
  });
}

function topUpOf(draft: Record<keyof TopUp, string>): TopUp {
  const money = (typed: string) => ({ amount: parseAmount(typed) ?? "", currency: "USD" as const });
  return { threshold: money(draft.threshold), amount: money(draft.amount), monthly_cap: money(draft.monthly_cap) };
}
