"""How many invitations a person sent today: a new team or a new account is no new allowance (field 25)."""

from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.transact_items import TransactItem, absent, update
from kernel.problems import Problem

_LIFETIME = timedelta(days=2)


def count(whose: str, now: datetime, *, sent: int, a_day: int, on_conflict: Problem) -> TransactItem:
    """Count invitations of the person with this hash; refuse more than a team may send per day (UTC)."""
    key = {"pk": f"SENDER#{whose}", "sk": now.date().isoformat()}
    within = absent() | Attr("sent").lte(a_day - sent)
    ttl = clock.to_epoch(now + _LIFETIME)
    return update(key, add={"sent": sent}, set={"ttl": ttl}, only_if=within, on_conflict=on_conflict)
