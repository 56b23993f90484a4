"""How much a team gives a member each month, and on which day (B6). Pure.

Each calendar month has one day, that of the team's billing day; what is not given on it waits. So no month is lost and
none is given twice, whatever was missed in between. A day is one of UTC, written so that text order is time order.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime

from contracts.months import month_of
from services.billing.domain.giving_round import day_of
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Wallet, transfer
from services.billing.domain.limits import STEPS
from services.billing.domain.parts import team_part
from services.billing.domain.person import Person

MOST = STEPS[-1].gives  # what any team may give in a day: more could never be given


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many micro-dollars a month for a member, next on the day `due`.

    It is for one `stay` on the team: who leaves loses it, also if they join again before it is due. `day` is the day of
    the month on which it was set, for a team without a billing day.
    """

    account_id: str
    team_id: str
    amount: int
    due: str
    day: int
    stay: int
    set_by: str
    version: int = 0

    @property
    def month(self) -> str:
        """Return the month that is given next, such as 2027-01."""
        return month_in(self.due)

    @property
    def due_at(self) -> datetime:
        """Return the instant at which its day begins."""
        return datetime.fromisoformat(f"{self.due}T00:00:00+00:00")

    @property
    def cause(self) -> str:
        """Return the key of the journal that gives the month: whatever was set and ended in it, it is given once."""
        return allowance_cause(self.team_id, self.account_id, self.month)

    def is_for(self, person: Person) -> bool:
        """Return whether the person is still on the team for the stay in which it was set."""
        return person.is_on(self.team_id) and person.stay == self.stay and not person.closed

    def is_due(self, now: datetime) -> bool:
        """Return whether its day has come."""
        return self.due <= day_of(now)

    def move_on(self, billing_day: int | None) -> "Allowance":
        """Return it with the month after as the next one."""
        due = due_in(month_after(self.month), billing_day or self.day)
        return replace(self, due=due, version=self.version + 1)

    def give(self, team: Wallet) -> Journal:
        """Return the journal that gives the month from the team's balance."""
        member = LedgerAccount(self.account_id, team_part(self.team_id))
        about = {"user_id": self.account_id, "month": self.month}
        return transfer(self.cause, Kind.ALLOCATION, team.main, member, self.amount, about)


def allowance_cause(team_id: str, account_id: str, month: str) -> str:
    """Return the key of the journal of a member's month."""
    return f"allowance:{team_id}:{account_id}:{month}"


def first_due(billing_day: int, now: datetime) -> str:
    """Return the first such day after today."""
    due = due_in(month_of(now), billing_day)
    return due if due > day_of(now) else due_in(month_after(month_of(now)), billing_day)


def month_in(day: str) -> str:
    """Return the month of a day, such as 2027-01."""
    return day[:7]


def month_after(month: str) -> str:
    """Return the month after one, such as 2028-01 after 2027-12."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"


def due_in(month: str, billing_day: int) -> str:
    """Return the day of a month, or its last one."""
    year, number = map(int, month.split("-"))
    return f"{month}-{min(billing_day, monthrange(year, number)[1]):02}"
