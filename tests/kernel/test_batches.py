"""Many events in one transaction: each has its effect once, and one that fails holds none of its neighbors back."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from contracts.event import Envelope, Event
from kernel import aws, clock
from kernel.bus import relay
from kernel.bus.batch_consumer import BatchConsumer, BatchReaction, Delivery, cut
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.outbox import FEW
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import encode, update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from tests.events import deliver, enveloped, queue_batch
from tests.faults import conflicting, counted, meanwhile
from tests.moto_tables import events_in, items_in


class Used(Event):
    source: ClassVar[str] = "tests"
    who: str = "a"
    record: str = "1"
    is_bad: bool = False


class Done(Event):
    source: ClassVar[str] = "tests"
    record: str


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


def react(work: UnitOfWork, deliveries: Sequence[Delivery]) -> None:
    """Count each record of a person once: the record is an attribute beside the count."""
    events = [it.event for it in deliveries if isinstance(it.event, Used)]
    for who in dict.fromkeys(event.who for event in events):
        known = work.table.get(who, "X") or {}
        new = list(dict.fromkeys(it.record for it in events if it.who == who and f"r{it.record}" not in known))
        if any(event.is_bad for event in events if event.who == who):
            raise RuntimeError("it cannot be read")
        if new:
            absent = Attr(f"r{new[0]}").not_exists()
            for record in new[1:]:
                absent &= Attr(f"r{record}").not_exists()
            once = {f"r{record}": True for record in new}
            work.save(
                [update({"pk": who, "sk": "X"}, set=once, add={"n": len(new)}, only_if=absent, on_conflict=Stale())]
            )
            for delivery in (it for it in deliveries if it.event.record in new):  # type: ignore[attr-defined]
                work.publish(Done(record=delivery.event.record), caused_by=delivery.context)  # type: ignore[attr-defined]


def items_of(delivery: Delivery) -> set[tuple[str, str]]:
    """Return what is written for a record: its person's item, and as in billing some more."""
    who, record = delivery.event.who, delivery.event.record  # type: ignore[attr-defined]
    if who == "nowhere":
        raise ValueError("it has no items")
    return {(who, "X"), (who, "balance"), (who, "hour"), (who, f"record {record}")}


reaction = BatchReaction((Used,), lambda event: event.who, items_of, react)  # type: ignore[attr-defined]


def consumer(table: Table) -> BatchConsumer:
    return BatchConsumer("tests", lambda: table, lambda: reaction)


def counts(table: Table) -> dict[str, int]:
    return {item["pk"]: item["n"] for item in items_in(table.name, "X")}


def failed(answer: dict[str, Any]) -> list[str]:
    return [it["itemIdentifier"] for it in answer["batchItemFailures"]]


def test_a_batch_is_one_transaction(table: Table) -> None:
    """Twenty-five events of three people take effect in one transaction, each once, however often they are there."""
    batch = queue_batch(*(enveloped(Used(who=who, record=str(n % 8))) for who in "abc" for n in range(8)))
    with counted(aws.client("dynamodb")) as calls:
        assert failed(deliver(consumer(table).handler, batch)) == []
    assert (counts(table), calls.written) == ({"a": 8, "b": 8, "c": 8}, [4])
    assert failed(deliver(consumer(table).handler, batch)) == []
    assert counts(table) == {"a": 8, "b": 8, "c": 8}


def test_one_that_fails_holds_no_other_back(table: Table) -> None:
    """It alone is delivered again, also one that cannot be read at all."""
    events = [Used(who=f"p{n}", is_bad=n == 11) for n in range(24)]
    batch = queue_batch(*map(enveloped, events))
    batch["Records"].append({"messageId": "m_broken", "body": "{}"})
    assert failed(deliver(consumer(table).handler, batch)) == ["m_broken", "m11"]
    assert counts(table) == {f"p{n}": 1 for n in range(24) if n != 11}


def test_one_whose_items_cannot_be_found_holds_no_other_back(table: Table) -> None:
    """It alone is delivered again, however it fails."""
    batch = queue_batch(*(enveloped(Used(who=who)) for who in ("a", "nowhere", "b")))
    assert failed(deliver(consumer(table).handler, batch)) == ["m1"]
    assert counts(table) == {"a": 1, "b": 1}


def test_a_batch_that_others_change_meanwhile_is_decided_again(table: Table) -> None:
    """A record that another worker wrote in between is dropped, and the rest is written."""
    two = queue_batch(enveloped(Used(record="1")), enveloped(Used(record="2")))
    one = queue_batch(enveloped(Used(record="1")))
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: deliver(consumer(table).handler, one)):
        assert failed(deliver(consumer(table).handler, two)) == []
    assert counts(table) == {"a": 2}
    assert sorted(it.data["record"] for it in events_in(table.name)) == ["1", "2"]


