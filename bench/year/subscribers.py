"""Who has a plan in the year that is played: since when, what becomes of it, and what must be paid by its end."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateutil.relativedelta import relativedelta

from contracts.plans import CATALOGUE
from simulators.paypal.behavior import ChargeBehavior

BEGINNING = datetime(2028, 1, 28, tzinfo=UTC)  # a leap year
_OPENING_DAYS = 45
_SETTLED_AFTER = timedelta(days=21)  # tries on seven days, each found by a sweep that may come days later
_AWKWARD = [
    datetime.fromisoformat(f"{text}+00:00")
    for text in (
        "2028-01-29T00:00:00",
        "2028-01-30T12:00:00",
        "2028-01-31T00:00:00",
        "2028-01-31T23:59:59.999999",
        "2028-02-28T23:59:59",
        "2028-02-29T00:00:00",
        "2028-02-29T23:59:59.999999",
        "2028-03-01T00:00:00",
        "2028-03-12T09:59:59",
        "2028-03-12T10:00:00",  # the clocks of the US are put forward at 10:00
        "2028-02-05T09:30:00",  # on 5 November, nine periods on, half past one comes twice in New York
    )
]
_MOODS = {
    "pays": 74,
    "pays by the year": 8,
    "pays late": 5,
    "stops paying": 3,
    "answer lost": 4,
    "no answer": 2,
    "cancels": 2,
    "changes": 2,
}


@dataclass(frozen=True)
class Charge:
    """What must be charged, and from when on."""

    due_at: datetime
    micros: int


@dataclass(frozen=True)
class Subscriber:
    """A number's plan. `what` happens to it in the period that begins after `month` months, or in that which ends."""

    number_id: str
    opened_at: datetime
    what: str
    month: int
    tries: int  # that come to nothing, of who pays late

    @property
    def plan_id(self) -> str:
        """The plan that it begins with."""
        return "local_yearly" if self.what == "pays by the year" else "local_monthly"

    @property
    def decides_at(self) -> datetime:
        """When it is cancelled or changed."""
        return self.after(self.month) - timedelta(days=2)

    def after(self, months: int) -> datetime:
        """Return the day this many months later, by a calendar library that the product does not use."""
        return self.opened_at + relativedelta(months=months)

    def behavior(self, months: int, failures: int) -> ChargeBehavior:
        """How PayPal takes the next charge."""
        match self.what:
            case "pays late" if months == self.month and failures < self.tries:
                return ChargeBehavior("declined", 1)
            case "stops paying" if months >= self.month:
                return ChargeBehavior("declined", 1)
            case "answer lost" if months == self.month:
                return ChargeBehavior("error_after_charge", 1)
            case "no answer" if months == self.month:
                return ChargeBehavior("error_before_charge", 2)
        return ChargeBehavior()

    def charges(self, until: datetime) -> list[Charge]:
        """All that must have been charged by an instant, in order."""
        found, months = [], 0
        while (due_at := self.after(months)) <= until and not self._is_over(months):
            plan = CATALOGUE["local_yearly" if self.what == "changes" and months >= self.month else self.plan_id]
            found.append(Charge(due_at, plan.price))
            months += plan.months
        return found

    def months(self, until: datetime) -> int:
        """For how many months must be paid by an instant."""
        months = {plan.price: plan.months for plan in CATALOGUE.values()}
        return sum(months[charge.micros] for charge in self.charges(until))

    def is_being_tried(self, until: datetime) -> bool:
        """Whether it depends on the sweeps how far it has come."""
        tried = self.what in ("pays late", "stops paying", "no answer")
        return tried and self.after(self.month) <= until < self.after(self.month) + _SETTLED_AFTER

    def notices(self, until: datetime) -> int:
        """Return how many past-due notices the payer must have got by an instant."""
        if self.after(self.month) + _SETTLED_AFTER > until:
            return 0
        return {"pays late": self.tries, "stops paying": 4}.get(self.what, 0)

    def _is_over(self, months: int) -> bool:
        return self.what in ("stops paying", "cancels") and months >= self.month


def subscribers(plans: int, seed: int) -> Iterator[Subscriber]:
    """So many, half of them since an awkward instant; the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (a story, no secret)
    for number in range(plans):
        awkward = _AWKWARD[number // 2 % len(_AWKWARD)]
        anywhen = BEGINNING + timedelta(seconds=chance.randrange(_OPENING_DAYS * 86_400))
        (what,) = chance.choices([*_MOODS], [*_MOODS.values()])
        if number < 2 * len(_MOODS):
            what = [*_MOODS][number % len(_MOODS)]
        month = 12 if what == "pays by the year" else chance.randint(1, 8)
        yield Subscriber(f"num_{number}", anywhen if number % 2 else awkward, what, month, chance.randint(1, 4))
