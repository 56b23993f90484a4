"""The move of an account from the app stores to the web, which is for good (B9, B21). Pure.

From then on what is bought on the web adds to what is paid. The store's renewal is stopped where the store lets us;
until it is off, who pays for it is reminded 7 and 2 days before it is due.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from services.billing.domain.store_subscription import Reminder, StoreSubscription

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)  # in place of the date of a renewal that has none
REMINDED_BEFORE = (timedelta(days=7), timedelta(days=2))


class MovedBy(StrEnum):
    """What moved an account to the web."""

    ASKED = "asked"
    JOINED = "joined"  # a team pays from now on


@dataclass(frozen=True, slots=True)
class StoreMove:
    """That all that an account pays for in the app stores has moved to the web."""

    account_id: str
    moved_at: datetime
    by: MovedBy

    def is_too_late(self, bought: StoreSubscription) -> bool:
        """Return whether it was bought anew after the move: a renewal of what was bought before is no purchase."""
        first = min((it.starts_at for it in bought.periods.values()), default=None)
        since = bought.named.since if bought.named else first
        return not bought.is_test and (since is None or since > self.moved_at)


def remind(it: StoreSubscription, now: datetime) -> StoreSubscription | None:
    """Return the subscription with its reminder, if one is due now: each once for a renewal; None if none is.

    A store that is trying to charge a renewal that failed says no date: then one reminder is due at once.
    """
    if it.is_test or not it.renews:
        return None
    at = it.renewal.renews_at if it.renewal else None
    if at is None or at <= now:
        last = max((period.ends_at for period in it.periods.values()), default=_UNDATED)
        due = Reminder(it.ends_at or at or last, len(REMINDED_BEFORE))
    else:
        due = Reminder(at, sum(at - now <= before for before in REMINDED_BEFORE))
    known = it.reminded.count if it.reminded and it.reminded.renews_at == due.renews_at else 0
    return it.remind(due) if due.count > known else None
