/** What the team gives a person each month from its balance, and when next (B6). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
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
    return <LoadError problem={allowance.error} onRetry={() => void allowance.refetch()} what="the allowance" />;
  if (!allowance.data) return null;
  const close = () => setOpenDialog(null);
  const done = (text: string) => {
    close();
    onDone(text);
  };
  const { amount, next_at } = allowance.data;
  return (
    <SpaceBetween size="xs">
      <Box variant="awsui-key-label">Monthly allowance</Box>
      {amount && next_at ? (
        <div>
          <Amount of={amount} /> a month from the team's balance, next on <Day at={next_at} />.
        </div>
      ) : (
        <Box color="text-body-secondary">None.</Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setOpenDialog("set")}>{amount ? "Change allowance" : "Set allowance"}</Button>
        {amount && <Button onClick={() => setOpenDialog("stop")}>Stop allowance</Button>}
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
    <Dialog header={`Monthly allowance for ${name}`} onDismiss={onCancel}>
      <QuotedAmountForm
        label="Monthly amount in USD"
        constraint="Comes from the team's balance on its billing day. If the balance is too low, we give it as soon as there's enough."
        action="Set allowance"
        quote={(amount) =>
          unwrapQuote(api.PUT("/v1/users/{user_id}/allowance", { params: { path, ...asQuote }, body: body(amount) }))
        }
        send={(amount, header) =>
          unwrapResult(api.PUT("/v1/users/{user_id}/allowance", { params: { path, header }, body: body(amount) }))
        }
        onDone={(_, amount) => onDone(`${name} gets ${formatMoney({ amount })} each month.`)}
        onCancel={onCancel}
      />
    </Dialog>
  );
}

function StopAllowance({ userId, name, onDone, onCancel }: DialogProps) {
  const stop = useApiMutation(
    (user_id: string) => unwrap(api.DELETE("/v1/users/{user_id}/allowance", { params: { path: { user_id } } })),
    { onSuccess: () => onDone(`${name} no longer gets a monthly allowance.`) },
  );
  return (
    <ConfirmDialog
      title={`Stop ${name}'s monthly allowance?`}
      action="Stop allowance"
      busy={stop.isPending}
      problem={stop.error}
      onConfirm={() => stop.mutate(userId)}
      onCancel={onCancel}
    >
      They keep the credits they already have. They won&apos;t get any more, including a month still waiting for the
      team&apos;s balance.
    </ConfirmDialog>
  );
}
