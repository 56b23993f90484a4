"""Billing's grants over the book."""

from datetime import date, datetime

from services.billing.domain import grant as grants
from services.billing.domain import spending
from services.billing.domain.ledger import Journal
from services.billing.domain.parts import GRANTED
from tests.services.billing.laws.shortfalls_in_book import ShortfallsInBook
from tests.services.billing.laws.world import BEGINNING, TEAM


class GrantsInBook(ShortfallsInBook):
    """What happens to grants, and what people spend of them. `today` is when they do."""

    today: datetime = BEGINNING

    def grant(self, grant_id: str, account: str, amount: int, last_day: date) -> None:
        """Grant credits to a person."""
        grant, journal = grants.start_grant(grant_id, self.book.wallet(account), amount, last_day, self.today)
        self.book.commit(journal, grant=grant)

    def review_grant(self, grant_id: str, as_of: datetime) -> None:
        """End a grant that is over."""
        grant = self.book.grants.get(grant_id)
        if grant and not grant.ended and grant.is_over(as_of):
            self.book.commit(grants.expire(grant, self.book.wallet(grant.account_id)), grant=grant.end())

    def spend(self, cause: str, account: str, amount: int) -> None:
        """Spend a person's credits, and nothing of a grant that has expired."""
        team = TEAM if self.book.person(account).is_on(TEAM) else None
        journal = spending.spend(cause, "spent", self.book.wallet(account), amount, team, now=self.today)
        assert not expired_in(journal, self.today), f"{journal} spends what has expired"
        self.book.commit(journal)

    def pay_back(self, cause: str, account: str) -> None:
        """Give back what was spent on a text that was not sent; without a spending there was no text."""
        booked = self.book.journals.get(spending.spending_key(cause))
        if booked and spending.refund_key(cause) not in self.book.journals:
            is_on, team = self.book.person(account).is_on(TEAM), self.book.wallet(TEAM)
            own, wallet = TEAM if is_on else None, self.book.wallet(account)
            back = spending.refund_spending(cause, booked.lines, wallet, {TEAM: team}, own, now=self.today, about={})
            clean = TEAM if is_on and not team.owed and _is_given(booked) else None
            self.book.commit(back, still_on=account if is_on else None, owes_nothing=clean)


def expired_in(journal: Journal, today: datetime) -> list[str]:
    """Return the parts of expired grants that a journal takes from."""
    parts = [line.account.part for line in journal.lines if line.account.part.startswith(GRANTED)]
    return [part for part in parts if part[len(GRANTED) :][:10] < f"{today:%Y-%m-%d}"]


def _is_given(journal: Journal) -> bool:
    return any(line.account.part == f"given:{TEAM}" for line in journal.lines)
