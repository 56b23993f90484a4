"""Billing over the book: each event, decided by the product's rules and written under its conditions."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from contracts.months import month_of
from services.billing.domain import hold as holds
from services.billing.domain.alert import Alert, ceiling, is_worse, level_of
from services.billing.domain.credit_refund import drop_refund, is_refundable, most_refundable, start_refund
from services.billing.domain.ended_stay import EndedStay
from services.billing.domain.going import come_back, ends_stay, leave
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, transfer
from services.billing.domain.parts import team_part
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.domain.person import Person
from services.billing.domain.plan import Subscription
from services.billing.domain.plan_line import LineStatus, PlanLine, decide_line
from tests.services.billing.laws.book import Entry, Refused
from tests.services.billing.laws.plans_in_book import next_of
from tests.services.billing.laws.stores_in_book import StoresInBook
from tests.services.billing.laws.world import BEGINNING, TEAM, new_payment

ASKED = (
    "allocate",
    "begin_shortfall",
    "take_back",
    "spend",
    "ask_back",
    "plan_asked",
)  # by a person, who may be refused


@dataclass(frozen=True)
class Begun:
    """A step that has read and decided; `then` follows with its result once it is written."""

    entries: Sequence[Entry]
    method: str
    arguments: tuple[Any, ...]
    result: Any
    then: Callable[[Any], None]


@dataclass
class InBook(StoresInBook):
    """Every change of money that billing makes."""

    begun: list[Begun] = field(default_factory=list)

    def begin_payment(self, payment_id: str, wallet: str, amount: int) -> None:
        """Store the intent, before PayPal is asked."""
        payment = new_payment(payment_id, wallet, amount)
        if payment.limited:
            self.book.admin = self.book.admin.spend(amount, month_of(BEGINNING))
        self.book.commit(payment=payment)

    def learn(self, payment_id: str, fact: Fact) -> None:
        """Record a fact of a payment, from an answer, a webhook, a scheduled question or reconciliation."""
        payment = self.book.payments[payment_id]
        learned = payment.with_fact(fact)
        if learned == payment:
            return
        after, journal = learned.settle(self.book.wallet(payment.wallet), fact)
        if not payment.plans:
            used = after.used - payment.used if after.limited else 0
            passed_on, member = self.pass_on(payment, after, journal)
            self.book.commit(journal, passed_on, payment=after, used=used, still_on=member)
            return
        self._settle_plans(journal, payment, after)

    def _settle_plans(self, journal: Journal | None, before: Payment, after: Payment) -> None:
        """Decide every line of the payment, and what goes back of it."""
        known = [line for line in self.book.lines.values() if line.payment_id == after.payment_id]
        decided = [(line, *decide_line(line, self._plan_of(line), after, BEGINNING)) for line in known]
        back = [line for line, now, _ in decided if now.status is LineStatus.GOES_BACK and now != line]
        after = replace(after, unearned=after.unearned + sum(line.amount for line in back))
        changed = [(plan, self._plan_of(line)) for line, _, plan in decided if plan != self._plan_of(line)]
        plans, lines = [next_of(plan, old) for plan, old in changed], [line for _, line, _ in decided]
        is_due = after.refundable and after.refundable != before.refundable
        self.book.commit(journal, payment=after, plans=plans, lines=lines, refund=after.payment_id if is_due else None)

    def _plan_of(self, line: PlanLine) -> Subscription:
        return self.book.plans[line.subscription_id]

    def sent(self, event: str, invitation: str, sending: int, amount: int, expires_at: datetime, now: datetime) -> None:
        """Handle that an invitation was sent."""
        hold = self.book.holds.get(invitation)
        decision = holds.reserve(hold, invitation, sending, amount, expires_at, self.book.wallet(TEAM), now)
        self._decided(event, decision)

    def closed(self, event: str, invitation: str, closing: holds.Closing, now: datetime) -> None:
        """Handle that an invitation was revoked or has expired."""
        hold = self.book.holds.get(invitation)
        if closing is holds.Closing.REVOKED:
            self._decided(event, holds.call_off(hold, invitation, self.book.wallet(TEAM), now))
        elif hold:
            self._decided(event, holds.expire(hold, self.book.wallet(TEAM), now))

    def joined(self, event: str, invitation: str, account: str, amount: int, revision: int) -> None:
        """Add a member; if they have left already, what was promised stays with the team."""
        if event in self.book.handled:
            return
        before = self.book.person(account)
        person = replace(before, stay=max(revision, before.stay)).joined(TEAM, "member", revision)
        if before.stay and revision > before.stay:
            self._end_stay(f"rejoined:{event}", account)
        hold, team = self.book.holds.get(invitation), self.book.wallet(TEAM)
        decision = holds.redeem(hold, invitation, account, amount, team, BEGINNING)
        if not person.is_on(TEAM) or revision < before.stay:
            decision = holds.call_off(hold, invitation, team, BEGINNING)
        self._decided(None, decision)
        if person.is_on(TEAM):
            self.paid_by(account, TEAM)
        self._record(event, person)

    def left(self, event: str, account: str, revision: int) -> None:
        """Remove a member: what the team gave and they have not spent returns."""
        if event in self.book.handled:
            return
        before = self.book.person(account)
        gone, ended = before.left(revision), EndedStay(TEAM, revision, BEGINNING)
        if ends_stay(TEAM, revision, before, gone):
            ended = replace(ended, returned=self.book.wallet(account).part(team_part(TEAM)))
            self._end_stay(f"left:{event}", account)
        person = leave(ended, before, gone)
        if not person.is_on(TEAM):
            self.paid_by(account, account)
        self._record(event, person)

    def back(self, event: str, account: str, revision: int, undoes: int) -> None:
        """Undo a removal: what returned is given back, as far as the team has it."""
        if event in self.book.handled:
            return
        before = self.book.person(account)
        joined = before.joined(TEAM, "member", revision)
        person, ended = come_back(TEAM, revision, undoes, before, joined, BEGINNING)
        if ended and ended.returned:
            team = self.book.wallet(TEAM)
            amount = min(ended.returned, max(0, team.available))
            part = LedgerAccount(account, team_part(TEAM))
            journal = transfer(f"undone:{event}", Kind.ALLOCATION, team.main, part, amount) if amount else None
            self.book.commit(journal, missing=(account, ended.returned - amount))
        if person.stay > before.stay and person.is_on(TEAM):
            self.paid_by(account, TEAM)
        self._record(event, person)

    def _end_stay(self, cause: str, account: str) -> None:
        """Return to the team what it gave for a stay that is over, and call off its promises."""
        part = team_part(TEAM)
        amount = self.book.wallet(account).part(part)
        if amount:
            lines = (Line(LedgerAccount(account, part), -amount), *self.book.wallet(TEAM).receive(amount))
            self.book.commit(Journal(cause, Kind.RETURNED, lines))
        for hold in [it for it in self.book.holds.values() if it.missing and it.beneficiary == account]:
            self._decided(None, holds.call_off(hold, hold.hold_id, self.book.wallet(TEAM), BEGINNING))

    def allocate(self, cause: str, account: str, amount: int) -> None:
        """Give credits of the team to a member."""
        if not self.book.person(account).is_on(TEAM):
            raise Refused("not on the team")
        main = self.book.wallet(TEAM).main
        self.book.commit(
            transfer(f"allocation:{cause}", Kind.ALLOCATION, main, LedgerAccount(account, team_part(TEAM)), amount),
            still_on=account,
        )

    def take_back(self, cause: str, account: str, amount: int) -> None:
        """Take back what is unspent of the team's."""
        lines = (Line(LedgerAccount(account, team_part(TEAM)), -amount), *self.book.wallet(TEAM).receive(amount))
        self.book.commit(Journal(f"taken_back:{cause}", Kind.TAKEN_BACK, lines))

    def ask_back(self, payment_id: str, request_id: str, amount: int) -> None:
        """Hold what the team's owner asks to have refunded."""
        payment = self.book.payments[payment_id]
        wallet = self.book.wallet(payment.wallet)
        if payment.wallet != TEAM or payment.refunding or not is_refundable(_completed(payment), BEGINNING):
            raise Refused("not refundable")
        if amount > most_refundable(payment, wallet):
            raise Refused("too much")
        after, journal = start_refund(payment, wallet, request_id, amount, BEGINNING)
        self.book.commit(journal, payment=after, refund=payment_id)

    def refused(self, payment_id: str, request_id: str) -> None:
        """Free what was held for a refund that PayPal refuses."""
        payment = self.book.payments[payment_id]
        asked = payment.refund
        if asked and asked.is_open and asked.request_id == request_id:
            after, journal = drop_refund(payment, asked, self.book.wallet(payment.wallet))
            self.book.commit(journal, payment=after)

    def credits_arrived(self) -> None:
        """Fund the unfunded holds, oldest first, while there is money."""
        waiting = [it for it in self.book.holds.values() if it.wallet == TEAM and it.missing]
        for hold in sorted(waiting, key=lambda it: (it.created_at, it.hold_id)):
            if hold.beneficiary and not self.book.person(hold.beneficiary).is_on(TEAM):
                self._decided(None, holds.call_off(hold, hold.hold_id, self.book.wallet(TEAM), BEGINNING))
                continue
            decision = holds.fund(hold, self.book.wallet(TEAM))
            if decision is None:
                return
            self._decided(None, decision, still_on=hold.beneficiary)

    def collect(self, *, slow: bool) -> None:
        """React to a debt that was published."""
        if self.book.debts:
            self.book.debts.pop(0)
            (self.begin if slow else self._again)("collect_debt")

    def collect_debt(self) -> None:
        """Repay what the team owes with what it holds, then with what it gave, the newest first."""
        held = [hold for hold in self.book.holds.values() if hold.held]
        for hold in sorted(held, key=lambda it: (it.created_at, it.hold_id), reverse=True):
            self._decided(None, holds.unfund(hold, self.book.wallet(TEAM)))
        for account in self._newest_gifts():
            team, part = self.book.wallet(TEAM), team_part(TEAM)
            amount = min(team.owed, self.book.wallet(account).part(part))
            if amount:
                lines = (Line(LedgerAccount(account, part), -amount), *team.receive(amount))
                self.book.commit(Journal(f"taken_back:{len(self.book.journals)}", Kind.TAKEN_BACK, lines))

    def _newest_gifts(self) -> list[str]:
        """Return who was given credits, newest gift first; in a story what an invitation settles is older."""
        gifts = [it for it in self.book.journals.values() if it.kind in (Kind.ALLOCATION, Kind.SETTLED)]
        settled = sorted((it for it in gifts if it.kind is Kind.SETTLED), key=lambda it: it.key)
        ordered = [*settled, *(it for it in gifts if it.kind is Kind.ALLOCATION)]
        lines = [line for it in reversed(ordered) for line in it.lines if line.account.part == team_part(TEAM)]
        return list(dict.fromkeys(line.account.wallet for line in lines))

    def release_overdue(self, now: datetime) -> None:
        """Release the holds of invitations that have expired, as the hourly job does."""
        for hold in [it for it in self.book.holds.values() if it.is_open and it.expires_at <= now]:
            self._decided(None, holds.expire(hold, self.book.wallet(TEAM), now))

    def notify(self) -> None:
        """Look at the wallet that fell first, and note the alert that its holder gets."""
        if self.book.falls:
            wallet = self.book.wallet(self.book.falls.pop(0))
            level = level_of(wallet, wallet.left)
            if is_worse(level, wallet.alert):
                self.book.judge(wallet.name, Alert(wallet.alert, level, wallet.low_at, below=ceiling(wallet, level)))

    def parts(self, wallet: str) -> dict[str, int]:
        """Return what is in a wallet, without the parts that are empty."""
        return {part: amount for part, amount in self.book.wallets.get(wallet, {}).items() if amount}

    def begin(self, method: str, *arguments: Any, then: Callable[[Any], None] = lambda result: None) -> None:
        """Read and decide, and commit only at `finish`. Raises Refused for what is refused at once."""
        real = self.book
        self.book = real.copy()
        try:
            result = getattr(self, method)(*arguments)
            self.begun.append(Begun(self.book.written, method, arguments, result, then))
        finally:
            self.book = real

    def finish(self, at: int) -> None:
        """Commit one of the steps that have begun; if what it read has changed, it decides again, as in the product."""
        if self.begun:
            step = self.begun.pop(at % len(self.begun))
            result = step.result
            try:
                self.book.write(step.entries)
            except Refused:
                result = self._again(step.method, *step.arguments)
            step.then(result)

    def _again(self, method: str, *arguments: Any) -> Any:
        with suppress(Refused) if method in ASKED else nullcontext():
            return getattr(self, method)(*arguments)  # an event that is refused again and again would be lost

    def _decided(self, event: str | None, decision: holds.Decision | None, still_on: str | None = None) -> None:
        if decision and event not in self.book.handled:
            hold, journal = decision
            self.book.commit(journal, hold=hold, once=event, still_on=still_on)

    def _record(self, event: str, person: Person) -> None:
        before = self.book.person(person.account_id)
        self.book.commit(person=replace(person, version=before.version + 1), once=event)


def _completed(payment: Payment) -> Payment:
    """Return the payment with the instant of its completion, which the book does not know."""
    return replace(payment, completed_at=BEGINNING)
