"""How long no money of a person moves after they denied what happened to their account, and in which words (I14)."""

from datetime import datetime, timedelta

MONEY_LOCK = timedelta(hours=24)

_HOURS = MONEY_LOCK // timedelta(hours=1)
LOCKED = f"Payments are stopped for {_HOURS} hours, because you reported a change that wasn't yours."
LOCKED_BY_OWNER = (
    f"The team's payments are stopped for {_HOURS} hours, because its owner reported a change that wasn't theirs."
)
LOCKED_BY_PAYER = f"payments are stopped for {_HOURS} hours, because the payer reported a change that wasn't theirs"


def is_locked(until: datetime | None, now: datetime) -> bool:
    """Return whether a lock, if there is one, has not ended."""
    return until is not None and now < until
