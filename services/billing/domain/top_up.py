"""Automatic top-up: when to buy, how much, and when not (B7). Pure.

PayPal is asked again under the same request id while it knows it. After six hours without an answer the next top-up may
start: if the first one completes after all, both are credits in the wallet, and both count towards the cap.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_AFTER_FAILURE = timedelta(hours=24)  # few spaced attempts: a wallet that refused once is not asked in bursts

_SETTLES = timedelta(minutes=10)  # for so long the request that started a purchase may still finish it


@dataclass(frozen=True, slots=True)
class TopUp:
    """The settings for a wallet, what was bought this month, and the payment in flight; one at a time.

    `wallet` is what credits are bought for: a team, or an account, which buys its own.
    """

    wallet: str
    threshold: int
    amount: int
    monthly_cap: int
    month: str = ""
    bought: int = 0
    in_flight: str = ""
    count: int = 0
    failed_at: datetime | None = None
    version: int = 0
    off: bool = False  # nothing is bought; what was bought this month is kept
    started_at: datetime | None = None  # when what is under way was begun
    capped_in: str = ""  # the month in which its holder was notified that its cap is reached

    def bought_in(self, month: str) -> int:
        """Return what was bought automatically in a month (UTC), such as 2027-01."""
        return self.bought if self.month == month else 0

    def is_due(self, balance: int, now: datetime) -> bool:
        """Return whether to buy now: below the threshold, within the cap, and no failure in the last 24 hours."""
        if self.off or balance >= self.threshold:
            return False
        if self.failed_at and now < self.failed_at + _AFTER_FAILURE:
            return False
        return not self.is_capped(now)

    def is_capped(self, now: datetime) -> bool:
        """Return whether another purchase would exceed the month's cap."""
        return self.bought_in(f"{now:%Y-%m}") + self.amount > self.monthly_cap

    def must_say_capped(self, balance: int, now: datetime) -> bool:
        """Return whether the holder has yet to be notified that the cap keeps this month's next purchase from them."""
        waits = not self.off and not self.in_flight and balance < self.threshold and self.is_capped(now)
        return waits and self.capped_in != f"{now:%Y-%m}"

    def say_capped(self, now: datetime) -> "TopUp":
        """Note that the holder is notified of the month's cap."""
        return replace(self, capped_in=f"{now:%Y-%m}", version=self.version + 1)

    def is_stuck(self, now: datetime) -> bool:
        """Return whether the payment in flight should have been decided by now."""
        return bool(self.in_flight) and (self.started_at is None or now >= self.started_at + _SETTLES)

    def switch_off(self) -> "TopUp":
        """Switch it off; a payment in flight comes to its end by itself."""
        return replace(self, off=True, version=self.version + 1)

    def start(self, payment_id: str, now: datetime) -> "TopUp":
        """Start a purchase; it counts toward the cap at once."""
        month = f"{now:%Y-%m}"
        return replace(
            self,
            month=month,
            bought=self.bought_in(month) + self.amount,
            in_flight=payment_id,
            started_at=now,
            count=self.count + 1,
            version=self.version + 1,
        )

    def end(self, amount: int, *, well: bool, now: datetime) -> "TopUp":
        """End the purchase; one that failed does not count toward the cap."""
        if well:
            return replace(self, in_flight="", failed_at=None, version=self.version + 1)
        return replace(self, in_flight="", failed_at=now, bought=max(0, self.bought - amount), version=self.version + 1)

    def discard(self, amount: int, month: str) -> "TopUp":
        """Uncount an earlier purchase that failed after the next one had started."""
        bought = max(0, self.bought - amount) if self.month == month else self.bought
        return replace(self, bought=bought, version=self.version + 1)
