"""Billing's number plans over the book: opened, charged, retried, canceled, changed, and refunded."""

from dataclasses import dataclass, field, replace

from services.billing.domain.payment import Payment
from services.billing.domain.plan import ORDER_FAILED, Subscription
from tests.services.billing.laws.book import Book
from tests.services.billing.laws.world import BEGINNING, Charge


@dataclass
class PlansInBook:
    """What happens to plans."""

    book: Book = field(default_factory=Book)

    def open_plan(self, plan: Subscription) -> Charge | None:
        """Open the plan of an ordered number and charge its first period."""
        self.book.commit(plan=replace(plan, version=1))
        return self._charged(self.book.plans[plan.subscription_id])

    def plan_due(self, subscription_id: str) -> Charge | None:
        """Charge the plan when it is due, or end it; do nothing while a charge is in flight."""
        plan = self.book.plans[subscription_id]
        if plan.due_at is None or plan.in_flight:
            return None
        if plan.cancelled:
            self.book.commit(plan=next_of(plan, plan.end(plan.paid_through)))
            return None
        return self._charged(plan)

    def try_now(self, subscription_id: str) -> Charge | None:
        """Charge what is past due outside its schedule, after a wallet was attached."""
        plan = self.book.plans[subscription_id]
        return self._charged(plan, early=True) if plan.may_be_tried else None

    def plan_asked(self, subscription_id: str, what: str) -> None:
        """Apply a request of the payer or the holder to a running plan."""
        plan = self.book.plans[subscription_id]
        if plan.runs:
            self.book.commit(plan=next_of(plan, asked(plan, what)))

    def order_failed(self, event: str, subscription_id: str) -> None:
        """End the plan of a number that the carrier does not provide."""
        plan = self.book.plans[subscription_id]
        if plan.runs and event not in self.book.handled:
            self.book.commit(plan=next_of(plan, plan.end(BEGINNING, ORDER_FAILED)), once=event, refund=plan.paid_by)

    def paid_by(self, account: str, payer: str) -> None:
        """Change the payer of a holder's plans from the next renewal on (B10)."""
        for plan in [it for it in self.book.plans.values() if it.holder == account and it.due_at]:
            self.book.commit(plan=next_of(plan, replace(plan, payer=payer)))

    def refunds_due(self) -> list[tuple[str, str, int]]:
        """Return what must be refunded by now: of which payment, under which request id, and how much."""
        found = [self.book.payments[payment_id] for payment_id in self.book.refunds]
        self.book.refunds.clear()
        return [(it.payment_id, it.refund_id, it.due) for it in found if it.due]

    def _charged(self, plan: Subscription, *, early: bool = False) -> Charge:
        after = plan.start_charge(early=early)
        payment = intent_of(plan, after)
        self.book.commit(payment=payment, plan=next_of(plan, after))
        return payment.payment_id, payment.amount


def intent_of(plan: Subscription, after: Subscription) -> Payment:
    """Return the payment of a plan's next period, before PayPal is asked."""
    return Payment(
        after.in_flight,
        plan.payer,
        "acc_owner",
        plan.renews_as.price,
        "plan",
        "renewal",
        "tok",
        BEGINNING,
        "acc_owner",
        for_plan=plan.subscription_id,
        plan_id=after.charging,
    )


def asked(plan: Subscription, what: str) -> Subscription:
    """Return the plan as it was requested."""
    match what:
        case "cancel":
            return plan.cancel()
        case "lapse":
            return plan.lapse() if not plan.cancelled else plan
        case "resume":
            return plan.resume()
        case _:
            return plan.change_to(what)


def next_of(plan: Subscription, after: Subscription) -> Subscription | None:
    """Return the plan as its next version, or None if there is nothing to write."""
    return replace(after, version=plan.version + 1) if after != plan else None
