"""Billing over the book: each thing that happens, decided by the product's rules and written under its conditions."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.billing.domain import hold as holds
from services.billing.domain import spending
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, given, moved
from services.billing.domain.payment import Fact, Payment
from services.billing.domain.plan_payment import meaning
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.plans_in_book import PlansInBook, next_of
from tests.services.billing.laws.world import BEGINNING, TEAM


@dataclass
class InBook(PlansInBook):
    """Every change of money that billing makes."""

    def begin_payment(self, payment_id: str, wallet: str, amount: int) -> None:
        """The intent, before PayPal is asked."""
        payment = Payment(payment_id, wallet, "acc_owner", amount, "credits", "purchase", "tok", BEGINNING, "acc_owner")
        self.book.commit(payment=payment)

    def learn(self, payment_id: str, fact: Fact) -> None:
        """PayPal says something of a payment, by answer, webhook, janitor or reconciliation."""
        payment = self.book.payments[payment_id]
        learned = payment.learned(fact)
        if learned == payment:
            return
        after, journal = learned.settled(self.book.wallet(payment.wallet), fact)
        plan = self.book.plans.get(payment.for_plan)
        if plan is None:
            self.book.commit(journal, payment=after)
            return
        means = meaning(plan, payment, after, BEGINNING)
        self.book.refunds += [payment_id] if means.refund else []
        self.book.commit(journal, payment=means.payment, plan=next_of(plan, means.plan))

    def sent(self, event: str, invitation: str, sending: int, amount: int, expires_at: datetime, now: datetime) -> None:
        """An invitation was sent."""
        hold = self.book.holds.get(invitation)
        decision = holds.sent(hold, invitation, sending, amount, expires_at, self.book.wallet(TEAM), now)
        self._decided(event, decision)

    def closed(self, event: str, invitation: str, closing: holds.Closing, now: datetime) -> None:
        """An invitation was revoked or has expired."""
        hold = self.book.holds.get(invitation)
        if closing is holds.Closing.REVOKED:
            self._decided(event, holds.called_off(hold, invitation, self.book.wallet(TEAM), now))
        elif hold:
            self._decided(event, holds.expired(hold, self.book.wallet(TEAM), now))

    def joined(self, event: str, invitation: str, account: str, amount: int, revision: int) -> None:
        """Somebody is on the team; if they have left already, what was promised stays with the team."""
        if event in self.book.handled:
            return
        person = self.book.person(account).joined(TEAM, "member", revision)
        hold, team = self.book.holds.get(invitation), self.book.wallet(TEAM)
        decision = holds.joined(hold, invitation, account, amount, team, BEGINNING)
        if not person.is_on(TEAM):
            decision = holds.called_off(hold, invitation, team, BEGINNING)
        self._decided(event, decision)
        if person.is_on(TEAM):
            self.paid_by(account, TEAM)
        self.book.people[account] = replace(person, version=person.version + 1)
        self.book.handled.add(event)

    def left(self, event: str, account: str, revision: int) -> None:
        """Somebody is off the team: what it gave and they have not spent returns."""
        if event in self.book.handled:
            return
        part = given(TEAM)
        amount = self.book.wallet(account).part(part)
        if amount:
            lines = (Line(LedgerAccount(account, part), -amount), *self.book.wallet(TEAM).received(amount))
            self.book.commit(Journal(f"left:{event}", Kind.RETURNED, lines))
        for hold in [it for it in self.book.holds.values() if it.missing and it.beneficiary == account]:
            self._decided(None, holds.called_off(hold, hold.hold_id, self.book.wallet(TEAM), BEGINNING))
        self.book.people[account] = self.book.person(account).left(revision)
        if not self.book.people[account].is_on(TEAM):
            self.paid_by(account, account)
        self.book.handled.add(event)

    def allocate(self, cause: str, account: str, amount: int) -> None:
        """The team gives credits to a member."""
        if not self.book.person(account).is_on(TEAM):
            raise Refused("not on the team")
        main = self.book.wallet(TEAM).main
        self.book.commit(
            moved(f"allocation:{cause}", Kind.ALLOCATION, main, LedgerAccount(account, given(TEAM)), amount)
        )

    def take_back(self, cause: str, account: str, amount: int) -> None:
        """The team takes back what is unspent."""
        lines = (Line(LedgerAccount(account, given(TEAM)), -amount), *self.book.wallet(TEAM).received(amount))
        self.book.commit(Journal(f"taken_back:{cause}", Kind.TAKEN_BACK, lines))

    def spend(self, cause: str, account: str, amount: int) -> None:
        """A person spends."""
        team = TEAM if self.book.person(account).is_on(TEAM) else None
        self.book.commit(spending.spent(cause, "spent", self.book.wallet(account), amount, team))

    def pay_back(self, cause: str, account: str) -> None:
        """There was nothing for what was spent."""
        booked = self.book.journals[spending.spent_key(cause)]
        if spending.paid_back_key(cause) not in self.book.journals:
            gone = {} if self.book.person(account).is_on(TEAM) else {TEAM: self.book.wallet(TEAM)}
            back = spending.paid_back(cause, booked.lines, self.book.wallet(account), gone, {})
            self.book.commit(back)

    def credits_arrived(self) -> None:
        """Promises that want funds are kept, oldest first, while there is money."""
        waiting = [it for it in self.book.holds.values() if it.wallet == TEAM and it.missing]
        for hold in sorted(waiting, key=lambda it: (it.created_at, it.hold_id)):
            if hold.beneficiary and not self.book.person(hold.beneficiary).is_on(TEAM):
                self._decided(None, holds.called_off(hold, hold.hold_id, self.book.wallet(TEAM), BEGINNING))
                continue
            decision = holds.funded(hold, self.book.wallet(TEAM))
            if decision is None:
                return
            self._decided(None, decision)

    def parts(self, wallet: str) -> dict[str, int]:
        """What is in a wallet, without the parts that are empty."""
        return {part: amount for part, amount in self.book.wallets.get(wallet, {}).items() if amount}

    def _decided(self, event: str | None, decision: holds.Decision | None) -> None:
        if decision and event not in self.book.handled:
            hold, journal = decision
            self.book.commit(journal, hold=hold, once=event)
