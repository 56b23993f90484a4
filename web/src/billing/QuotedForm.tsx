/** An amount, what it would cost, and only then the button that does it (B15). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type FormEvent } from "react";

import { useAttempt } from "../api/attempt";
import { Problem } from "../api/problem";
import { formatMoney, micros, parseAmount } from "../formats/money";
import { AmountField } from "../parts/fields";
import { PlaceLink } from "../parts/LinkButton";
import { Refusal } from "../parts/Refusal";
import { QuoteTable } from "./QuoteTable";
import type { Quote } from "./queries";

interface Props<Result> {
  label: string;
  constraint: string;
  action: string;
  quote: (amount: string) => Promise<Quote>;
  send: (amount: string, key: { "Idempotency-Key": string }) => Promise<Result>;
  onDone: (result: Result, amount: string) => void;
  onCancel?: () => void;
}

export function QuotedForm<Result>({ label, constraint, action, quote, send, onDone, onCancel }: Props<Result>) {
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState("");
  const quoted = useAttempt((amount: string) => quote(amount));
  const sent = useAttempt(send, { onSuccess: onDone });
  const problem = sent.error ?? quoted.error;
  const ready = quoted.data !== undefined && quoted.variables === parseAmount(typed);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amount = parseAmount(typed);
    setFault(amount ? "" : "Enter an amount in USD, such as 25.00.");
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
          error={fault || problem?.about("amount")}
        />
        {ready && <QuoteTable quote={quoted.data} />}
        <Reason problem={problem} />
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {onCancel && (
              <Button variant="link" formAction="none" onClick={onCancel}>
                Cancel
              </Button>
            )}
            <Button variant="primary" formAction="submit" loading={sent.isPending || quoted.isPending}>
              {ready ? doing(action, quoted.data) : "Continue"}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  );
}

function doing(action: string, quote: Quote): string {
  return micros(quote.total_now) > 0n ? `Pay ${formatMoney(quote.total_now)} with PayPal` : action;
}

function Reason({ problem }: { problem: Problem | null }) {
  if (problem?.code === "payment_method_required") {
    return (
      <SpaceBetween size="xs">
        <Refusal problem={problem} />
        <PlaceLink to="/billing">Attach your PayPal wallet first</PlaceLink>
      </SpaceBetween>
    );
  }
  return <Refusal problem={problem} fields={["amount"]} />;
}