def test_while_the_table_is_busy_all_is_delivered_again(table: Table) -> None:
    """Smaller transactions would make it busier: none is tried."""
    batch = queue_batch(enveloped(Used(record="1")), enveloped(Used(record="2")))
    with conflicting(aws.client("dynamodb"), at_commit=1, times=8) as calls:
        assert failed(deliver(consumer(table).handler, batch)) == ["m0", "m1"]
    assert (len(calls.made), counts(table)) == (8, {})


@pytest.mark.parametrize("times", [8, 16])
def test_only_those_whose_items_are_busy_are_delivered_again(table: Table, times: int) -> None:
    """The rest of a transaction is tried once more, without them; if it is busy as well, all is delivered again."""
    batch = queue_batch(*(enveloped(Used(who=who, record=str(n))) for n in range(2) for who in "abc"))
    with conflicting(aws.client("dynamodb"), at_commit=1, times=times, at_item=1) as calls:
        again = failed(deliver(consumer(table).handler, batch))
    if times == 8:
        assert (sorted(again), counts(table), len(calls.made)) == (["m1", "m4"], {"a": 2, "c": 2}, 9)
    else:
        assert (sorted(again), counts(table), len(calls.made)) == ([f"m{n}" for n in range(6)], {}, 16)


def test_what_there_is_no_time_for_is_delivered_again(table: Table) -> None:
    """A transaction that would be cut off is not begun."""
    left = iter((60_000, 14_000))
    context = SimpleNamespace(
        get_remaining_time_in_millis=lambda: next(left), function_name="f", memory_limit_in_mb=1,
        invoked_function_arn="arn", aws_request_id="r",
    )  # fmt: skip
    batch = queue_batch(*(enveloped(Used(record=str(n))) for n in range(45)))
    assert failed(consumer(table).handler(batch, context)) == [f"m{n}" for n in range(40, 45)]
    assert counts(table) == {"a": 40}


def test_a_refused_transaction_says_all_that_failed(table: Table) -> None:
    """Its refusal is the first one's, and names the others."""
    table.commit([update({"pk": pk, "sk": "X"}, add={"n": 1}) for pk in "abc"])
    absent = Attr("n").not_exists()
    entries = [update({"pk": pk, "sk": "X"}, add={"n": 1}, only_if=absent, on_conflict=Stale()) for pk in "acz"]
    with pytest.raises(Stale) as refusal:
        table.commit(entries)
    assert refusal.value.__notes__ == ["refused: a X, c X"]


def test_a_transaction_has_as_many_events_as_fit() -> None:
    """Those of a key stay together as far as they fit, and in their order."""
    context = RequestContext("acc", clock.now(), "cor")
    events = [Used(who=str(n % 30), record=str(n)) for n in range(100)]
    parts = list(cut(Delivery(it, clock.now(), context, it.record).placed(reaction) for it in events))
    assert all(len(part) + 3 * len({it.event.who for it in part}) <= 98 for part in parts)  # type: ignore[attr-defined]
    found = [it.message_id for part in parts for it in part]
    assert sorted(found, key=int) == [event.record for event in events]
    of_one = [record for record in found if int(record) % 30 == 7]
    assert of_one == sorted(of_one, key=int)


def test_many_events_of_a_transaction_travel_in_one_item(table: Table) -> None:
    """Each keeps who caused it; the relay puts each on the bus as it was."""
    work = UnitOfWork(table, RequestContext("system", clock.now(), "batch"))
    for n in range(FEW + 22):
        work.publish(Done(record=str(n)), caused_by=RequestContext(f"acc_{n}", clock.now(), f"cor_{n}"))
    work.commit()
    (item,) = items_in(table.name, "EVENT")
    found = [Envelope.model_validate_json(text) for text in relay.events_of(encode(item))]
    assert [(it.actor, it.correlation_id, it.data) for it in found] == [
        (f"acc_{n}", f"cor_{n}", {"record": str(n)}) for n in range(FEW + 22)
    ]
    assert len(item["packed"]) < 1_024


def test_events_too_large_for_one_item_travel_in_several(table: Table) -> None:
    """An item stays below the table's limit, whatever compression does."""
    work = UnitOfWork(table, RequestContext("system", clock.now(), "batch"))
    work.publish(*(Done(record=str(n) * 90_000) for n in range(FEW + 1)))
    work.commit()
    assert (len(items_in(table.name, "EVENT")), len(events_in(table.name))) == (2, FEW + 1)
