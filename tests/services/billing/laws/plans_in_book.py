"""Billing's number plans over the book: opened, charged, retried, canceled, changed, and refunded."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from services.billing.domain.payment import Payment
from services.billing.domain.plan import ORDER_FAILED, PlanStatus, Subscription
from services.billing.domain.plan_line import PlanLine, draw_line, fail_order
from services.billing.domain.time_left import free_from
from tests.services.billing.laws.book import Book
from tests.services.billing.laws.world import BEGINNING, Charge


@dataclass
class PlansInBook:
    """What happens to plans."""

    book: Book = field(default_factory=Book)
    charges: int = 0  # how many were begun: each has an id of its own, as in the product

    def create_plan(self, plan: Subscription) -> None:
        """Create the plan of an ordered number."""
        self.book.commit(plans=[replace(plan, version=1)])

    def charge_first(self, subscription_id: str) -> Charge | None:
        """Charge a plan's first period, unless that has begun."""
        plan = self.book.plans[subscription_id]
        return self._charged([plan]) if may_open(plan) else None

    def plan_due(self, subscription_id: str) -> Charge | None:
        """Charge a due plan with the others of its payer, or end it; do nothing while a charge is in flight."""
        plan = self.book.plans[subscription_id]
        if plan.due_at is None or plan.in_flight or plan.paid_in_store:
            return None
        if plan.cancelled:
            self.book.commit(plans=[next_of(plan.end(plan.paid_through), plan)])
            return None
        return self._charged(due_with(plan, self.book.plans.values()))

    def try_now(self, subscription_id: str) -> Charge | None:
        """Charge what is past due outside its schedule, after a wallet was attached."""
        plan = self.book.plans[subscription_id]
        return self._charged([plan], early=True) if is_past_due(plan) else None

    def plan_asked(self, subscription_id: str, what: str) -> None:
        """Apply a request of the payer or the holder to a running plan."""
        plan = self.book.plans[subscription_id]
        after = asked(plan, what)
        if plan.runs and after != plan:
            self.book.commit(plans=[next_of(after, plan)])

    def order_failed(self, event: str, subscription_id: str) -> None:
        """End the plan of a number that the carrier does not provide."""
        plan = self.book.plans[subscription_id]
        if not plan.runs or event in self.book.handled:
            return
        line, over = None, plan.end(BEGINNING, ORDER_FAILED)
        after, payment = None, self.book.payments.get(plan.paid_by)
        if payment:
            line, over = fail_order(self.book.lines[plan.paid_by, subscription_id], plan, BEGINNING)
            after = replace(payment, unearned=payment.unearned + line.amount, version=payment.version + 1)
        it = self.book.stores.get(plan.store_subscription_id)
        is_bound = it is not None and it.plan == subscription_id
        freed = replace(free_from(it, over, BEGINNING), version=it.version + 1) if it and is_bound else None
        about = {"payment": after, "lines": [line] if line else [], "refund": plan.paid_by or None}
        self.book.commit(plans=[next_of(over, plan)], store=freed, once=event, **about)

    def paid_by(self, account: str, payer: str) -> None:
        """Change the payer of a holder's plans from the next renewal on (B10)."""
        for plan in [it for it in self.book.plans.values() if it.holder == account and it.due_at]:
            after = plan.with_payer(payer)
            if after != plan:
                self.book.commit(plans=[next_of(after, plan)])

    def refunds_due(self) -> list[tuple[str, str, int]]:
        """Return what must be refunded by now: of which payment, under which request id, and how much."""
        found = [self.book.payments[payment_id] for payment_id in self.book.refunds]
        self.book.refunds.clear()
        return [(it.payment_id, it.refund_id, it.refundable) for it in found if it.refundable]

    def _charged(self, due: list[Subscription], *, early: bool = False) -> Charge:
        self.charges += 1
        payment, lines = intent_of(due, f"{due[0].subscription_id}-{self.charges}", early=early)
        after = [next_of(plan.start_charge(payment.payment_id), plan) for plan in due]
        self.book.commit(payment=payment, plans=after, lines=lines)
        return payment.payment_id, payment.amount


def due_with(plan: Subscription, known: Iterable[Subscription]) -> list[Subscription]:
    """Return a due plan and the plans that its payer is charged for together with it."""
    others = [it for it in known if it.may_be_charged and it.pays_later == plan.pays_later and it != plan]
    return [plan, *(others if plan.runs else [])]


def may_open(plan: Subscription) -> bool:
    """Return whether a plan's first period is to be charged."""
    return plan.status is PlanStatus.OPENING and not plan.in_flight


def is_past_due(plan: Subscription) -> bool:
    """Return whether a plan is charged once its payer has a wallet again."""
    return plan.status is PlanStatus.PAST_DUE and plan.may_be_charged


def intent_of(due: list[Subscription], payment_id: str, *, early: bool) -> tuple[Payment, list[PlanLine]]:
    """Return the payment of these plans' next periods, before PayPal is asked, and its lines."""
    lines = [draw_line(plan, payment_id, early=early) for plan in due]
    payment = Payment(
        payment_id,
        due[0].payer,
        "acc_owner",
        sum(line.amount for line in lines),
        "plan",
        "renewal",
        "tok",
        BEGINNING,
        "acc_owner",
        plans=len(lines),
    )
    return payment, lines


def asked(plan: Subscription, what: str) -> Subscription:
    """Return the plan as it was requested."""
    if plan.paid_in_store:
        return plan  # refused: it is managed in its store
    match what:
        case "cancel":
            return plan.cancel()
        case "lapse":
            return plan.lapse() if not plan.cancelled else plan
        case "resume":
            return plan.resume()
        case _:
            return plan.change_to(what)


def next_of(after: Subscription, before: Subscription) -> Subscription:
    """Return the plan as its next version."""
    return replace(after, version=before.version + 1)
