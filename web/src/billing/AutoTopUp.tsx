/** Automatic top-up: buys credits when the balance falls below a threshold, up to a monthly cap (B7). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { Dialog } from "../parts/Dialog";
import { purchaseRange } from "../api/purchaseRange";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import type { Body } from "../api/shapes";
import { parseAmount, toMicros } from "../formats/money";
import { AmountField, useDraft } from "../parts/fields";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";
import type { BillingState } from "./queries";

type TopUp = NonNullable<Body<"/v1/billing/auto-top-up", "put">>;

const FIELDS = [
  { name: "threshold", label: t`When the balance falls below`, constraint: "" },
  { name: "amount", label: t`Add this much`, constraint: `${purchaseRange()}.` },
  { name: "monthly_cap", label: t`Monthly limit`, constraint: t`We never add more than this in a month.` },
] as const;

export function AutoTopUp({ billing, ownsPayPal }: { billing: BillingState; ownsPayPal: boolean }) {
  const [editing, setEditing] = useState(false);
  const on = billing.auto_top_up;
  if (!on && !ownsPayPal) return null;
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            ownsPayPal && (
              <Button disabled={!on && !billing.payment_method} onClick={() => setEditing(true)}>
                {on ? t`Change` : t`Turn on`}
              </Button>
            )
          }
        >
          {t`Automatic top-up`}
        </Header>
      }
    >
      {on ? (
        <SpaceBetween size="xxs">
          {isCapped(billing, on) ? (
            <StatusIndicator type="warning">{t`This month's limit reached`}</StatusIndicator>
          ) : (
            <StatusIndicator>{t`On`}</StatusIndicator>
          )}
          <div>
            <Trans>
              When the balance falls below <Amount of={on.threshold} />, add <Amount of={on.amount} />, up to{" "}
              <Amount of={on.monthly_cap} /> a month. Added this month: <Amount of={billing.topped_up} />.
            </Trans>
          </div>
        </SpaceBetween>
      ) : (
        <Box color="text-body-secondary">{t`Off. Turn on to add funds from PayPal when the balance is low.`}</Box>
      )}
      {editing && <TopUpSettings now={on} onClose={() => setEditing(false)} />}
    </Container>
  );
}

function isCapped(billing: BillingState, on: NonNullable<BillingState["auto_top_up"]>): boolean {
  return toMicros(billing.topped_up) + toMicros(on.amount) > toMicros(on.monthly_cap);
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
    <Dialog
      header={t`Automatic top-up`}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {now && <Button disabled={save.isPending} onClick={() => save.mutate(null)}>{t`Turn off`}</Button>}
            <Button variant="primary" loading={save.isPending} onClick={() => submit()}>{t`Save`}</Button>
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
              error={faulty.includes(name) ? t`Enter an amount in USD.` : save.error?.messageFor(name)}
            />
          ))}
          <ProblemAlert problem={save.error} fields={FIELDS.map(({ name }) => name)} />
        </SpaceBetween>
      </form>
    </Dialog>
  );
}

function useSaveTopUp(onSaved: () => void) {
  const queries = useQueryClient();
  return useApiMutation(
    (body: TopUp | null, header) => unwrap(api.PUT("/v1/billing/auto-top-up", { params: { header }, body })),
    {
      onSuccess: () => {
        onSaved();
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
}

function topUpOf(draft: Record<keyof TopUp, string>): TopUp {
  const money = (typed: string) => ({ amount: parseAmount(typed) ?? "", currency: "USD" as const });
  return { threshold: money(draft.threshold), amount: money(draft.amount), monthly_cap: money(draft.monthly_cap) };
}
