"""Counts what a team promises on invitations toward what it may give in a day (T5, decision 052).

It counts when it is set aside: then it is gone from the balance, and the member is sure to get it. An invitation is
never refused for it: what is beyond the day's limit stays without money, and is looked at on the next day.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.giving_round import day_after, day_of
from services.billing.domain.hold import Hold
from services.billing.domain.ledger import Journal, Wallet, in_wallet
from services.billing.stores import giving_rounds, histories, people
from services.billing.use_cases.payments.use_day import count_given, day_of_giving


@dataclass
class PromiseLimit:
    """What a team may promise today; `wallet_cap` is what the operator lets every account give."""

    work: UnitOfWork
    team_id: str
    wallet_cap: int = 0
    counted: int = 0

    def within(self, team: Wallet) -> Wallet:
        """Return the wallet with no more free than the team may give today."""
        if team.available <= 0:
            return team
        room = max(0, self._day[1])
        return team.less(team.main.part, max(0, team.available - room))

    def is_too_large(self, hold: Hold) -> bool:
        """Return whether no day would be enough for it by now."""
        return hold.missing > self._day[0]

    def count(self, hold: Hold, journal: Journal | None) -> Hold:
        """Count what a decision takes from the balance, or free what was counted today and goes back to it."""
        today = day_of(self.work.now)
        is_todays = hold.counted_on == today and hold.counted_for == self._owner_id
        known = hold.counted if is_todays else 0
        main = Wallet(self.team_id, {}).main.part
        taken = max(-known, -in_wallet(journal, self.team_id).get(main, 0)) if journal else 0
        if not taken:
            return hold
        self.counted += taken
        return replace(hold, counted=known + taken, counted_on=today, counted_for=self._owner_id)

    def save(self) -> None:
        """Write what was counted. Raises DailyLimitReached, at the commit, if others gave as much in between."""
        if self.counted > 0:
            count_given(self.work, self._owner_id, self.team_id, self.counted, self.wallet_cap)
        elif self.counted:
            self.work.save([histories.use_day(self._owner_id, self.work.now, "given", self.counted)])

    def wait_for_the_day(self) -> None:
        """Have the team looked at on the next day."""
        self.work.save([giving_rounds.begin(self.team_id, day_after(self.work.now), self.work.now)])

    @cached_property
    def _day(self) -> tuple[int, int]:
        return day_of_giving(self.work, self._owner_id, self.team_id, self.wallet_cap)

    @cached_property
    def _owner_id(self) -> str:
        return people.find_team(self.work.table, self.team_id).owner_id or self.team_id
