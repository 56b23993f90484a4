/** What is left before an account is closed or a team dissolved, and the refund of what was paid for it (I10, B18). */
import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";

import { api, unwrap } from "../api/client";
import { retryWhileMissing } from "../api/queryClient";
import type { Answer } from "../api/shapes";
import { formatMoney, toMicros } from "../formats/money";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { nameStore, StoreLink } from "../parts/StoreLink";
import { Amount, Day, Phone } from "../parts/values";

type Payer = "self" | "team";
type Left = Answer<"/v1/billing/leftover">;

interface Props {
  payer: Payer;
  /** What happens to the credits that were bought, such as: they become your own. */
  fate: (amount: string) => string;
  /** What happens to the numbers. */
  numbers: string;
  onRefund: (paymentId: string) => void;
}

export function Leftover({ payer, fate, numbers, onRefund }: Props) {
  const left = useLeftover(payer);
  if (left.isPending) return <Loading what="what is left" />;
  if (left.error) return <LoadError problem={left.error} onRetry={() => void left.refetch()} what="what is left" />;
  return (
    <ul className="consequences">
      {toMicros(left.data.balance) > 0n && <li>{fate(formatMoney(left.data.balance))}</li>}
      {left.data.refunds.length > 0 && <Refunds of={left.data} onRefund={onRefund} />}
      {toMicros(left.data.held) > 0n && <li>{formatMoney(left.data.held)} is on hold until it is decided.</li>}
      {payer === "self" && <GivenCredits of={left.data} />}
      {left.data.numbers.length > 0 && <PaidNumbers of={left.data} text={numbers} />}
      {left.data.renews_in.map(({ store, manage_url }, place) => (
        <li key={`${store} ${place}`}>
          You have a subscription in {nameStore(store)} that renews until you cancel it there.{" "}
          <StoreLink store={store} href={manage_url} />
        </li>
      ))}
    </ul>
  );
}

function GivenCredits({ of }: { of: Left }) {
  return (
    <>
      {toMicros(of.granted) > 0n && <li>You'll lose {formatMoney(of.granted)} in credits from Teamline.</li>}
      {toMicros(of.from_team) > 0n && <li>{formatMoney(of.from_team)} in credits go back to your team.</li>}
    </>
  );
}

function Refunds({ of, onRefund }: { of: Left; onRefund: (paymentId: string) => void }) {
  return (
    <li>
      {formatMoney(of.refundable)} of it can go back to the PayPal wallet that paid:
      <ul>
        {of.refunds.map((part) => (
          <li key={part.payment_id}>
            <Amount of={part.amount} /> paid on <Day at={part.paid_at} />{" "}
            <Button
              variant="inline-link"
              formAction="none"
              ariaLabel={`Refund ${formatMoney(part.amount)} of payment ${part.payment_id}`}
              onClick={() => onRefund(part.payment_id)}
            >
              Refund
            </Button>
          </li>
        ))}
      </ul>
      {of.more_payments && "Older payments are listed under Billing."}
    </li>
  );
}

function PaidNumbers({ of, text }: { of: Left; text: string }) {
  return (
    <li>
      {text}{" "}
      {of.numbers.map((one, place) => (
        <Fragment key={one.phone_number}>
          {place > 0 && ", "}
          <Phone number={one.phone_number} /> (paid until <Day at={one.paid_through} />)
        </Fragment>
      ))}
      {of.more_numbers && " and more"}
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
