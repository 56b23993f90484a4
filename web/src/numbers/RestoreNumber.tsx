/** Restores a number: undoes its cancellation, or buys a plan for a reserved one (N5). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { api } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { asQuote, unwrapQuote, unwrapResult } from "../api/quotes";
import { QuotedAction } from "../billing";
import { formatPhone } from "../formats/phone";
import { useNotify } from "../parts/notifications";
import { Day } from "../parts/values";
import { useShowUpdated } from "./mutations";
import { PaymentSourceField, useFreeSubscriptions, WhatFollows } from "./PaymentSourceField";
import { PlanField } from "./PlanField";
import type { PhoneNumber, StopPolling } from "./types";

/** Undoes the cancellation: the plan will renew, and nothing is charged now. */
export function KeepNumberButton({ number }: { number: PhoneNumber }) {
  const show = useShowUpdated();
  const notify = useNotify();
  const keep = useApiMutation((id: string, header) => unwrapResult(restore({ id }, { header })), {
    says: t`Number kept.`,
    onSuccess: show,
  });
  const press = () =>
    keep.mutate(number.number_id, { onError: (problem) => notify({ type: "error", text: problem.message }) });
  return <Button loading={keep.isPending} onClick={press}>{t`Keep number`}</Button>;
}

interface Props {
  number: PhoneNumber;
  mayDecide: boolean;
  onStarted: (until: StopPolling) => void;
}

/** Restores a reserved number, on a plan with a quote. */
export function RestoreNumber({ number, mayDecide, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const [requested, setRequested] = useState(false);
  const waiting = requested && number.reason === null;
  return (
    <Alert
      type="warning"
      header={t`This number is reserved for you`}
      action={mayDecide && !waiting && <Button onClick={() => setOpen(true)}>{t`Restore`}</Button>}
    >
      <SpaceBetween size="xs">
        <span>
          <Trans>
            Its plan has ended, so it doesn't work.{" "}
            {number.reserved_until && (
              <Trans>
                Buy a new plan by <Day at={number.reserved_until} /> to get it back. After that we release it.
              </Trans>
            )}
          </Trans>
        </span>
        {waiting && <StatusIndicator type="in-progress">{t`Processing payment`}</StatusIndicator>}
        {number.reason_text && <StatusIndicator type="error">{number.reason_text}</StatusIndicator>}
      </SpaceBetween>
      {open && (
        <RestoreDialog
          number={number}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            setRequested(true);
            onStarted((now) => now.status !== "releasing" || now.reason !== null);
          }}
        />
      )}
    </Alert>
  );
}

function RestoreDialog({ number, onClose, onDone }: { number: PhoneNumber; onClose: () => void; onDone: () => void }) {
  const [plan_id, setPlan] = useState(number.plan?.plan_id ?? "");
  const free = useFreeSubscriptions(number.kind);
  const [source, setSource] = useState<string | null>(null);
  const show = useShowUpdated();
  const restored = (now: PhoneNumber) => {
    show(now);
    onDone();
  };
  return (
    <Dialog header={t`Restore ${formatPhone(number.phone_number)}`} onDismiss={onClose}>
      <SpaceBetween size="m">
        <p className="plain">{t`The number works again, with the same user, as soon as you pay for a plan.`}</p>
        {number.holder !== "team" && (
          <PaymentSourceField free={free} value={source} onChange={setSource} forTeam={false} />
        )}
        {!source && <PlanField kind={number.kind} value={plan_id} onChange={setPlan} />}
        <QuotedAction
          content={source ? { id: number.number_id, store_subscription_id: source } : { id: number.number_id, plan_id }}
          action={t`Restore`}
          explain={(quote) => source && <WhatFollows notes={quote.notes ?? []} />}
          quote={(content) => unwrapQuote(restore(content, asQuote))}
          send={(content, header) => unwrapResult(restore(content, { header }))}
          approvable={({ id }) => ({
            restoration: { number_id: id, phone_number: number.phone_number, plan_id },
          })}
          onDone={restored}
          onCancel={onClose}
        />
      </SpaceBetween>
    </Dialog>
  );
}

interface RequestOptions {
  header: { "Idempotency-Key": string };
  query?: { dry_run: boolean };
}

interface Restoration {
  id: string;
  plan_id?: string;
  store_subscription_id?: string;
}

function restore({ id, ...body }: Restoration, how: RequestOptions) {
  return api.POST("/v1/numbers/{id}/restore", { params: { path: { id }, ...how }, body });
}
