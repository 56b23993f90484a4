/** Billing > Overview: the balance, what pays, what is past due, and what app stores are paid. */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { Balance } from "./Balance";
import { BalanceChart } from "./BalanceChart";
import { BillingPages } from "./BillingPages";
import { PaymentMethod } from "./PaymentMethod";
import { PastDueAlert } from "./plans/PastDueAlert";
import { useSubscriptions } from "./plans/queries";
import { useBilling, useRecentLedger } from "./queries";
import { StoreSubscriptions } from "./stores/StoreSubscriptions";
import { useOwnsPayPal } from "./useOwnsPayPal";

export function Billing() {
  const billing = useBilling();
  const ownsPayPal = useOwnsPayPal();
  const plans = useSubscriptions(null);
  const ledger = useRecentLedger();
  const late = plans.data?.items.filter(({ status, store }) => status === "past_due" && !store) ?? [];
  const waits = billing.isPending || plans.isPending || ledger.isPending; // all at once: nothing moves later
  return (
    <BillingPages>
      {waits && <Loading what={t`your billing`} />}
      {billing.error && (
        <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what={t`your billing`} />
      )}
      {billing.data && !waits && (
        <SpaceBetween size="l">
          {late.length > 0 && <PastDueAlert plans={late} listed={false} />}
          <div className="cards">
            <Balance billing={billing.data} />
            <PaymentMethod billing={billing.data} ownsPayPal={ownsPayPal} />
          </div>
          <BalanceChart ledger={ledger} />
          <StoreSubscriptions />
        </SpaceBetween>
      )}
    </BillingPages>
  );
}
