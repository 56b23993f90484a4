"""The records of a minute are kept in small items, however many there are, and each is still there once (B20)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.messages import MessageFailed, MessageReceived, MessageRequested
from kernel import aws, clock, ids
from kernel.bus.batch_consumer import BatchConsumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.person import Person
from services.billing.reactions.metering import reaction
from services.billing.stores import people
from tests.events import deliver, enveloped, queue_batch
from tests.faults import busy, counted, meanwhile
from tests.in_process import door
from tests.services.billing.calling import has, used_by
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.test_texts import AT, PRICE, not_sent, wanted

MOST = 80  # records of an item: a transaction's 40 may follow on 39


def received(number: int, user_id: str = MEMBER) -> MessageReceived:
    """Return one of many texts that a person got in a minute."""
    about: dict[str, Any] = {"number_id": "num_1", "parts": 1, "country": "US", "received_at": AT}
    return MessageReceived(message_id=f"msg_{number:04}", user_id=user_id, **about)


def meter(harness: BillingHarness, events: Iterable[MessageReceived | MessageRequested], size: int = 500) -> None:
    """Report these, so many in a batch."""
    with harness.world.inside("billing"):
        reported = list(map(enveloped, events))
        for at in range(0, len(reported), size):
            answer = deliver(door("billing", "metering").handler, queue_batch(*reported[at : at + size]))
            assert answer == {"batchItemFailures": []}


def sizes(harness: BillingHarness) -> list[int]:
    """Return how many records each item has."""
    packs = [item for item in harness.items("") if item["pk"].startswith("USAGE#")]
    return sorted(sum(name.startswith(("r:", "x:")) for name in item) for item in packs)


@pytest.mark.parametrize("size", [500, 37])
def test_a_minute_has_any_number_of_records(harness: BillingHarness, size: int) -> None:
    """They are spread over items of few records; what is reported again is found in whichever item it is."""
    texts = [received(number) for number in range(130)]
    meter(harness, texts, size)
    assert Counter(it.record_id for it in used_by(harness)) == Counter(text.message_id for text in texts)
    assert (sum(sizes(harness)), sizes(harness)[-1] <= MOST) == (130, True)
    with counted(aws.client("dynamodb")) as calls:
        meter(harness, reversed(texts))
    assert calls.written == []
    harness.assert_books_right()


def test_records_that_are_counted_late_together_are_spread_as_well(harness: BillingHarness) -> None:
    """After an outage many are counted in one minute, whenever they were."""
    long_ago = clock.now() - timedelta(hours=5)
    texts = [received(n).model_copy(update={"received_at": long_ago + timedelta(seconds=n)}) for n in range(120)]
    meter(harness, texts)
    assert all(it.is_late for it in used_by(harness))
    assert (sum(sizes(harness)), sizes(harness)[-1] <= MOST) == (240, True)
    query = {"from": f"{long_ago - timedelta(days=1):%Y-%m-%d}", "limit": "1000"}
    found = harness.ask("GET /v1/usage/records", MEMBER, query=query).body["items"]
    assert sorted(it["record_id"] for it in found) == [f"msg_{n:04}" for n in range(120)]
    harness.assert_books_right()


def test_a_refund_is_beside_its_text(harness: BillingHarness) -> None:
    """Also in an item that gets no more texts, and by an event that does not say when the text was."""
    has(harness, own=100 * DOLLAR)
    texts = [wanted(f"msg_{number}") for number in range(45)]
    meter(harness, texts)
    for number in (0, 39, 40, 44):
        without = MessageFailed(message_id=f"msg_{number}", number_id="num_1", user_id=MEMBER, reason="40001")
        harness.deliver_events(without, not_sent(f"msg_{number}"), without)
    assert harness.parts(MEMBER) == {"own": 100 * DOLLAR - 41 * PRICE}
    assert len(used_by(harness)) == 49
    meter(harness, texts)
    assert harness.parts(MEMBER) == {"own": 100 * DOLLAR - 41 * PRICE}
    harness.assert_books_right()


def test_what_was_refused_in_a_full_minute_stays_refused(harness: BillingHarness) -> None:
    """Its note is in one of the minute's items: after credits were bought its report changes nothing."""
    texts = [wanted(f"msg_{number}") for number in range(60)]
    meter(harness, texts)
    has(harness, own=DOLLAR)
    meter(harness, texts)
    assert (harness.parts(MEMBER), sum(sizes(harness))) == ({"own": DOLLAR}, 60)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_two_workers_at_the_end_of_an_item_write_each_text_once(harness: BillingHarness, data: st.DataObject) -> None:
    """Whichever of them fills it while the other has read it: no text is in two items, or in none."""
    before, one, other = (data.draw(st.integers(low, most)) for low, most in ((30, 45), (1, 45), (1, 20)))
    person, overlap = ids.new_id("acc"), data.draw(st.integers(0, one))
    add_person(harness, person)
    first = [received(n, person) for n in range(before)]
    meter(harness, first)
    ones = [received(before + n, person) for n in range(one)]
    others = [received(before + one - overlap + n, person) for n in range(other)]
    at = data.draw(st.integers(1, 2))
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: meter(harness, others), at_call=at):
        meter(harness, [*ones, *first[:5]])
    meter(harness, others)
    found = Counter(it.record_id for it in used_by(harness, person))
    assert found == Counter({text.message_id for text in (*first, *ones, *others)})


