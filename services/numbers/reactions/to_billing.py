"""The reactions of numbers to the events of billing."""

from contracts.approvals import AdminSpendingChanged
from contracts.billing import PaymentMethodChanged, WalletApprovalUsed
from contracts.plan_events import (
    BillingDaySet,
    PlanActivated,
    PlanCancelled,
    PlanChanged,
    PlanEnded,
    PlanPastDue,
    PlanRefused,
    PlanRenewed,
    PlanResumed,
)
from contracts.store_subscriptions import StoreSubscriptionChanged
from kernel.bus.reactions import Reactions
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.use_cases.numbers import follow_plan_events
from services.numbers.use_cases.people import follow_account_events

reactions = Reactions()

reactions.on(PaymentMethodChanged)(follow_account_events.payment_method_changed)
reactions.on(WalletApprovalUsed)(follow_account_events.wallet_approval_used)
reactions.on(AdminSpendingChanged)(follow_account_events.admin_spending_changed)
reactions.on(BillingDaySet)(follow_account_events.billing_day_set)
reactions.on(PlanActivated)(follow_plan_events.order_or_restore_number)
reactions.on(PlanRefused)(follow_plan_events.fail_or_reserve_number)
reactions.on(PlanRenewed)(follow_plan_events.renew_number)
reactions.on(PlanPastDue)(follow_plan_events.suspend_number)
reactions.on(PlanCancelled)(follow_plan_events.update_plan)
reactions.on(PlanResumed)(follow_plan_events.update_plan)
reactions.on(PlanChanged)(follow_plan_events.update_plan)
reactions.on(PlanEnded)(follow_plan_events.reserve_number)


@reactions.on(StoreSubscriptionChanged)
def store_subscription_changed(work: UnitOfWork, event: StoreSubscriptionChanged) -> None:
    """Know what an account pays for in an app store."""
    from services.numbers.use_cases.people.follow_store_subscriptions import store_subscription_changed as follow

    follow(work, event)
