"""How long no money of a person moves after they denied what happened to their account (I14)."""

from datetime import timedelta

MONEY_LOCK = timedelta(hours=24)
MONEY_LOCK_HOURS = MONEY_LOCK // timedelta(hours=1)
