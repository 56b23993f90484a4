"""The payers of the simulated year, with 1 to 400 plans each, and how PayPal takes their charges."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from bench.year.subscribers import Opening, Subscriber, openings, wish_of
from simulators.paypal.behavior import ChargeBehavior

_SIZES = {(1, 3): 70, (4, 12): 20, (13, 60): 8, (100, 400): 2}
_FIRST_SIZES = (28, 2, 1, 3, 2)  # more plans than a page, then few
_MOODS = {"pays late": 5, "stops paying": 3, "answer lost": 4, "no answer": 2, "pays": 86}
_LASTS = timedelta(days=30)  # how long PayPal loses answers, or gives none


@dataclass(frozen=True)
class Payer:
    """An account that pays for plans. PayPal's mood for its charges is `mood`, from `since` on."""

    account_id: str
    mood: str
    since: datetime
    tries: int  # that come to nothing, of one who pays late
    subscribers: tuple[Subscriber, ...]

    def behavior(self, at: datetime, failed: int) -> ChargeBehavior:
        """Return how PayPal takes a charge of the payer's renewals, after so many that failed."""
        if at < self.since:
            return ChargeBehavior()
        match self.mood:
            case "pays late" if failed < self.tries:
                return ChargeBehavior("declined", 9)
            case "stops paying":
                return ChargeBehavior("declined", 9)
            case "answer lost" if at < self.since + _LASTS:
                return ChargeBehavior("error_after_charge", 1)
            case "no answer" if at < self.since + _LASTS:
                return ChargeBehavior("error_before_charge", 2)
        return ChargeBehavior()


def payers(plans: int, seed: int) -> Iterator[Payer]:
    """Yield the payers of so many plans: most have 1 to 3, few have hundreds; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (a story, no secret)
    left = openings(plans, chance)
    for number in range(plans):
        bought = list(islice(left, _size(number, chance)))
        if not bought:
            return
        yield _payer(number, bought, chance)


def _size(number: int, chance: random.Random) -> int:
    (size,) = chance.choices([*_SIZES], [*_SIZES.values()])
    return _FIRST_SIZES[number] if number < len(_FIRST_SIZES) else chance.randint(*size)


def _payer(number: int, bought: list[Opening], chance: random.Random) -> Payer:
    (mood,) = chance.choices([*_MOODS], [*_MOODS.values()])
    if number < 2 * len(_MOODS):
        mood = [*_MOODS][number % len(_MOODS)]
    account_id, tries = f"acc_{number}", chance.randint(1, 4)
    billing_day = min((it.opened_at for it in bought if not it.own_day), default=bought[0].opened_at)
    later = min(it.opened_at for it in bought) + relativedelta(months=chance.randint(2, 8))
    since = datetime.combine(later.date(), time.min, later.tzinfo)  # when all are bought, as a day begins
    stops_at = since if mood == "stops paying" else None
    subscribers = [
        Subscriber(it, account_id, *wish_of(int(it.number_id.removeprefix("num_")), chance), billing_day, stops_at)
        for it in bought
    ]
    return Payer(account_id, mood, since, tries, tuple(subscribers))
