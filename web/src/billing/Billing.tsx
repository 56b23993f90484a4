/** The balance, the payment method, the payments and the statement. */
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { AutoTopUp } from "./AutoTopUp";
import { Balance } from "./Balance";
import { BillingDetails } from "./BillingDetails";
import { BillingPages } from "./BillingPages";
import { InvoicesTable } from "./InvoicesTable";
import { LedgerTable } from "./LedgerTable";
import { PaymentMethod } from "./PaymentMethod";
import { PaymentsTable } from "./PaymentsTable";
import { useBilling } from "./queries";
import { StoreSubscriptions } from "./stores/StoreSubscriptions";

export function Billing() {
  const billing = useBilling();
  const { team, isOwner } = useTeam();
  const ownsPayPal = !team || isOwner || billing.data?.payer === "self";
  return (
    <BillingPages>
      {billing.isPending && <Loading what="your billing" />}
      {billing.error && (
        <LoadError problem={billing.error} onRetry={() => void billing.refetch()} what="your billing" />
      )}
      {billing.data && (
        <SpaceBetween size="l">
          <div className="cards">
            <Balance billing={billing.data} />
            <PaymentMethod billing={billing.data} ownsPayPal={ownsPayPal} />
          </div>
          <StoreSubscriptions />
          <AutoTopUp billing={billing.data} ownsPayPal={ownsPayPal} />
          <PaymentsTable mayRefund={ownsPayPal} />
          <BillingDetails mayEdit={ownsPayPal} />
          <InvoicesTable />
          <LedgerTable />
        </SpaceBetween>
      )}
    </BillingPages>
  );
}
