/** Above which amount a purchase asks to confirm who buys; the owner of the PayPal account sets it (I12). */
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, unwrap } from "../api/client";
import { useApiMutation } from "../api/idempotency";
import { Amount } from "../parts/values";
import { AmountDialog } from "./AmountDialog";
import type { BillingState } from "./queries";

type Method = NonNullable<BillingState["payment_method"]>;

export function StepUpAmount({ method, ownsPayPal }: { method: Method; ownsPayPal: boolean }) {
  const [editing, setEditing] = useState(false);
  const queries = useQueryClient();
  const save = useApiMutation(
    (amount: string) =>
      unwrap(api.PATCH("/v1/billing/payment-method", { body: { step_up_above: { amount, currency: "USD" } } })),
    {
      onSuccess: () => {
        setEditing(false);
        void queries.invalidateQueries({ queryKey: ["billing"] });
      },
    },
  );
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box color="text-body-secondary">
        <Trans>
          We ask you to confirm it&apos;s you for purchases above <Amount of={method.step_up_above} />.
        </Trans>
      </Box>
      {ownsPayPal && (
        <Button variant="inline-link" ariaLabel={t`Change the amount`} onClick={() => setEditing(true)}>
          {t`Change`}
        </Button>
      )}
      {editing && (
        <AmountDialog
          title={t`Confirm large purchases`}
          label={t`Ask above this amount in USD`}
          constraint={t`Applies to you and your admins. Enter 10.00 or more.`}
          now={method.step_up_above.amount}
          field="step_up_above"
          save={save}
          onClose={() => setEditing(false)}
        />
      )}
    </SpaceBetween>
  );
}