@pytest.mark.parametrize("key", [f"USAGE#{MEMBER}#.*#0001$", f"SUMS#.*{MEMBER}", f"WALLET#{MEMBER}ENTRY", "#late#"])
def test_while_an_item_is_busy_only_its_person_waits(harness: BillingHarness, key: str) -> None:
    """Also if it is a later one of a minute, or a team's sums, or a wallet's hour: the others' texts are counted."""
    meter(harness, [received(number) for number in range(45)])
    add_person(harness, "acc_901")
    early = {"received_at": clock.now() - timedelta(hours=5)}
    his = received(51).model_copy(update=early if key == "#late#" else {})
    texts = [received(50, "acc_901"), his, received(52, "acc_901")]
    consumer = BatchConsumer("billing", lambda: harness.table, lambda: reaction)
    with busy(aws.client("dynamodb"), re.compile(key).search):
        answer = deliver(consumer.handler, queue_batch(*map(enveloped, texts)))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert len(used_by(harness, "acc_901")) == 2


class _ReadSlowly(Table):
    """A table of whose queries the first item is read before others write, and the rest afterwards, each once."""

    def __init__(self, behind: Table, writes: Iterable[Callable[[], object]]) -> None:
        super().__init__(behind.name)
        self._writes = iter(writes)

    def query_all(self, pk: str, **how: Any) -> list[dict[str, Any]]:
        """Return all items, each as it was when it was read."""
        first = super().query_all(pk, **how)[:1]
        next(self._writes, lambda: None)()
        return [*first, *super().query_all(pk, **how)[len(first) :]]


def test_a_text_that_is_written_while_its_minute_is_read_is_there_once(harness: BillingHarness) -> None:
    """As the last one of an item, before others fill the next: who has read that item before decides again."""
    before = 79
    texts = [received(number) for number in range(before + 42)]
    meter(harness, texts[:before])

    def write_by_another() -> None:
        meter(harness, texts[before : before + 41], size=1)

    slow = _ReadSlowly(harness.table, [write_by_another])
    consumer = BatchConsumer("billing", lambda: slow, lambda: reaction)
    answer = deliver(consumer.handler, queue_batch(*map(enveloped, (texts[before], texts[-1]))))
    assert answer == {"batchItemFailures": []}
    assert Counter(it.record_id for it in used_by(harness)) == Counter(text.message_id for text in texts)
    harness.assert_books_right()


def add_person(harness: BillingHarness, account_id: str) -> None:
    """Have one more person on the team."""
    work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
    work.save([people.save(Person(account_id, team_id=TEAM, role="member", since=clock.now()))])
    work.commit()


def test_texts_of_many_that_are_late_fit_into_their_transactions(harness: BillingHarness) -> None:
    """Each is written twice; none is tried in a transaction that is too large."""
    late = {"received_at": clock.now() - timedelta(hours=2)}
    for n in range(24):
        add_person(harness, f"acc_9{n:02}")
    texts = [received(n, f"acc_9{n % 24:02}").model_copy(update=late) for n in range(48)]
    with counted(aws.client("dynamodb")) as calls:
        meter(harness, texts)
    assert calls.made == ["BatchGetItem", "TransactWriteItems"] * 2
    assert max(calls.written) <= 100
