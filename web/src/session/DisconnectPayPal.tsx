/** The page that the link in the mail to a payer opens. Opening it changes nothing: the payer presses the button. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useSearchParams } from "react-router";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { MessagePage } from "./MessagePage";

export function DisconnectPayPal() {
  const token = useSearchParams()[0].get("token") ?? "";
  const disconnect = useApiMutation((token: string) =>
    unwrap(api.POST("/v1/billing/payment-method/disconnect", { body: { token } })),
  );
  return (
    <MessagePage title="Disconnect PayPal">
      {disconnect.isSuccess ? (
        <Alert type="success" header="Your PayPal wallet is disconnected">
          We won&apos;t charge it anymore.
        </Alert>
      ) : (
        <>
          <p className="plain">
            Your PayPal wallet pays for purchases in Teamline. Once you disconnect it, we can&apos;t charge it anymore,
            and we&apos;ll let the account&apos;s owner know.
          </p>
          {disconnect.error && (
            <Alert type="error" header="Your PayPal wallet isn't disconnected">
              {disconnect.error.message}
            </Alert>
          )}
          <Button variant="primary" loading={disconnect.isPending} onClick={() => disconnect.mutate(token)}>
            Disconnect PayPal
          </Button>
        </>
      )}
    </MessagePage>
  );
}
