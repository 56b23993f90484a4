/** What other screens may use of billing. */
export { AdminLimit } from "./approvals/AdminLimit";
export { type Approvable, useApprovals } from "./approvals/queries";
export { ConnectPayPal } from "./ConnectPayPal";
export { Leftover } from "./Leftover";
export { limitStartsAgain } from "./limitMonth";
export { PersonCredits } from "./PersonCredits";
export { PersonCharges } from "./plans/PersonCharges";
export { ChangePlan, type ChangeablePlan } from "./plans/ChangePlan";
export { PaymentProblem, QuotedAction } from "./QuotedAction";
export { QuoteTable } from "./QuoteTable";
export { RefundDialog } from "./RefundCredits";
export { SpendLimit } from "./SpendLimit";
export { type StoreSubscription, useStoreSubscriptions } from "./stores/queries";
export { type Charge, type Subscription, useSubscriptions, useUpcoming } from "./plans/queries";
export {
  type BillingState,
  type CreditsOfPerson,
  type Payment,
  useBilling,
  useCredits,
  useCreditsOf,
  usePayments,
} from "./queries";
export { useOwnsPayPal } from "./useOwnsPayPal";
