/** A form for an amount that shows the price before the button that charges it (B15). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useState, type FormEvent } from "react";

import { useApiMutation } from "../api/idempotency";
import type { Quote } from "../api/quotes";
import { parseAmount } from "../formats/money";
import { AmountField } from "../parts/fields";
import type { Approvable } from "./approvals/queries";
import { actionLabel, PaymentProblem } from "./QuotedAction";
import { QuoteTable } from "./QuoteTable";

interface Props<Result> {
  label: string;
  constraint: string;
  action: string;
  quote: (amount: string) => Promise<Quote>;
  send: (amount: string, key: { "Idempotency-Key": string }) => Promise<Result>;
  onDone: (result: Result, amount: string) => void;
  onCancel?: () => void;
  approvable?: (amount: string) => Approvable;
}

export function QuotedAmountForm<Result>(props: Props<Result>) {
  const { label, constraint, action, quote, send, onDone, onCancel, approvable } = props;
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState("");
  const quoted = useApiMutation((amount: string) => quote(amount), { says: t`The price is shown.` });
  const sent = useApiMutation(send, { onSuccess: onDone });
  const problem = sent.error ?? quoted.error;
  const asked = problem === sent.error ? sent.variables : quoted.variables;
  const isCurrent = asked !== undefined && asked === parseAmount(typed);
  const ready = quoted.data !== undefined && quoted.variables === parseAmount(typed);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amount = parseAmount(typed);
    setFault(amount ? "" : t`Enter an amount in USD, such as 25.00.`);
    if (!amount || sent.isPending || quoted.isPending) return;
    if (ready) sent.mutate(amount);
    else quoted.mutate(amount);
  };
  const change = (value: string) => {
    setTyped(value);
    setFault("");
    sent.reset();
  };
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        <AmountField
          label={label}
          constraint={constraint}
          value={typed}
          onChange={change}
          error={fault || problem?.messageFor("amount")}
        />
        {ready && <QuoteTable quote={quoted.data} />}
        <PaymentProblem problem={problem} fields={["amount"]} request={isCurrent ? approvable?.(asked) : undefined} />
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {onCancel && <Button variant="link" formAction="none" onClick={onCancel}>{t`Cancel`}</Button>}
            <Button variant="primary" formAction="submit" loading={sent.isPending || quoted.isPending}>
              {ready ? actionLabel(action, quoted.data) : t`Continue`}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  );
}
