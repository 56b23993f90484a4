/** The button that leads to PayPal and back, wherever the person began (B1). */
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { ProblemAlert } from "../parts/ProblemAlert";
import { storeSetup } from "./paypalSetup";

interface Props {
  label: string;
  primary?: boolean;
  /** Where the person goes on once PayPal is connected. */
  back: string;
}

export function ConnectPayPal({ label, primary = false, back }: Props) {
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
        loadingText={t`Opening PayPal`}
        onClick={() => attach.mutate(label)}
      >
        {label}
      </Button>
    </SpaceBetween>
  );
}
