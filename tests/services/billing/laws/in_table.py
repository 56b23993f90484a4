"""Billing over the table: the same events as in the book, through the real consumer and use cases."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from contracts.billing import TeamOwes
from contracts.money import Money
from contracts.plan_events import HolderPlansDue
from contracts.teams import InvitationExpired, InvitationRevoked, InvitationSent, MemberJoined, MemberRemoved
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.http.request import Request
from kernel.problems import Problem
from services.billing.domain.hold import Closing
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.http.giving_schemas import NewAllocation
from services.billing.stores import holds, ledger, payments
from services.billing.stores.payment_methods import Method
from services.billing.use_cases.credits import (
    allocate_credits,
    collect_debt,
    reclaim_credits,
    reserve_invitation_credits,
)
from services.billing.use_cases.joining import set_payer_of_plans
from services.billing.use_cases.payments import finish_refund, record_payment_fact, refund_credits
from services.billing.use_cases.payments.store_intent import store_intent
from services.billing.use_cases.people import follow_people_events
from tests.events import http_event
from tests.services.billing import spending
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.stores_in_table import StoresInTable
from tests.services.billing.laws.world import TEAM, Charge, new_payment

_NO_LIMIT = 10**12  # of what may be given in a day, which the laws do not speak of
_METHOD = Method("acc_owner", "tok", "payer@example.com", "PAYER", "")


class InTable(StoresInTable):
    """Every change of money that billing makes."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        reserve = reserve_invitation_credits.reserve_invitation_credits
        self.consumer.on(InvitationSent)(partial(reserve, wallet_cap=_NO_LIMIT))
        self.consumer.on(InvitationRevoked)(reserve_invitation_credits.release_revoked_credits)
        self.consumer.on(InvitationExpired)(reserve_invitation_credits.release_expired_credits)
        self.consumer.on(MemberJoined)(partial(follow_people_events.member_joined, wallet_cap=_NO_LIMIT))
        self.consumer.on(MemberRemoved)(follow_people_events.member_removed)
        self.consumer.on(TeamOwes)(collect_debt.collect_debt)
        self._collected: set[str] = set()
        self._requested: dict[str, datetime] = {}  # when a text was asked for first, by its cause
        self.consumer.on(HolderPlansDue)(set_payer_of_plans.set_payer_of_plans)
        owner = MemberJoined(
            team_id=TEAM, account_id="acc_owner", role="owner", invitation_id=None, credits=0, revision=1
        )
        self._hear(owner, "e0")

    def begin_payment(self, payment_id: str, wallet: str, amount: int) -> None:
        work, payment = self._work(), new_payment(payment_id, wallet, amount)
        store_intent(work, payment, on_conflict=AssertionError(), wallet_cap=0, refuses=False)
        work.commit()

    def learn(self, payment_id: str, fact: Fact) -> None:
        record_payment_fact.record_payment_fact(self._work(), payment_id, fact)

    def sent(self, event: str, invitation: str, sending: int, amount: int, expires_at: datetime, now: datetime) -> None:
        said = InvitationSent(
            team_id=TEAM,
            team_name="",
            invitation_id=invitation,
            sending=sending,
            phone_number="+14155550100",
            email="",
            name=None,
            role="member",
            credits=amount,
            sealed_code="",
            expires_at=expires_at,
            invited_by="",
        )
        self._hear(said, event, now)

    def closed(self, event: str, invitation: str, closing: Closing, now: datetime) -> None:
        kind = InvitationRevoked if closing is Closing.REVOKED else InvitationExpired
        self._hear(kind(team_id=TEAM, invitation_id=invitation), event, now)

    def joined(self, event: str, invitation: str, account: str, amount: int, revision: int) -> None:
        said = MemberJoined(
            team_id=TEAM, account_id=account, role="member", invitation_id=invitation, credits=amount, revision=revision
        )
        self._hear(said, event)
        self._hear(HolderPlansDue(holder=account), f"{event}-plans")

    def left(self, event: str, account: str, revision: int) -> None:
        said = MemberRemoved(team_id=TEAM, account_id=account, reason="left", numbers="keep", revision=revision)
        self._hear(said, event)
        self._hear(HolderPlansDue(holder=account), f"{event}-plans")

    def back(self, event: str, account: str, revision: int, undoes: int) -> None:
        about = {"team_id": TEAM, "account_id": account, "role": "member", "invitation_id": None, "credits": 0}
        self._hear(MemberJoined.model_validate(about | {"revision": revision, "undoes": undoes}), event)
        self._hear(HolderPlansDue(holder=account), f"{event}-plans")

    def allocate(self, cause: str, account: str, amount: int) -> None:
        order = NewAllocation(amount=Money.of(amount))
        self._ask(
            lambda work: allocate_credits.allocate_credits(
                work,
                paypal=_no_paypal,
                user_id=account,
                order=order,
                allocation_id=_allocation(cause),
                wallet_cap=_NO_LIMIT,
                has_proof=True,
            )
        )

    def begin_shortfall(self, payment_id: str, account: str, amount: int) -> Charge:
        begun: list[Payment] = []

        def store(work: UnitOfWork) -> None:
            wanted = allocate_credits.load_allocation(work, account, amount, f"alc_{payment_id.removeprefix('pay_')}")
            if not wanted.short:
                raise Refused("nothing is charged")
            begun.append(allocate_credits.draft_shortfall(wanted, _METHOD, work.now, wanted.caller))
            store_intent(work, begun[0], on_conflict=AssertionError(), wallet_cap=_NO_LIMIT, team=wanted.team)

        self._ask(store)
        return begun[0].payment_id, begun[0].amount

    def take_back(self, cause: str, account: str, amount: int) -> None:
        self._ask(lambda work: reclaim_credits.reclaim_credits(work, user_id=account))

    def ask_back(self, payment_id: str, request_id: str, amount: int) -> None:
        self._ask(
            lambda work: refund_credits.refund_credits(
                work, payment_id=payment_id, wanted=amount, request_id=request_id
            )
        )

    def refused(self, payment_id: str, request_id: str) -> None:
        work, payment = self._work(), payments.find(self.table, payment_id)
        asked = payment.refund if payment else None
        if payment and asked and asked.is_open and asked.request_id == request_id:
            finish_refund.give_back(work, payment, asked, "REFUND_AMOUNT_EXCEEDED")
            work.commit()

    def spend(self, cause: str, account: str, amount: int) -> None:
        work = self._today()
        at = self._requested.setdefault(cause, work.now)
        self._ask(
            lambda work: spending.spend_credits(work, account_id=account, amount=amount, cause=cause, requested_at=at),
            work,
        )

    def pay_back(self, cause: str, account: str) -> None:
        at = self._requested.get(cause)
        self._ask(
            lambda work: spending.refund_credits(work, account_id=account, cause=cause, requested_at=at), self._today()
        )

    def credits_arrived(self) -> None:
        for _ in range(20):
            work = self._work()
            reserve_invitation_credits.fund_waiting_holds(work, team_id=TEAM, wallet_cap=_NO_LIMIT)
            if work.is_empty:
                return
            work.commit()
        raise AssertionError("it never comes to rest")

    def release_overdue(self, now: datetime) -> None:
        for hold in holds.list_overdue(self.table, now):
            work = UnitOfWork(self.table, RequestContext("acc_owner", now, "cor"))
            reserve_invitation_credits.release_overdue_hold(work, hold=hold)
            work.commit()

    def collect(self, *, slow: bool) -> None:
        """Collect the debts that were published since the last time."""
        while fresh := [it for it in self._published(TeamOwes) if it.id not in self._collected]:
            self._collected |= {it.id for it in fresh}
            for envelope in fresh:
                self._hear(TeamOwes.model_validate(envelope.data), envelope.id)

    def notify(self) -> None:
        """Leave alerts alone: they wait in the outbox."""

    def begin(self, method: str, *arguments: Any, then: Callable[[Any], None] = print) -> None:
        raise NotImplementedError("steps cross in the book")

    def finish(self, at: int) -> None:
        """Have nothing to commit: no step has begun."""

    def parts(self, wallet: str) -> dict[str, int]:
        return {part: amount for part, amount in ledger.find(self.table, wallet).parts.items() if amount}

    def _ask(self, use_case: Callable[[UnitOfWork], object], work: UnitOfWork | None = None) -> None:
        work = work or self._work()
        try:
            use_case(work)
            work.commit()
        except Problem as refusal:
            raise Refused(str(refusal)) from refusal


def _allocation(key: str) -> str:
    call = Request.of(http_event("POST /v1/x", caller="acc_owner", headers={"idempotency-key": key}))
    return call.derived_id("alc", "allocation")


def _no_paypal() -> None:
    raise Refused("PayPal would have to be asked")
