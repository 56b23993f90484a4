"""How many invitations a team may send per day, and how many webhooks by hand. Pure: no clock, no AWS."""

from datetime import timedelta

from contracts.money import MICROS_PER_DOLLAR
from kernel.limits import HOUR, REQUEST_COST, Limit
from services.teams.domain.problems import TooManyWebhooks

WITHOUT_WALLET = 4  # a team whose owner has no wallet that works begins with this part of the operator's limit
WEEKS_THAT_COUNT = 4
FOR_EACH_USD = 10
AT_MOST_TIMES = 10
WEBHOOKS_BY_HAND = (
    Limit("webhooks_by_hand", "account", 300, HOUR, TooManyWebhooks, "webhook sent by hand", REQUEST_COST),
)
LIMITS = WEBHOOKS_BY_HAND
_WEEK = timedelta(weeks=1)


def invitations_a_day(at_first: int, *, age: timedelta, paid: int, has_wallet: bool) -> int:
    """Return how many invitations a team may send per day (UTC), before the operator's word.

    It begins with `at_first`, or a quarter of it, at least one, without a wallet. Each full week of age, up to four,
    adds as many again; each USD of the micro-dollars `paid` adds ten; ten times `at_first` is the most.
    """
    begins_with = at_first if has_wallet else max(1, at_first // WITHOUT_WALLET)
    weeks = min(WEEKS_THAT_COUNT, max(0, age // _WEEK))
    earned = begins_with * (1 + weeks) + max(0, paid) // MICROS_PER_DOLLAR * FOR_EACH_USD
    return min(earned, at_first * AT_MOST_TIMES)
