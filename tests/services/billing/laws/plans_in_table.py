"""Billing's number plans over the table: what the book does with them, through use cases, stores and the outbox."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from unittest.mock import patch

from contracts.billing import CreditRefundDue
from contracts.event import Envelope, Event
from contracts.numbers import NumberOrderFailed
from contracts.plan_events import PlanRefundDue
from kernel.bus.consumer import Consumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.plan import Subscription
from services.billing.stores import payments, plan_lines, plans
from services.billing.use_cases.plans.save_plan import save_plan
from services.billing.use_cases.renewals.end_failed_order import end_failed_order
from tests.events import enveloped
from tests.moto_tables import events_in
from tests.services.billing.laws.plans_in_book import asked, due_with, intent_of, is_past_due, may_open
from tests.services.billing.laws.world import BEGINNING, Charge


class PlansInTable:
    """What happens to plans."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.consumer = Consumer("billing", lambda: table)
        self.consumer.on(NumberOrderFailed)(partial(end_failed_order, products={}))
        self._seen: set[str] = set()
        self.charges = 0

    def create_plan(self, plan: Subscription) -> None:
        self.table.commit(plans.save(replace(plan, version=1)))

    def charge_first(self, subscription_id: str) -> Charge | None:
        plan = self._plan(subscription_id)
        return self._charged([plan]) if may_open(plan) else None

    def plan_due(self, subscription_id: str) -> Charge | None:
        plan = self._plan(subscription_id)
        if plan.due_at is None or plan.in_flight or plan.paid_in_store:
            return None
        if plan.cancelled:
            self._tell((plan, plan.end(plan.paid_through)))
            return None
        return self._charged(due_with(plan, plans.list_running(self.table, plan.pays_later)))

    def try_now(self, subscription_id: str) -> Charge | None:
        plan = self._plan(subscription_id)
        return self._charged([plan], early=True) if is_past_due(plan) else None

    def plan_asked(self, subscription_id: str, what: str) -> None:
        plan = self._plan(subscription_id)
        if plan.runs and asked(plan, what) != plan:
            self._tell((plan, asked(plan, what)))

    def order_failed(self, event: str, subscription_id: str) -> None:
        said = NumberOrderFailed(
            number_id=subscription_id,
            phone_number="+14155551000",
            holder="",
            subscription_id=subscription_id,
            reason="failed",
        )
        self._hear(said, event)

    def refunds_due(self) -> list[tuple[str, str, int]]:
        fresh = [it for it in self._published(CreditRefundDue, PlanRefundDue) if it.id not in self._seen]
        self._seen |= {it.id for it in fresh}
        found = [payments.find(self.table, it.data["payment_id"]) for it in sorted(fresh, key=lambda it: it.id)]
        return [(it.payment_id, it.refund_id, it.refundable) for it in found if it and it.refundable]

    def _charged(self, due: list[Subscription], *, early: bool = False) -> Charge:
        self.charges += 1
        payment, lines = intent_of(due, f"{due[0].subscription_id}-{self.charges}", early=early)
        self.table.commit([payments.create(payment, on_conflict=AssertionError()), *map(plan_lines.create, lines)])
        self._tell(*((plan, plan.start_charge(payment.payment_id)) for plan in due))
        return payment.payment_id, payment.amount

    def _tell(self, *changes: tuple[Subscription, Subscription]) -> None:
        work = self._work()
        for before, after in changes:
            save_plan(work, before, after)
        work.commit()

    def _plan(self, subscription_id: str) -> Subscription:
        plan = plans.find(self.table, subscription_id)
        assert plan is not None
        return plan

    def _published(self, *kinds: type[Event]) -> list[Envelope]:
        names = {kind.__name__ for kind in kinds}
        return [envelope for envelope in events_in(self.table.name) if envelope.type in names]

    def _hear(self, event: Event, event_id: str, now: datetime = BEGINNING) -> None:
        """Handle an event at the story's own time."""
        with patch("kernel.clock.now", lambda: now):
            self.consumer.receive(enveloped(event, event_id=event_id))

    def _work(self) -> UnitOfWork:
        return UnitOfWork(self.table, RequestContext("acc_owner", BEGINNING, "cor"))
