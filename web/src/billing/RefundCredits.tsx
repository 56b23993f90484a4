/** Refunds the unspent credits of a payment to the PayPal wallet that paid for them: quoted, then confirmed (B18). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";

import { Dialog } from "../parts/Dialog";
import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { asQuote } from "../api/quotes";
import type { components } from "../api/schema";
import { formatMoney, parseAmount } from "../formats/money";
import { AmountField } from "../parts/fields";
import { Loading } from "../parts/Loading";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { Amount } from "../parts/values";
import type { Payment } from "./queries";

type Quote = components["schemas"]["RefundQuote"];

export function RefundButton({ payment }: { payment: Payment }) {
  const [open, setOpen] = useState(false);
  if (!payment.refundable) return null;
  return (
    <>
      <Button
        variant="inline-link"
        wrapText={false}
        ariaLabel={t`Refund unspent credits of payment ${payment.payment_id}`}
        onClick={() => setOpen(true)}
      >
        {t`Refund`}
      </Button>
      {open && <RefundDialog paymentId={payment.payment_id} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Props {
  paymentId: string;
  onClose: () => void;
}

export function RefundDialog({ paymentId, onClose }: Props) {
  const most = useMost(paymentId);
  return (
    <Dialog header={t`Refund unspent credits`} onDismiss={onClose}>
      {most.isPending && <Loading what={t`what can be refunded`} />}
      <ProblemAlert problem={most.error} fields={[]} />
      {most.data && <RefundForm paymentId={paymentId} most={most.data} onClose={onClose} />}
    </Dialog>
  );
}

function RefundForm({ paymentId, most, onClose }: Props & { most: Quote }) {
  const [typed, setTyped] = useState(most.amount.amount);
  const [fault, setFault] = useState("");
  const [quote, setQuote] = useState(most);
  const quoted = useApiMutation((amount: string) => quoteRefund(paymentId, amount), {
    says: t`The refund is shown.`,
    onSuccess: setQuote,
  });
  const sent = useRefund(paymentId, onClose);
  const ready = parseAmount(typed) === quote.amount.amount;
  const problem = sent.error ?? quoted.error;
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
    quoted.reset();
  };
  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="m">
        <AmountField
          label={t`Amount in USD`}
          constraint={t`Up to ${formatMoney(most.amount)} of this payment is unspent.`}
          value={typed}
          onChange={change}
          error={fault || problem?.messageFor("amount")}
        />
        {ready && <Consequences quote={quote} />}
        <ProblemAlert problem={problem} fields={["amount"]} />
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={onClose}>{t`Cancel`}</Button>
            <Button variant="primary" formAction="submit" loading={sent.isPending || quoted.isPending}>
              {ready ? t`Refund ${formatMoney(quote.amount)}` : t`Continue`}
            </Button>
          </SpaceBetween>
        </Box>
      </SpaceBetween>
    </form>
  );
}

function Consequences({ quote }: { quote: Quote }) {
  return (
    <KeyValuePairs
      columns={2}
      minColumnWidth={120}
      items={[
        { label: t`Goes back to PayPal`, value: quote.payer_email ?? t`The wallet that paid` },
        { label: t`New balance`, value: <Amount of={quote.balance_after} /> },
      ]}
    />
  );
}

function useMost(paymentId: string) {
  return useQuery({
    queryKey: ["quote", "refund", paymentId],
    queryFn: () => quoteRefund(paymentId, null),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

async function quoteRefund(payment_id: string, amount: string | null): Promise<Quote> {
  const answer = await unwrap(
    api.POST("/v1/payments/{payment_id}/refund", {
      params: { path: { payment_id }, ...asQuote },
      body: bodyOf(amount),
    }),
  );
  if (!("balance_after" in answer)) throw new Error("The response to a dry run is not a quote.");
  return answer;
}

function useRefund(payment_id: string, onClose: () => void) {
  const queries = useQueryClient();
  const notify = useNotify();
  return useApiMutation(
    (amount: string, header) =>
      unwrap(
        api.POST("/v1/payments/{payment_id}/refund", {
          params: { path: { payment_id }, header },
          body: bodyOf(amount),
        }),
      ),
    {
      onSuccess: (_, amount) => {
        onClose();
        notify({
          type: "success",
          text: t`We asked PayPal to refund ${formatMoney({ amount })}. We'll let you know when it's done.`,
        });
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
}

function bodyOf(amount: string | null) {
  return { amount: amount ? { amount, currency: "USD" as const } : null };
}
