/** The wallet, the balance, the payments, and the books that anybody can check. */
import SpaceBetween from "@cloudscape-design/components/space-between";

import { useTeam } from "../api/team";
import { Loading } from "../parts/Loading";
import { LoadError } from "../parts/ProblemAlert";
import { AutoTopUp } from "./AutoTopUp";
import { Balance } from "./Balance";
import { BillingPages } from "./BillingPages";
import { LedgerTable } from "./LedgerTable";
import { PaymentMethod } from "./PaymentMethod";
import { PaymentsTable } from "./PaymentsTable";
import { useBilling } from "./queries";

export function Billing() {
  const billing = useBilling();
  const { team, isOwner } = useTeam();
  const ownsWallet = !team || isOwner || billing.data?.payer === "self";
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
            <PaymentMethod billing={billing.data} ownsWallet={ownsWallet} />
          </div>
          <AutoTopUp billing={billing.data} ownsWallet={ownsWallet} />
          <PaymentsTable />
          <LedgerTable />
        </SpaceBetween>
      )}
    </BillingPages>
  );
}
