/** What something costs, beside the button that does it: asked for by itself, as soon as what is wanted is known (B15). */
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";

import { useApiMutation } from "../api/idempotency";
import { Problem } from "../api/problem";
import { shouldRetry } from "../api/queryClient";
import type { Quote } from "../api/quotes";
import { formatMoney, toMicros } from "../formats/money";
import { LinkButton } from "../parts/LinkButton";
import { Loading } from "../parts/Loading";
import { ProblemAlert } from "../parts/ProblemAlert";
import { walletLink } from "./paypalSetup";
import { useBilling } from "./queries";
import { QuoteTable } from "./QuoteTable";

interface Props<Wish, Result> {
  wish: Wish;
  action: string;
  quote: (wish: Wish) => Promise<Quote>;
  send: (wish: Wish, key: { "Idempotency-Key": string }) => Promise<Result>;
  onDone: (result: Result, wish: Wish) => void;
  /** After a refusal, of which the caller may know more than how to say it. */
  onRefused?: (problem: Problem) => void;
  onCancel?: () => void;
  fields?: string[];
}

export function QuotedAction<Wish, Result>({ wish, action, onCancel, fields = [], ...handlers }: Props<Wish, Result>) {
  const quoted = useQuote(wish, handlers.quote);
  const sent = useApiMutation(
    (wish: Wish, key) =>
      handlers.send(wish, key).catch((thrown: unknown) => {
        handlers.onRefused?.(Problem.from(thrown));
        throw thrown;
      }),
    { onSuccess: handlers.onDone },
  );
  const isCurrent = JSON.stringify(sent.variables) === JSON.stringify(wish);
  const problem = (isCurrent ? sent.error : null) ?? quoted.error;
  return (
    <SpaceBetween size="m">
      {quoted.isFetching && !quoted.data && <Loading what="the price" />}
      {quoted.data && quoted.data.lines.length > 0 && <QuoteTable quote={quoted.data} />}
      <PaymentProblem problem={problem} fields={fields} />
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          {onCancel && (
            <Button variant="link" onClick={onCancel}>
              Cancel
            </Button>
          )}
          {quoted.error ? (
            <Button loading={quoted.isFetching} onClick={() => void quoted.refetch()}>
              Try again
            </Button>
          ) : (
            <Button
              variant="primary"
              disabled={!quoted.data}
              loading={sent.isPending}
              loadingText={action}
              onClick={() => sent.mutate(wish)}
            >
              {quoted.data ? actionLabel(action, quoted.data) : action}
            </Button>
          )}
        </SpaceBetween>
      </Box>
    </SpaceBetween>
  );
}

/** The quote of a wish. Who has just attached a wallet is waited for: other services hear of it a moment later. */
function useQuote<Wish>(wish: Wish, quote: (wish: Wish) => Promise<Quote>) {
  const attached = Boolean(useBilling().data?.payment_method);
  return useQuery({
    queryKey: ["quote", wish],
    queryFn: () => quote(wish),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: (failures, thrown) =>
      attached && thrown.code === "payment_method_required" ? failures < 6 : shouldRetry(failures, thrown),
  });
}

/** What the button says: the amount, where something is charged now. */
export function actionLabel(action: string, quote: Quote): string {
  return toMicros(quote.total_now) > 0n ? `Pay ${formatMoney(quote.total_now)} with PayPal` : action;
}

/** Why it is not paid, with the way to the wallet where that is what is missing. */
export function PaymentProblem({ problem, fields }: { problem: Problem | null; fields: string[] }) {
  const { pathname, search } = useLocation();
  if (problem?.code !== "payment_method_required") return <ProblemAlert problem={problem} fields={fields} />;
  return (
    <Alert
      type="warning"
      header="A PayPal wallet must be attached first"
      action={<LinkButton to={walletLink(pathname + search)}>To billing</LinkButton>}
    >
      It pays for everything, and is charged only for what you confirm. The owner of the wallet attaches it once.
    </Alert>
  );
}
