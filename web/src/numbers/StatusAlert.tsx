/** What is special about how a number stands now, and what to do about it. */
import Alert from "@cloudscape-design/components/alert";

import { LinkButton } from "../parts/LinkButton";
import { Day } from "../parts/values";
import { failureReason } from "./labels";
import { nextAttempt, releaseDate } from "./lifecycle";
import { KeepNumberButton, RestoreNumber } from "./RestoreNumber";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  mayDecide: boolean;
  onStarted: (until: StopPolling) => void;
}

export function StatusAlert({ number, mayDecide, onStarted }: Props) {
  const { status, ends, paid_through, reason } = number;
  if (status === "ordering") {
    return (
      <Alert type="info" header="It is being ordered">
        First it is paid, then the carrier is asked for it. That takes some seconds; this page shows by itself when it
        works.
      </Alert>
    );
  }
  if (status === "failed") {
    return (
      <Alert
        type="error"
        header="You do not have this number"
        action={<LinkButton to="/numbers/new">Choose another</LinkButton>}
      >
        {failureReason(reason)} Nothing is to be done about the money: what was charged goes back to PayPal by itself.
      </Alert>
    );
  }
  if (status === "suspended" && paid_through) return <PastDueAlert paidThrough={paid_through} mayDecide={mayDecide} />;
  if (status === "releasing") return <RestoreNumber number={number} mayDecide={mayDecide} onStarted={onStarted} />;
  if (status === "released") return <Alert type="info">Its reserve is over; it went back to the carrier.</Alert>;
  if (ends && paid_through) {
    return (
      <Alert type="info" header="It is cancelled" action={mayDecide && <KeepNumberButton number={number} />}>
        It works until <Day at={paid_through} />, then it is kept in reserve until{" "}
        <Day at={releaseDate(paid_through)} />.
      </Alert>
    );
  }
  return null;
}

function PastDueAlert({ paidThrough, mayDecide }: { paidThrough: string; mayDecide: boolean }) {
  const next = nextAttempt(paidThrough);
  return (
    <Alert
      type="warning"
      header="The renewal is not paid"
      action={mayDecide && <LinkButton to="/billing">To billing</LinkButton>}
    >
      PayPal did not carry the payment out, so the number does not work. {mayDecide && "See to your PayPal wallet: we "}
      {!mayDecide && "We "}try again on <Day at={next.at} />, and it works as soon as that is paid.{" "}
      {next.isLast
        ? "It is the last try; after it the number goes into its reserve."
        : "After seven days the plan ends, and the number goes into its reserve."}
    </Alert>
  );
}
