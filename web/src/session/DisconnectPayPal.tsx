/** The page that the link in the mail to a payer opens. Opening it changes nothing: the payer presses the button. */
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { t } from "@lingui/core/macro";
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
    <MessagePage title={t`Disconnect PayPal`}>
      {disconnect.isSuccess ? (
        <Alert type="success" header={t`Your PayPal wallet is disconnected`}>{t`We won't charge it anymore.`}</Alert>
      ) : (
        <>
          <p className="plain">{t`Your PayPal wallet pays for purchases in Teamline. Once you disconnect it, we can't charge it anymore, and we'll let the account's owner know.`}</p>
          {disconnect.error && (
            <Alert type="error" header={t`Your PayPal wallet isn't disconnected`}>
              {disconnect.error.message}
            </Alert>
          )}
          <Button variant="primary" loading={disconnect.isPending} onClick={() => disconnect.mutate(token)}>
            {t`Disconnect PayPal`}
          </Button>
        </>
      )}
    </MessagePage>
  );
}
