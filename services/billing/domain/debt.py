"""What a wallet owes of payments that PayPal has taken back, for the operator's list and for what it freezes. Pure.

How much is owed is in the wallet. This says since when and of which payments, and which of them are still disputed.
"""

from dataclasses import dataclass, replace
from datetime import datetime

_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Debt:
    """The debt of a wallet: the last payments that it comes from, and those with a dispute that is not decided."""

    wallet: str
    since: datetime
    payments: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    version: int = 0

    def begin(self, now: datetime) -> "Debt":
        """Return a new debt of the wallet, whose last one is repaid: it comes from nothing yet."""
        return replace(self, since=now, payments=())

    def grow(self, *payments: str) -> "Debt":
        """Return the debt with payments that it comes from as well."""
        return replace(self, payments=_last((*self.payments, *payments)))

    def dispute(self, payment_id: str, *, is_open: bool) -> "Debt":
        """Return the debt with the dispute of a payment opened, or decided."""
        others = tuple(it for it in self.disputed if it != payment_id)
        return replace(self, disputed=(*others, payment_id) if is_open else others)

    def hand_over(self) -> "Debt":
        """Return the debt of a dissolved team without its disputes: they are decided for the heir."""
        return replace(self, disputed=())

    def inherit(self, other: "Debt", *, owes: bool) -> "Debt":
        """Return the debt with the disputes of a dissolved team and, if it owes, with what its heir owes now."""
        disputed = _last((*self.disputed, *other.disputed))
        if not owes:
            return replace(self, disputed=disputed)
        return replace(self.grow(*other.payments), since=min(self.since, other.since), disputed=disputed)


def _last(payments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(payments))[-_MOST_LISTED:]
