"""Usage of the past, as if it had been debited then: a month cannot be waited for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.ids import new_id
from local.addresses import Addresses
from local.emulator import Emulator
from local.people import Person, expected
from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import LedgerAccount, Line
from services.billing.domain.parts import team_part
from services.billing.domain.usage import UsageKind, UsageRecord
from tests.usage_writing import write_usage

_AT_ONCE = 10
_PLACES = {"US": "United States", "MX": "Mexico", "GB": "United Kingdom", "DE": "Germany", "": "Toll-free"}


@dataclass(frozen=True)
class Used:
    """A call or text of a person on a team; its price is in micro-dollars."""

    by: Person
    at: datetime
    amount: int
    kind: UsageKind = UsageKind.CALL
    country: str = "US"
    seconds: int = 60
    number_id: str = "num_1"


@dataclass
class Meter:
    """Debits what people on a team used from what the team gave them."""

    owner: Person
    debited: list[UsageRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._team_id = str(expected(self.owner.get("/v1/team"), 200)["team_id"])

    def debits(self, used: Iterable[Used]) -> "Meter":
        """Debit all of it, some in each transaction."""
        records = [self._record(one) for one in used]
        table = _table(self.owner.addresses)
        for place in range(0, len(records), _AT_ONCE):
            work = UnitOfWork(table, RequestContext("system", clock.now(), new_id("cor")))
            write_usage(work, records[place : place + _AT_ONCE])
            work.commit()
        self.debited += records
        return self

    def _record(self, used: Used) -> UsageRecord:
        part = LedgerAccount(used.by.account_id, team_part(self._team_id))
        what = "texts" if used.kind in (UsageKind.TEXT, UsageKind.TEXT_RECEIVED) else "calls"
        lines = (Line(part, -used.amount), Line(LedgerAccount(Outside.REVENUE, what), used.amount))
        return UsageRecord(
            record_id=new_id("rec"),
            account_id=used.by.account_id,
            holder=self._team_id,
            kind=used.kind,
            number_id=used.number_id,
            country=used.country,
            place=_PLACES[used.country],
            deck="2026-11",
            amount=used.amount,
            at=used.at,
            counted_at=used.at,
            seconds=used.seconds,
            lines=lines if used.amount else (),
        )


def days_of(people: list[Person], first: date, last: datetime, *, seed: int = 1) -> Iterator[Used]:
    """Yield what people use from a day up to an instant: some call a lot, few on weekends, now and then abroad."""
    random = Random(seed)
    day = datetime.combine(first, datetime.min.time(), tzinfo=last.tzinfo)
    while day < last:
        for place, person in enumerate(people):
            busy = 0 if day.weekday() > 4 and place % 3 else random.randint(0, 1 + 6 // (place + 1))
            for _ in range(busy):
                used = _use(random, person, day + timedelta(minutes=random.randint(7 * 60, 19 * 60)))
                if used.at < last:
                    yield used
        day += timedelta(days=1)


def _use(random: Random, person: Person, at: datetime) -> Used:
    kind = random.choice([UsageKind.CALL] * 4 + [UsageKind.TEXT] * 3 + list(UsageKind))
    country = random.choice(["US"] * 9 + ["MX", "GB", "DE", ""])
    used = Used(person, at, 0, kind=kind, country=country, number_id=f"num_{person.account_id[-6:]}")
    if kind in (UsageKind.TEXT, UsageKind.TEXT_RECEIVED):
        return replace(used, amount=7_500 if kind is UsageKind.TEXT else 0, seconds=0)
    minutes = random.randint(1, 8)
    rate = {"US": 10_000, "": 10_000, "MX": 21_300}.get(country, 34_050)
    free = kind in (UsageKind.CALL_RECEIVED, UsageKind.VOICEMAIL)
    return replace(used, amount=0 if free else minutes * rate, seconds=minutes * 60 - random.randint(0, 50))


def _table(addresses: Addresses) -> Table:
    database = Emulator(Path(), addresses.emulator_port).client("dynamodb")
    (name,) = (it for it in database.list_tables()["TableNames"] if "billing" in it.lower())
    return Table(name, database)
