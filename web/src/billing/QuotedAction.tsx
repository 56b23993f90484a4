/** A button with the price of its action above it, which is fetched as soon as the request is complete (B15). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocation } from "react-router";

import { useApiMutation } from "../api/idempotency";
import { Problem } from "../api/problem";
import { shouldRetry } from "../api/queryClient";
import type { Quote } from "../api/quotes";
import { useTeam } from "../api/team";
import { formatMoney, toMicros } from "../formats/money";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { ProblemAlert } from "../parts/ProblemAlert";
import { AskOwner } from "./approvals/AskOwner";
import type { Approvable } from "./approvals/queries";
import { billingLink } from "./paypalSetup";
import { useBilling } from "./queries";
import { QuoteTable } from "./QuoteTable";

interface Props<Content, Result> {
  content: Content;
  action: string;
  quote: (content: Content) => Promise<Quote>;
  send: (content: Content, key: { "Idempotency-Key": string }) => Promise<Result>;
  onDone: (result: Result, content: Content) => void;
  /** Called after a refusal that the caller may want to react to. */
  onRefused?: (problem: Problem) => void;
  onCancel?: () => void;
  fields?: string[];
  /** What else to know, below the price. */
  explain?: (quote: Quote) => ReactNode;
  /** The request as the owner can approve it, where an admin's limit may refuse it (T11). */
  approvable?: (content: Content) => Approvable;
}

export function QuotedAction<Content, Result>({
  content,
  action,
  onCancel,
  fields = [],
  explain,
  approvable,
  ...handlers
}: Props<Content, Result>) {
  const quoted = useQuote(content, handlers.quote);
  const sent = useApiMutation(
    (content: Content, key) =>
      handlers.send(content, key).catch((thrown: unknown) => {
        handlers.onRefused?.(Problem.from(thrown));
        throw thrown;
      }),
    { onSuccess: handlers.onDone },
  );
  const isCurrent = JSON.stringify(sent.variables) === JSON.stringify(content);
  const problem = (isCurrent ? sent.error : null) ?? quoted.error;
  return (
    <SpaceBetween size="m">
      {quoted.isFetching && !quoted.data && <Loading what={t`the price`} />}
      {quoted.data && quoted.data.lines.length > 0 && <QuoteTable quote={quoted.data} />}
      {quoted.data && explain?.(quoted.data)}
      <PaymentProblem problem={problem} fields={fields} request={approvable?.(content)} />
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          {onCancel && <Button variant="link" onClick={onCancel}>{t`Cancel`}</Button>}
          {quoted.error ? (
            <Button loading={quoted.isFetching} onClick={() => void quoted.refetch()}>{t`Try again`}</Button>
          ) : (
            <Button
              variant="primary"
              disabled={!quoted.data}
              loading={sent.isPending}
              loadingText={action}
              onClick={() => sent.mutate(content)}
            >
              {quoted.data ? actionLabel(action, quoted.data) : action}
            </Button>
          )}
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

/** Fetches the quote. Retries right after PayPal was connected, since other services learn of it a moment later. */
function useQuote<Content>(content: Content, quote: (content: Content) => Promise<Quote>) {
  const attached = Boolean(useBilling().data?.payment_method);
  return useQuery({
    queryKey: ["quote", content],
    queryFn: () => quote(content),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: (failures, thrown) =>
      attached && ["payment_method_required", "wallet_pending"].includes(thrown.code)
        ? failures < 6
        : shouldRetry(failures, thrown),
  });
}

/** The label of the button: the amount, if something is charged now. */
export function actionLabel(action: string, quote: Quote): string {
  return toMicros(quote.total_now) > 0n ? t`Pay ${formatMoney(quote.total_now)} with PayPal` : action;
}

interface PaymentProblemProps {
  problem: Problem | null;
  fields: string[];
  request?: Approvable | undefined;
}

/** Why the payment failed: with a link to billing if PayPal isn't connected, or the way to ask the owner. */
export function PaymentProblem({ problem, fields, request }: PaymentProblemProps) {
  const { pathname, search } = useLocation();
  const isAdmin = useTeam().team?.role === "admin";
  if (problem?.code === "admin_limit" && request) return <AskOwner problem={problem} request={request} />;
  if (problem?.code !== "payment_method_required") return <ProblemAlert problem={problem} fields={fields} />;
  if (isAdmin) {
    return (
      <Alert type="warning" header={t`The account owner hasn't connected PayPal`}>
        {t`Only the account owner can connect it. Ask them to do so in Billing, then try again.`}
      </Alert>
    );
  }
  return (
    <Alert
      type="warning"
      header={t`Connect PayPal first`}
      action={<LinkButton to={billingLink(pathname + search)}>{t`Go to billing`}</LinkButton>}
    >
      {t`We only charge what you confirm. The account owner connects PayPal once.`}
    </Alert>
  );
}
