"""What a record of usage costs: write units and transactions, for a busy person, a quiet one, and many (B20).

One at a time is as it would be if each event had a transaction of its own. The bars are those of the issue.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from bench.cloud import cloud
from bench.units import counting
from contracts.event import Envelope
from contracts.messages import MessageRequested
from kernel import aws, clock, ids
from kernel.bus.batch_consumer import AT_ONCE, BatchConsumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.person import Person
from services.billing.reactions.metering import reaction
from services.billing.stores import ledger, people
from tests.events import deliver, enveloped, queue_batch

_RECORDS = 25
PRICE, FUNDS = 7_500, 1_000_000_000
_HOURS = (9, 23)
TABLE = "usage"
Sender = tuple[str, str]  # an account and its number


@dataclass(frozen=True)
class UsageCost:
    """The cost of a record: transactions and write units; `bar` is the most that a record may cost."""

    case: str
    hour: int
    records: int
    transactions_a_record: float
    write_units_a_record: float
    bar: float | None = None


def measure() -> Iterator[UsageCost]:
    """Measure each case in the morning and at night of a day that fills up between."""
    real = clock.now
    with cloud(TABLE, {}, {}):
        yield from _measure(Table(TABLE, pause=lambda seconds: None))
    clock.now = real


def _measure(table: Table) -> Iterator[UsageCost]:
    team = ids.new_id("team")
    members = [new_member(table, team) for _ in range(24)]
    today = clock.now().replace(minute=0, second=0, microsecond=0)
    for hour in range(_HOURS[-1] + 1):
        now = today.replace(hour=hour, minute=59, second=30)
        _meter(table, [new_text(member, now - timedelta(minutes=5)) for member in members], now)
        if hour in _HOURS:
            yield from _at(table, members, now)


def _at(table: Table, members: list[Sender], now: datetime) -> Iterator[UsageCost]:
    busy = [new_text(members[0], now - timedelta(seconds=n)) for n in range(_RECORDS)]
    yield _cost(table, "busy: 25 of one person's minute", now, [busy], 1.0)
    more = [new_text(members[4], now - timedelta(seconds=n / 2)) for n in range(AT_ONCE)]
    yield _cost(table, "busy: 40 of one person's minute", now, [more], 1.0)
    quiet = [new_text(members[1], now - timedelta(seconds=35 * n)) for n in range(_RECORDS)]
    yield _cost(table, "quiet: 25 of one person's quarter", now, [quiet], 2.5)
    minutes = [new_text(members[3], now - timedelta(minutes=n)) for n in range(_RECORDS)]
    yield _cost(table, "quiet: 25 of one person's minutes", now, [minutes], 2.5)
    late = [new_text(members[5], now - timedelta(hours=1, minutes=n)) for n in range(_RECORDS)]
    yield _cost(table, "25 of one person's minutes, an hour late", now, [late], None)
    many = [new_text(members[n % 24], now - timedelta(seconds=61)) for n in range(_RECORDS)]
    yield _cost(table, "25 of 24 people", now, [many], 8.0)
    alone = [[new_text(members[2], now - timedelta(seconds=n))] for n in range(_RECORDS)]
    yield _cost(table, "one at a time, of one person", now, alone, None)


def new_member(table: Table, team: str) -> Sender:
    account_id, now = ids.new_id("acc"), clock.now()
    work = UnitOfWork(table, RequestContext(SYSTEM, now, "bench"))
    work.save([people.save(Person(account_id, team_id=team, role="member", since=datetime(2020, 1, 1, tzinfo=UTC)))])
    given = LedgerAccount(account_id, f"given:{team}")
    journal = transfer(f"bench:{account_id}", Kind.ALLOCATION, LedgerAccount("paypal", "bench"), given, FUNDS)
    ledger.post(work, journal)
    work.save(ledger.list_new(ledger.to_wallet(account_id, None)))
    work.commit()
    return account_id, ids.new_id("num")


def new_text(sender: Sender, at: datetime) -> Envelope:
    text = MessageRequested(
        message_id=ids.derived_id("msg", token_urlsafe()),  # each is made by a process of its own
        number_id=sender[1],
        user_id=sender[0],
        parts=1,
        amount=PRICE,
        place="United States",
        deck="2026-11",
        country="US",
        requested_at=at,
    )
    return enveloped(text).model_copy(update={"correlation_id": f"{token_urlsafe(11)}="})  # as the HTTP API's


def _cost(table: Table, case: str, now: datetime, batches: Sequence[list[Envelope]], bar: float | None) -> UsageCost:
    with counting(aws.client("dynamodb")) as used:
        for batch in batches:
            _meter(table, batch, now)
    records = sum(map(len, batches))
    each = (round(used.transactions / records, 3), round(used.write_units / records, 3))
    return UsageCost(case, now.hour, records, *each, bar)


def _meter(table: Table, batch: list[Envelope], now: datetime) -> None:
    """Have a batch debited at a moment of the simulated day."""
    clock.now = lambda: now
    answer = deliver(BatchConsumer("billing", lambda: table, lambda: reaction).handler, queue_batch(*batch))
    if answer["batchItemFailures"]:
        raise RuntimeError("a record was not debited; see the log")
