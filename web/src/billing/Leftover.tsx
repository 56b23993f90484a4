/** What can be refunded before an account is closed or a team dissolved, and what is on hold (I10, B18). */
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer } from "../api/shapes";
import { formatMoney, toMicros } from "../formats/money";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { nameStore, StoreLink } from "../parts/StoreLink";
import { Amount, Day } from "../parts/values";

type Payer = "self" | "team";
type Left = Answer<"/v1/billing/leftover">;

interface Props {
  payer: Payer;
  onRefund: (paymentId: string) => void;
}

export function Leftover({ payer, onRefund }: Props) {
  const left = useLeftover(payer);
  if (left.isPending) return <Loading what={t`what is left`} />;
  if (left.error) return <LoadError problem={left.error} onRetry={() => void left.refetch()} what={t`what is left`} />;
  const isHeld = toMicros(left.data.held) > 0n;
  if (left.data.refunds.length === 0 && !isHeld && left.data.renews_in.length === 0) return null;
  return (
    <ul className="consequences">
      {left.data.refunds.length > 0 && <Refunds of={left.data} payer={payer} onRefund={onRefund} />}
      {isHeld && <li>{t`${formatMoney(left.data.held)} is on hold until it's settled.`}</li>}
      {left.data.renews_in.map(({ store, manage_url }, place) => (
        <li key={`${store} ${place}`}>
          <Trans>
            You have a subscription in {nameStore(store)} that renews until you cancel it there.{" "}
            <StoreLink store={store} href={manage_url} />
          </Trans>
        </li>
      ))}
    </ul>
  );
}

function Refunds({ of, payer, onRefund }: { of: Left } & Props) {
  return (
    <li>
      {payer === "team"
        ? t`${formatMoney(of.refundable)} of the team's credits can go back to the PayPal wallet that paid:`
        : t`${formatMoney(of.refundable)} of your own credits can go back to the PayPal wallet that paid:`}
      <ul>
        {of.refunds.map((part) => (
          <li key={part.payment_id}>
            <Trans>
              <Amount of={part.amount} /> paid on <Day at={part.paid_at} />{" "}
              <Button
                variant="inline-link"
                formAction="none"
                ariaLabel={t`Refund ${formatMoney(part.amount)} of payment ${part.payment_id}`}
                onClick={() => onRefund(part.payment_id)}
              >
                Refund
              </Button>
            </Trans>
          </li>
        ))}
      </ul>
      {of.more_payments && t`Older payments are listed under Billing.`}
    </li>
  );
}

function useLeftover(payer: Payer) {
  return useQuery({
    queryKey: ["billing", "leftover", payer],
    queryFn: () => unwrap(api.GET("/v1/billing/leftover", { params: { query: { payer } } })),
    staleTime: 0,
    ...retryWhileMissing,
  });
}
