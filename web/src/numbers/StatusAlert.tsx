/** What is special about a number's status, and what to do about it. */
import Alert from "@cloudscape-design/components/alert";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { LAST_RETRY_DAY } from "../api/terms";
import { LinkButton } from "../parts/LinkButton";
import { Day } from "../parts/values";
import { nextAttempt, releaseDate } from "./lifecycle";
import { KeepNumberButton, RestoreNumber } from "./RestoreNumber";
import type { PhoneNumber, StopPolling } from "./types";

interface Props {
  number: PhoneNumber;
  mayDecide: boolean;
  onStarted: (until: StopPolling) => void;
}

export function StatusAlert({ number, mayDecide, onStarted }: Props) {
  const { status, ends, paid_through, reason_text } = number;
  if (status === "ordering") {
    return (
      <Alert type="info" header={t`We're ordering this number`}>
        {t`We order it after payment, which takes a few seconds. This page updates when it's ready.`}
      </Alert>
    );
  }
  if (status === "failed") {
    return (
      <Alert
        type="error"
        header={t`You didn't get this number`}
        action={<LinkButton to="/numbers/new">{t`Choose another`}</LinkButton>}
      >
        {reason_text}{" "}
        {isOfStore(number)
          ? t`You weren't charged. Your app store subscription hasn't changed, and you can use it for another number.`
          : t`You don't need to do anything: we're refunding any charge to PayPal automatically.`}
      </Alert>
    );
  }
  if (status === "suspended" && ends) return <EndsUnpaidAlert />;
  if (status === "suspended" && number.store) return <StorePastDueAlert />;
  if (status === "suspended" && paid_through) return <PastDueAlert paidThrough={paid_through} mayDecide={mayDecide} />;
  if (status === "releasing") return <RestoreNumber number={number} mayDecide={mayDecide} onStarted={onStarted} />;
  if (status === "released" && number.reason === "ported_out") {
    return (
      <Alert type="info" header={t`This number has moved to another carrier`}>
        {t`Its plan has ended, and we credited the unused days to the team or person who paid. It won't be charged again.`}
      </Alert>
    );
  }
  if (status === "released") return <Alert type="info">{t`This number is no longer reserved. We released it.`}</Alert>;
  if (ends && paid_through) {
    return (
      <Alert
        type="info"
        header={t`This number is canceled`}
        action={mayDecide && !number.store && <KeepNumberButton number={number} />}
      >
        <Trans>
          It works until <Day at={paid_through} /> and then stays reserved until <Day at={releaseDate(paid_through)} />.
        </Trans>
      </Alert>
    );
  }
  return null;
}

function isOfStore({ store, reason }: PhoneNumber): boolean {
  return Boolean(store) || Boolean(reason?.startsWith("store_"));
}

function EndsUnpaidAlert() {
  return (
    <Alert type="warning" header={t`This number's plan is ending`}>
      {t`The paid period is over, and renewal is off. Nothing more is charged, and we keep the number reserved for a while.`}
    </Alert>
  );
}

function StorePastDueAlert() {
  return (
    <Alert type="warning" header={t`The app store didn't renew the subscription`}>
      {t`The number doesn't work until its subscription is paid. Update your payment in the app store. If it isn't paid ${LAST_RETRY_DAY} days after the due date, the plan ends and we reserve the number.`}
    </Alert>
  );
}

function PastDueAlert({ paidThrough, mayDecide }: { paidThrough: string; mayDecide: boolean }) {
  const next = nextAttempt(paidThrough);
  return (
    <Alert
      type="warning"
      header={t`The renewal wasn't paid`}
      action={mayDecide && <LinkButton to="/billing">{t`Go to billing`}</LinkButton>}
    >
      {t`The number doesn't work until its plan is paid.`}{" "}
      {mayDecide && <>{t`Billing shows why the payment failed.`} </>}
      <Trans>
        We'll try again on <Day at={next.at} />.
      </Trans>{" "}
      {next.isLast
        ? t`That's the last attempt. After it, the plan ends and we reserve the number.`
        : t`If it isn't paid ${LAST_RETRY_DAY} days after the due date, the plan ends and we reserve the number.`}
    </Alert>
  );
}
