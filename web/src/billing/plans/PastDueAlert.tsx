/** Plans that could not be charged: when they are charged again, when they end, and what to do (B8). */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";

import { joinWords } from "../../formats/list";
import { RESERVE_DAYS, RETRY_DAYS } from "../../api/terms";
import { PlaceLink } from "../../parts/LinkButton";
import { Amount, Day, Phone } from "../../parts/values";
import { type ChargeAttempt, chargeAttempts } from "./planStatus";
import type { Subscription } from "./queries";
import { useTryPayment } from "./useTryPayment";

const MAX_LISTED = 5;

interface Props {
  plans: Subscription[];
  /** Whether the plans are listed, each with its attempts. */
  listed?: boolean;
}

export function PastDueAlert({ plans, listed = true }: Props) {
  const more = plans.length - MAX_LISTED;
  const { ask, isAsking, wasAsked } = useTryPayment();
  return (
    <Alert
      type="warning"
      header={t`${plural(plans.length, { one: "A plan is past due", other: "# plans are past due" })}`}
      action={
        <Button
          loading={isAsking}
          loadingText={t`Asking PayPal`}
          onClick={() => plans[0] && ask(plans[0].subscription_id)}
        >
          {t`Try payment now`}
        </Button>
      }
    >
      <SpaceBetween size="s">
        <p className="plain">
          <Trans>
            The number is suspended: no calls or texts until the plan is paid. We charge it again{" "}
            {joinWords(RETRY_DAYS)} days after the due date. If the last attempt fails, the plan ends and its number
            stays reserved for {RESERVE_DAYS} days. Check your PayPal account and try the payment now, or{" "}
            <PlaceLink to="/billing">connect another one</PlaceLink> to pay right away.
          </Trans>
        </p>
        <div role="status">
          {wasAsked && t`The payment hasn't gone through yet. See the latest attempt under Plans.`}
        </div>
        {listed && plans.slice(0, MAX_LISTED).map((plan) => <PastDuePlan key={plan.subscription_id} plan={plan} />)}
        {!listed && <PlaceLink to="/billing/plans">{t`See why, and when we try again`}</PlaceLink>}
        {listed && more > 0 && <span>{t`And ${more} more in the list below.`}</span>}
      </SpaceBetween>
    </Alert>
  );
}

function PastDuePlan({ plan }: { plan: Subscription }) {
  return (
    <div>
      <Box fontWeight="bold">
        <Phone number={plan.phone_number} />, <Amount of={plan.price} />
      </Box>
      <div>{plan.reason_text}</div>
      <ol className="tries" aria-label={t`Attempts to charge the plan for ${plan.phone_number}`}>
        {chargeAttempts(plan).map((one, index, all) => (
          <li key={one.at}>
            <AttemptStatus one={one} last={index === all.length - 1} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function AttemptStatus({ one, last }: { one: ChargeAttempt; last: boolean }) {
  if (one.state === "failed") {
    return (
      <StatusIndicator type="error">
        <Trans>
          <Day at={one.at} />: failed
        </Trans>
      </StatusIndicator>
    );
  }
  return (
    <StatusIndicator type={one.state === "next" ? "in-progress" : "pending"}>
      <Day at={one.at} />:{" "}
      {[one.state === "next" ? t`next attempt` : "", last ? t`last attempt` : ""].filter(Boolean).join(", ") ||
        t`another attempt`}
    </StatusIndicator>
  );
}
