"""A refund that was asked of PayPal: its money is held from the request until PayPal has answered (B18). Pure.

What PayPal reports is matched with it by our request id, which our own call knows and PayPal repeats as `custom_id`;
without one, the first report is taken for it that is of its amount and of after it was asked. If the same amount is
refunded in PayPal's own pages meanwhile, sums stay right.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.billing.domain.payment_fact import RefundFact

REPEATABLE_FOR = timedelta(days=44)  # PayPal knows a refund's request id for 45: then it would refund again
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class AskedRefund:
    """The last refund that was asked for of a payment; while it is open, its amount is held in a wallet."""

    request_id: str
    amount: int
    held_in: str
    asked_at: datetime
    by: str = ""  # the operator who asked for it; else it was the payer
    refund_id: str = ""  # PayPal's id, once it is known
    is_open: bool = True

    def answered_by(self, fact: RefundFact, *, is_new: bool) -> "AskedRefund":
        """Return it with PayPal's id, if the fact is about it."""
        if not self.is_open or self.refund_id:
            return self
        is_it = fact.request_id == self.request_id or (is_new and self._may_be(fact))
        return replace(self, refund_id=fact.refund_id) if is_it else self

    def _may_be(self, fact: RefundFact) -> bool:
        is_later = fact.at is None or fact.at >= self.asked_at - _CLOCKS_DIFFER
        return fact.money == self.amount and not fact.by_force and is_later

    def close(self) -> "AskedRefund":
        """Return it without a hold: it is decided."""
        return replace(self, is_open=False)

    def is_abandoned(self, now: datetime) -> bool:
        """Return whether PayPal would take the request for a new one by now: it must not be repeated."""
        return now >= self.asked_at + REPEATABLE_FOR
