/** Billing > Statement: what moved the balance, newest first, and the statement of a month as a file (B13, B16). */
import { BillingPages } from "./BillingPages";
import { LedgerTable } from "./LedgerTable";

export function BillingStatement() {
  return (
    <BillingPages>
      <LedgerTable />
    </BillingPages>
  );
}
