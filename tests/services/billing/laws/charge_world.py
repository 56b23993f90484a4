"""Charges in the world around billing: once an intent is written, PayPal is asked, and answers in time or late."""

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from tests.services.billing.laws.book import Refused
from tests.services.billing.laws.world import CENT, AtPayPal, Charge, World

LATE = "late"  # PayPal's answer is lost and the charge given up; in the end it was made
LATE_REVIEW = "late_review"  # the same, but PayPal reviews it first
_MADE = {LATE: ChargeStatus.COMPLETED, LATE_REVIEW: ChargeStatus.PENDING}


@dataclass
class ChargeWorld(World):
    """A world in which billing asks for charges."""

    def begin_shortfall(self, account: str, cents: int, comes: Any) -> None:
        """Give credits of which the team's balance lacks some: that is charged."""
        with suppress(Refused):
            self.begin_charge(comes, "begin_shortfall", self.fresh("pay"), account, cents * CENT)

    def begin_charge(self, comes: Any, method: str, *arguments: Any) -> None:
        """Have billing write an intent, perhaps only when others have happened; then PayPal is asked."""
        then = partial(self._charge, comes)
        if self.slow:
            self.slow = False
            self.billing.begin(method, *arguments, then=then)
        else:
            then(getattr(self.billing, method)(*arguments))

    def _charge(self, comes: Any, charge: Charge | None) -> None:
        if charge is None:
            return
        payment_id, money = charge
        truth = self.paypal[payment_id] = AtPayPal(money, _MADE.get(comes, comes))
        if comes in _MADE:
            self.tell("learn", payment_id, ChargeResult(ChargeStatus.REFUSED, reason="NEVER_ARRIVED"))
        self.tell_charge(payment_id, truth)
