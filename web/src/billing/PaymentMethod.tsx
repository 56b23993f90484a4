/** The PayPal wallet: attach it, replace it, remove it (B1). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useNotify } from "../parts/notifications";
import { ProblemAlert } from "../parts/ProblemAlert";
import { returnPath, storeSetup } from "./paypalSetup";
import type { BillingState } from "./queries";

export function PaymentMethod({ billing, ownsWallet }: { billing: BillingState; ownsWallet: boolean }) {
  const method = billing.payment_method;
  return (
    <Container fitHeight header={<Header variant="h2">Payment method</Header>}>
      <SpaceBetween size="m">
        {method ? (
          <div>
            <Box fontWeight="bold">PayPal</Box>
            <div>{method.payer_email}</div>
            {method.status === "active" ? (
              <StatusIndicator>Attached</StatusIndicator>
            ) : (
              <StatusIndicator type="warning">PayPal says: {method.status}</StatusIndicator>
            )}
          </div>
        ) : (
          <p className="plain">
            Nothing is attached. PayPal pays for every purchase; we never see a card or a bank account.
          </p>
        )}
        {ownsWallet && (
          <SpaceBetween direction="horizontal" size="xs">
            <ConnectPayPal label={method ? "Replace" : "Attach PayPal"} primary={!method} />
            {method && <RemovePayPal />}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

function ConnectPayPal({ label, primary }: { label: string; primary: boolean }) {
  const back = returnPath(useSearchParams()[0]);
  const place = (outcome: string) => new URL(`/billing/paypal/${outcome}`, window.location.origin).href;
  const attach = useApiMutation(
    (_: string, key) =>
      unwrap(
        api.POST("/v1/billing/payment-method", {
          params: { header: key },
          body: { return_url: place("approved"), cancel_url: place("cancelled") },
        }),
      ),
    {
      onSuccess: ({ setup_id, approve_url }) => {
        storeSetup({ setup_id, back });
        window.location.assign(approve_url);
      },
    },
  );
  return (
    <SpaceBetween size="xs">
      <ProblemAlert problem={attach.error} />
      <Button
        variant={primary ? "primary" : "normal"}
        loading={attach.isPending || attach.isSuccess}
        loadingText="To PayPal"
        onClick={() => attach.mutate(label)}
      >
        {label}
      </Button>
    </SpaceBetween>
  );
}

/** With plans running the API asks back: removing is then confirmed a second time, with what it means (B1). */
function RemovePayPal() {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const tell = useNotify();
  const remove = useApiMutation(
    (confirm: boolean) => unwrap(api.DELETE("/v1/billing/payment-method", { params: { query: { confirm } } })),
    {
      onSuccess: () => {
        setAsking(false);
        tell({ type: "success", text: "The PayPal wallet is removed. Nothing will be charged to it." });
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
  const plansRun = remove.error?.code === "plans_running";
  return (
    <>
      <Button onClick={() => setAsking(true)}>Remove</Button>
      {asking && (
        <ConfirmDialog
          title="Remove the PayPal wallet?"
          action={plansRun ? "Remove all the same" : "Remove"}
          busy={remove.isPending}
          problem={remove.error}
          onConfirm={() => remove.mutate(plansRun)}
          onCancel={() => {
            setAsking(false);
            remove.reset();
          }}
        >
          The balance stays and can be spent. Automatic top-up stops, and number plans run out at the end of what is
          paid.
        </ConfirmDialog>
      )}
    </>
  );
}
