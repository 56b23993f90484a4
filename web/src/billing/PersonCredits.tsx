/** A person's credits: from the team and their own; give more, take back what is unspent (B4, B6). */
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { asQuote, unwrapQuote, unwrapResult } from "../api/quotes";
import { formatMoney, toMicros } from "../formats/money";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { LoadError } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";
import { MonthlyAllowance } from "./MonthlyAllowance";
import { useCredits } from "./queries";
import { QuotedAmountForm } from "./QuotedAmountForm";

interface Props {
  userId: string;
  name: string;
}

export function PersonCredits({ userId, name }: Props) {
  const credits = useCredits(userId);
  const [openDialog, setDoing] = useState<"give" | "take" | null>(null);
  const done = useFinish(userId, () => setDoing(null));
  return (
    <SpaceBetween size="s">
      <Header variant="h3">{t`Credits`}</Header>
      {credits.isPending && <Loading what={t`credits`} />}
      {credits.error && (
        <LoadError problem={credits.error} onRetry={() => void credits.refetch()} what={t`the credits`} />
      )}
      {credits.data && (
        <SpaceBetween size="s">
          <KeyValuePairs
            columns={3}
            minColumnWidth={100}
            items={[
              { label: t`Balance`, value: <Amount of={credits.data.balance} /> },
              ...(credits.data.expires_next
                ? [{ label: t`From Teamline`, value: <Amount of={credits.data.granted} /> }]
                : []),
              { label: t`From team`, value: <Amount of={credits.data.from_team} /> },
              { label: t`Own`, value: <Amount of={credits.data.own} /> },
              ...(credits.data.not_returned
                ? [{ label: t`Not restored when they came back`, value: <Amount of={credits.data.not_returned} /> }]
                : []),
            ]}
          />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setDoing("give")}>{t`Give credits`}</Button>
            <Button disabled={toMicros(credits.data.from_team) <= 0n} onClick={() => setDoing("take")}>
              {t`Take back`}
            </Button>
          </SpaceBetween>
          <MonthlyAllowance userId={userId} name={name} onDone={done} />
          {openDialog === "give" && (
            <GiveCredits userId={userId} name={name} onDone={done} onCancel={() => setDoing(null)} />
          )}
          {openDialog === "take" && (
            <TakeBackCredits
              userId={userId}
              name={name}
              amount={formatMoney(credits.data.from_team)}
              onDone={done}
              onCancel={() => setDoing(null)}
            />
          )}
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function useFinish(userId: string, close: () => void) {
  const queries = useQueryClient();
  const notify = useNotify();
  return (text: string) => {
    close();
    notify({ type: "success", text });
    void queries.invalidateQueries({ queryKey: ["billing"] });
    void queries.invalidateQueries({ queryKey: ["billing", "credits", userId] });
  };
}

interface DialogProps extends Props {
  onDone: (text: string) => void;
  onCancel: () => void;
}

const OUTCOMES = {
  completed: (name: string, amount: string) => t`${name} got ${amount}.`,
  pending: (name: string, amount: string) => t`${name} will get ${amount} once PayPal completes the payment.`,
  not_given: (name: string, amount: string) =>
    t`${name} didn't get ${amount}. The payment went to the team's balance and pays off what the team owes first.`,
};

function GiveCredits({ userId, name, onDone, onCancel }: DialogProps) {
  const path = { user_id: userId };
  const body = (amount: string) => ({ amount: { amount, currency: "USD" as const } });
  return (
    <Dialog header={t`Give credits to ${name}`} onDismiss={onCancel}>
      <QuotedAmountForm
        label={t`Amount in USD`}
        constraint={t`Comes from the team's balance. If that's not enough, we charge the rest to PayPal.`}
        action={t`Give`}
        quote={(amount) =>
          unwrapQuote(api.POST("/v1/users/{user_id}/credits", { params: { path, ...asQuote }, body: body(amount) }))
        }
        send={(amount, header) =>
          unwrapResult(api.POST("/v1/users/{user_id}/credits", { params: { path, header }, body: body(amount) }))
        }
        approvable={(amount) => ({ allocation: { ...body(amount), user_id: userId } })}
        onDone={({ status }, amount) => onDone(OUTCOMES[status](name, formatMoney({ amount })))}
        onCancel={onCancel}
      />
    </Dialog>
  );
}

function TakeBackCredits({ userId, name, amount, onDone, onCancel }: DialogProps & { amount: string }) {
  const take = useApiMutation(
    (user_id: string, header) =>
      unwrap(api.DELETE("/v1/users/{user_id}/credits", { params: { path: { user_id }, header } })),
    { onSuccess: () => onDone(t`${name}'s unspent credits are back in the team's balance.`) },
  );
  return (
    <ConfirmDialog
      title={t`Take back credits from ${name}?`}
      action={t`Take back`}
      busy={take.isPending}
      problem={take.error}
      onConfirm={() => take.mutate(userId)}
      onCancel={onCancel}
    >
      {t`Up to ${amount} of unspent credits from the team go back to the team's balance. They keep the credits they bought themselves.`}
    </ConfirmDialog>
  );
}
