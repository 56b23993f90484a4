/** The PayPal account: connect it, replace it, remove it (B1). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";
import { ConnectPayPal } from "./ConnectPayPal";
import { returnPath } from "./paypalSetup";
import type { BillingState } from "./queries";
import { StepUpAmount } from "./StepUpAmount";

export function PaymentMethod({ billing, ownsPayPal }: { billing: BillingState; ownsPayPal: boolean }) {
  const method = billing.payment_method;
  const back = returnPath(useSearchParams()[0]);
  return (
    <Container fitHeight header={<Header variant="h2">{t`Payment method`}</Header>}>
      <SpaceBetween size="m">
        {method ? (
          <div>
            <Box fontWeight="bold">{t`PayPal`}</Box>
            <div>{method.payer_email}</div>
            {method.status === "active" ? (
              <StatusIndicator>{t`Connected`}</StatusIndicator>
            ) : (
              <StatusIndicator type="warning">{t`PayPal status: ${method.status}`}</StatusIndicator>
            )}
          </div>
        ) : (
          <p className="plain">
            {ownsPayPal
              ? t`No payment method yet. Connect PayPal to make purchases. We never see your card or bank account.`
              : t`No payment method yet. The account owner must connect PayPal before the team can make purchases.`}
          </p>
        )}
        {method && <StepUpAmount method={method} ownsPayPal={ownsPayPal} />}
        {ownsPayPal && (
          <SpaceBetween direction="horizontal" size="xs">
            <ConnectPayPal label={method ? t`Replace` : t`Connect PayPal`} primary={!method} back={back} />
            {method && <RemovePayPal />}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

/** While plans are running, the API refuses at first: removing then has to be confirmed a second time (B1). */
function RemovePayPal() {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const notify = useNotify();
  const remove = useApiMutation(
    (confirm: boolean) => unwrap(api.DELETE("/v1/billing/payment-method", { params: { query: { confirm } } })),
    {
      onSuccess: () => {
        setAsking(false);
        notify({ type: "success", text: t`PayPal was removed. We won't charge it anymore.` });
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
  const plansRun = remove.error?.code === "plans_running";
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t`Remove`}</Button>
      {asking && (
        <ConfirmDialog
          title={t`Remove PayPal?`}
          action={plansRun ? t`Remove anyway` : t`Remove`}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(plansRun)}
          onCancel={() => {
            setAsking(false);
            remove.reset();
          }}
        >
          {t`You keep the balance and can spend it. Automatic top-up stops, and number plans end when the paid period is over.`}
        </ConfirmDialog>
      )}
    </>
  );
}
