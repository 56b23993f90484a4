"""Billing over the book: each event, decided by the product's rules and written under its conditions."""

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.months import month_of
from services.billing.domain import hold as holds
from services.billing.domain import spending
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, team_part, transfer
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import Fact
from services.billing.domain.plan import Subscription
from services.billing.domain.plan_line import LineStatus, PlanLine, decide_line
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.plans_in_book import PlansInBook, next_of
from tests.services.billing.laws.world import BEGINNING, TEAM, new_payment


@dataclass
class InBook(PlansInBook):
    """Every change of money that billing makes."""

    def begin_payment(self, payment_id: str, wallet: str, amount: int) -> None:
        """Store the intent, before PayPal is asked."""
        payment = new_payment(payment_id, wallet, amount)
        self.book.commit(payment=payment)
        if payment.limited:
            self.book.admin = self.book.admin.spend(amount, month_of(BEGINNING))

    def learn(self, payment_id: str, fact: Fact) -> None:
        """Record a fact of a payment, from an answer, a webhook, a scheduled question or reconciliation."""
        payment = self.book.payments[payment_id]
        learned = payment.with_fact(fact)
        if learned == payment:
            return
        after, journal = learned.settle(self.book.wallet(payment.wallet), fact)
        if not payment.plans:
            self.book.commit(journal, payment=after)
            if after.limited:
                self.book.admin = self.book.admin.correct(after.used - payment.used, month_of(BEGINNING))
            return
        self._settle_plans(journal, payment, after)

    def _settle_plans(self, journal: Journal | None, before: Payment, after: Payment) -> None:
        """Decide every line of the payment, and what goes back of it."""
        known = self.book.lines[after.payment_id].values()
        decided = [(line, *decide_line(line, self._plan_of(line), after, BEGINNING)) for line in known]
        back = [line for line, now, _ in decided if now.status is LineStatus.GOES_BACK and now != line]
        after = replace(after, unearned=after.unearned + sum(line.amount for line in back))
        changed = [(plan, self._plan_of(line)) for line, _, plan in decided if plan != self._plan_of(line)]
        plans = [next_of(plan, old) for plan, old in changed]
        self.book.commit(journal, payment=after, plans=plans, lines=[line for _, line, _ in decided])
        if after.refundable and after.refundable != before.refundable:
            self.book.refunds.append(after.payment_id)

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
        person = self.book.person(account).joined(TEAM, "member", revision)
        hold, team = self.book.holds.get(invitation), self.book.wallet(TEAM)
        decision = holds.redeem(hold, invitation, account, amount, team, BEGINNING)
        if not person.is_on(TEAM):
            decision = holds.call_off(hold, invitation, team, BEGINNING)
        self._decided(event, decision)
        if person.is_on(TEAM):
            self.paid_by(account, TEAM)
        self.book.people[account] = replace(person, version=person.version + 1)
        self.book.handled.add(event)

    def left(self, event: str, account: str, revision: int) -> None:
        """Remove a member: what the team gave and they have not spent returns."""
        if event in self.book.handled:
            return
        part = team_part(TEAM)
        amount = self.book.wallet(account).part(part)
        if amount:
            lines = (Line(LedgerAccount(account, part), -amount), *self.book.wallet(TEAM).receive(amount))
            self.book.commit(Journal(f"left:{event}", Kind.RETURNED, lines))
        for hold in [it for it in self.book.holds.values() if it.missing and it.beneficiary == account]:
            self._decided(None, holds.call_off(hold, hold.hold_id, self.book.wallet(TEAM), BEGINNING))
        self.book.people[account] = self.book.person(account).left(revision)
        if not self.book.people[account].is_on(TEAM):
            self.paid_by(account, account)
        self.book.handled.add(event)

    def allocate(self, cause: str, account: str, amount: int) -> None:
        """Give credits of the team to a member."""
        if not self.book.person(account).is_on(TEAM):
            raise Refused("not on the team")
        main = self.book.wallet(TEAM).main
        self.book.commit(
            transfer(f"allocation:{cause}", Kind.ALLOCATION, main, LedgerAccount(account, team_part(TEAM)), amount)
        )

    def take_back(self, cause: str, account: str, amount: int) -> None:
        """Take back what is unspent of the team's."""
        lines = (Line(LedgerAccount(account, team_part(TEAM)), -amount), *self.book.wallet(TEAM).receive(amount))
        self.book.commit(Journal(f"taken_back:{cause}", Kind.TAKEN_BACK, lines))

    def spend(self, cause: str, account: str, amount: int) -> None:
        """Spend a person's credits."""
        team = TEAM if self.book.person(account).is_on(TEAM) else None
        self.book.commit(spending.spend(cause, "spent", self.book.wallet(account), amount, team))

    def pay_back(self, cause: str, account: str) -> None:
        """Give back what was spent, as there was nothing for it."""
        booked = self.book.journals[spending.spending_key(cause)]
        if spending.refund_key(cause) not in self.book.journals:
            gone = {} if self.book.person(account).is_on(TEAM) else {TEAM: self.book.wallet(TEAM)}
            back = spending.refund_spending(cause, booked.lines, self.book.wallet(account), gone, {})
            self.book.commit(back)

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
            self._decided(None, decision)

    def parts(self, wallet: str) -> dict[str, int]:
        """Return what is in a wallet, without the parts that are empty."""
        return {part: amount for part, amount in self.book.wallets.get(wallet, {}).items() if amount}

    def _decided(self, event: str | None, decision: holds.Decision | None) -> None:
        if decision and event not in self.book.handled:
            hold, journal = decision
            self.book.commit(journal, hold=hold, once=event)
