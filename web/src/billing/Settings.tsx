/** Billing > Settings: automatic top-up, and what is printed on invoices (B7, B13). */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { AutoTopUp } from "./AutoTopUp";
import { BillingDetails } from "./BillingDetails";
import { BillingPages } from "./BillingPages";
import { useBilling } from "./queries";
import { useOwnsPayPal } from "./useOwnsPayPal";

export function BillingSettings() {
  const billing = useBilling();
  const ownsPayPal = useOwnsPayPal();
  return (
    <BillingPages>
      {billing.isPending && <Loading what={t`your billing`} />}
      {billing.error && (
        <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what={t`your billing`} />
      )}
      {billing.data && (
        <SpaceBetween size="l">
          <AutoTopUp billing={billing.data} ownsPayPal={ownsPayPal} />
          <BillingDetails mayEdit={ownsPayPal} />
        </SpaceBetween>
      )}
    </BillingPages>
  );
}
