/** Billing > Payments: what PayPal was charged, and the invoices of it (B5, B13). */
import SpaceBetween from "@cloudscape-design/components/space-between";
import { t } from "@lingui/core/macro";

import { BillingPages } from "./BillingPages";
import { Loading } from "../parts/Loading";
import { useInvoices } from "./invoices";
import { InvoicesTable } from "./InvoicesTable";
import { PaymentsTable } from "./PaymentsTable";
import { usePayments } from "./queries";
import { useOwnsPayPal } from "./useOwnsPayPal";

export function BillingPayments() {
  const ownsPayPal = useOwnsPayPal();
  const waits = [usePayments(null), useInvoices(null)].some(({ isPending }) => isPending); // then both appear at once
  return (
    <BillingPages>
      {waits ? (
        <Loading what={t`payments`} />
      ) : (
        <SpaceBetween size="l">
          <PaymentsTable mayRefund={ownsPayPal} />
          <InvoicesTable />
        </SpaceBetween>
      )}
    </BillingPages>
  );
}
