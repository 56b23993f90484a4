/** What the team gives a person each month from its balance, and when next (B6). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { asQuote, unwrapQuote, unwrapResult } from "../api/quotes";
import { formatMoney } from "../formats/money";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { LoadError } from "../parts/ProblemAlert";
import { Amount, Day } from "../parts/values";
import { useAllowance } from "./queries";
import { QuotedAmountForm } from "./QuotedAmountForm";

interface Props {
  userId: string;
  name: string;
  onDone: (text: string) => void;
}

export function MonthlyAllowance({ userId, name, onDone }: Props) {
  const allowance = useAllowance(userId);
  const [openDialog, setOpenDialog] = useState<"set" | "stop" | null>(null);
  if (allowance.error)
    return <LoadError problem={allowance.error} onRetry={() => void allowance.refetch()} what={t`the allowance`} />;
  if (!allowance.data) return null;
  const close = () => setOpenDialog(null);
  const done = (text: string) => {
    close();
    onDone(text);
  };
  const { amount, next_at } = allowance.data;
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">{t`Monthly allowance`}</Box>
      {amount && next_at ? (
        <div>
          <Trans>
            <Amount of={amount} /> a month from the team's balance, next on <Day at={next_at} />.
          </Trans>
        </div>
      ) : (
        <Box color="text-body-secondary">{t`None.`}</Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setOpenDialog("set")}>{amount ? t`Change allowance` : t`Set allowance`}</Button>
        {amount && <Button onClick={() => setOpenDialog("stop")}>{t`Stop allowance`}</Button>}
      </SpaceBetween>
      {openDialog === "set" && <SetAllowance userId={userId} name={name} onDone={done} onCancel={close} />}
      {openDialog === "stop" && <StopAllowance userId={userId} name={name} onDone={done} onCancel={close} />}
    </SpaceBetween>
  );
}

type DialogProps = Props & { onCancel: () => void };

function SetAllowance({ userId, name, onDone, onCancel }: DialogProps) {
  const path = { user_id: userId };
  const body = (amount: string) => ({ amount: { amount, currency: "USD" as const } });
  return (
    <Dialog header={t`Monthly allowance for ${name}`} onDismiss={onCancel}>
      <QuotedAmountForm
        label={t`Monthly amount in USD`}
        constraint={t`Comes from the team's balance on its billing day. If the balance is too low, we give it as soon as there's enough.`}
        action={t`Set allowance`}
        quote={(amount) =>
          unwrapQuote(api.PUT("/v1/users/{user_id}/allowance", { params: { path, ...asQuote }, body: body(amount) }))
        }
        send={(amount, header) =>
          unwrapResult(api.PUT("/v1/users/{user_id}/allowance", { params: { path, header }, body: body(amount) }))
        }
        onDone={(_, amount) => onDone(t`${name} gets ${formatMoney({ amount })} each month.`)}
        onCancel={onCancel}
      />
    </Dialog>
  );
}

function StopAllowance({ userId, name, onDone, onCancel }: DialogProps) {
  const stop = useApiMutation(
    (user_id: string) => unwrap(api.DELETE("/v1/users/{user_id}/allowance", { params: { path: { user_id } } })),
    { onSuccess: () => onDone(t`${name} no longer gets a monthly allowance.`) },
  );
  return (
    <ConfirmDialog
      title={t`Stop ${name}'s monthly allowance?`}
      action={t`Stop allowance`}
      busy={stop.isPending}
      problem={stop.error}
      onConfirm={() => stop.mutate(userId)}
      onCancel={onCancel}
    >
      {t`They keep the credits they already have. They won't get any more, including a month still waiting for the team's balance.`}
    </ConfirmDialog>
  );
}
