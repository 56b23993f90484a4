"""Grants in the world around billing: given until a day, used, reviewed late and twice, and over when their day is."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from services.billing.domain.trial_balance import SETTLES
from tests.services.billing.laws.plan_world import PlanWorld
from tests.services.billing.laws.world import CENT

LAST_DAYS = (date(2027, 3, 1), date(2027, 3, 2), date(2027, 4, 1))


@dataclass
class GrantWorld(PlanWorld):
    """A world with plans and grants."""

    granted: dict[str, date] = field(default_factory=dict)

    def grant(self, account: str, cents: int, last_day: date) -> None:
        """Grant credits to a person."""
        if self.billing.today.date() <= last_day:
            grant_id = self.fresh("grt")
            self.granted[grant_id] = last_day
            self._do("grant", grant_id, account, cents * CENT, last_day)

    def end_grants(self, last_day: date) -> None:
        """Let time go by until a day is over: what began before is written, and what has expired is reviewed."""
        for _ in range(self.count):
            self.billing.finish(0)
        over = datetime.combine(last_day, datetime.min.time(), self.now.tzinfo) + timedelta(days=1) + SETTLES
        self.billing.today = max(self.billing.today, over)
        for grant_id, day in self.granted.items():
            if day < self.billing.today.date():
                self.tell("review_grant", grant_id, self.billing.today)

    def quiet(self) -> None:
        """Let every grant expire, and everything arrive."""
        self.end_grants(LAST_DAYS[-1])
        super().quiet()
