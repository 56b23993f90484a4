"""Billing's calls over the book."""

from contracts.call_prices import Rounding
from services.billing.domain import call_hold, call_settlement
from services.billing.domain.call_hold import CallHold, Means
from services.billing.domain.spending import spendable
from tests.services.billing.laws.grants_in_book import GrantsInBook, expired_in
from tests.services.billing.laws.world import BEGINNING, TEAM

_NO_LIMIT = 10**12


class CallsInBook(GrantsInBook):
    """What happens to calls. `today` is when they do."""

    def call_arrived(self, call_id: str, account: str, rate: int, rounding: Rounding) -> None:
        """Hold the first slice of a call."""
        known = self.book.calls.get(call_id)
        self._ask(known or CallHold(call_id, account, "num", "call", "", "", rate, rounding, BEGINNING), 1)

    def slice_due(self, call_id: str, account: str, number: int) -> None:
        """Hold another slice of a call that is known."""
        hold = self.book.calls.get(call_id)
        if hold:
            self._ask(hold, number)

    def _ask(self, hold: CallHold, number: int) -> None:
        wallet, team = self.book.wallet(hold.account_id), self._team_of(hold.account_id)
        means = Means(wallet, team, spendable(wallet, team, self.today), 0, 0, None, _NO_LIMIT)
        answer = call_hold.ask_slice(hold, number, means, self.today)
        assert answer.journal is None or not expired_in(answer.journal, self.today), "what has expired is held"
        if answer.hold:
            counted = {self.today: answer.held.amount} if answer.held else {}
            self.book.commit(answer.journal, call=answer.hold, counted=counted)

    def call_ended(self, call_id: str, account: str, rate: int, rounding: Rounding, seconds: int) -> None:
        """Settle a call that has ended."""
        known = self.book.calls.get(call_id)
        if known and known.is_over:
            return
        hold = known or CallHold(call_id, account, "num", "call", "", "", rate, rounding, BEGINNING)
        team, own = self.book.wallet(TEAM), self._team_of(account)
        settled = call_settlement.settle(hold, seconds, self.book.wallet(account), {TEAM: team}, own, self.today)
        gets = own if own and call_settlement.givers_of(hold, seconds) else None
        self.book.commit(
            *settled.journals,
            call=settled.hold,
            counted=settled.counted,
            still_on=account if gets else None,
            owes_nothing=TEAM if gets and not team.owed else None,
        )

    def _team_of(self, account: str) -> str | None:
        return TEAM if self.book.person(account).is_on(TEAM) else None
