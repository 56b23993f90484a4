/** A person's credits: what the team gave, what they bought; give more, take back what is unspent (B4, B6). */
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { useTell } from "../app/notices";
import { useAttempt } from "../api/attempt";
import { answer, api } from "../api/client";
import { formatMoney, micros } from "../formats/money";
import { Confirm } from "../parts/Confirm";
import { Loading } from "../parts/Loading";
import { Failed } from "../parts/Refusal";
import { Amount } from "../parts/shown";
import { doneOf, quoteOf } from "./quotes";
import { useCredits } from "./queries";
import { QuotedForm } from "./QuotedForm";

interface Props {
  userId: string;
  name: string;
}

export function PersonCredits({ userId, name }: Props) {
  const credits = useCredits(userId);
  const [doing, setDoing] = useState<"give" | "take" | null>(null);
  const done = useDone(userId, () => setDoing(null));
  return (
    <SpaceBetween size="s">
      <Header variant="h3">Credits</Header>
      {credits.isPending && <Loading what="credits" />}
      {credits.error && <Failed problem={credits.error} onRetry={() => void credits.refetch()} what="the credits" />}
      {credits.data && (
        <SpaceBetween size="s">
          <KeyValuePairs
            columns={3}
            minColumnWidth={100}
            items={[
              { label: "Balance", value: <Amount of={credits.data.balance} /> },
              { label: "From team", value: <Amount of={credits.data.from_team} /> },
              { label: "Own", value: <Amount of={credits.data.own} /> },
            ]}
          />
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => setDoing("give")}>Give credits</Button>
            <Button disabled={micros(credits.data.from_team) <= 0n} onClick={() => setDoing("take")}>
              Take back
            </Button>
          </SpaceBetween>
          {doing === "give" && <Give userId={userId} name={name} onDone={done} onCancel={() => setDoing(null)} />}
          {doing === "take" && (
            <TakeBack
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

function useDone(userId: string, close: () => void) {
  const queries = useQueryClient();
  const tell = useTell();
  return (text: string) => {
    close();
    tell({ type: "success", text });
    void queries.invalidateQueries({ queryKey: ["billing"] });
    void queries.invalidateQueries({ queryKey: ["billing", "credits", userId] });
  };
}

interface DoingProps extends Props {
  onDone: (text: string) => void;
  onCancel: () => void;
}

const OUTCOMES = {
  completed: (name: string, amount: string) => `${name} has ${amount} more.`,
  pending: (name: string, amount: string) => `${name} gets ${amount} as soon as PayPal has completed the payment.`,
  not_given: (name: string, amount: string) =>
    `The payment went to what the team owes, so ${name} has not got ${amount}. Give them again.`,
};

function Give({ userId, name, onDone, onCancel }: DoingProps) {
  const path = { user_id: userId };
  const body = (amount: string) => ({ amount: { amount, currency: "USD" as const } });
  return (
    <Modal visible header={`Give credits to ${name}`} onDismiss={onCancel}>
      <QuotedForm
        label="Amount in USD"
        constraint="From the team's balance; what it lacks is charged to PayPal in the same step."
        action="Give"
        quote={(amount) =>
          quoteOf(
            api.POST("/v1/users/{user_id}/credits", { params: { path, query: { dry_run: true } }, body: body(amount) }),
          )
        }
        send={(amount, header) =>
          doneOf(api.POST("/v1/users/{user_id}/credits", { params: { path, header }, body: body(amount) }))
        }
        onDone={({ status }, amount) => onDone(OUTCOMES[status](name, formatMoney({ amount })))}
        onCancel={onCancel}
      />
    </Modal>
  );
}

function TakeBack({ userId, name, amount, onDone, onCancel }: DoingProps & { amount: string }) {
  const take = useAttempt(
    (user_id: string) => answer(api.DELETE("/v1/users/{user_id}/credits", { params: { path: { user_id } } })),
    { onSuccess: () => onDone(`The unspent credits of ${name} are back in the team's balance.`) },
  );
  return (
    <Confirm
      title={`Take back credits from ${name}?`}
      action="Take back"
      busy={take.isPending}
      problem={take.error}
      onConfirm={() => take.mutate(userId)}
      onCancel={onCancel}
    >
      Up to {amount} that the team gave and that are unspent return to the team&apos;s balance. What they bought
      themselves stays theirs.
    </Confirm>
  );
}
