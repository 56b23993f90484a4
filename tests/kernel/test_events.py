"""Tests of outbox, relay and consumer: an event is published exactly with its change, and takes effect once."""

import json
from typing import Any, ClassVar

import pytest

from contracts.event import Envelope, Event
from kernel import aws, clock
from kernel.bus import relay
from kernel.bus.batch import BatchFailedError
from kernel.bus.consumer import Consumer
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import encode, put, put_new, update
from kernel.dynamodb.unit_of_work import IdempotencyRecord, RequestContext, UnitOfWork
from kernel.problems import Conflict, Stale
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, answer_lost, crashing, refused


class Counted(Event):
    source: ClassVar[str] = "tests"
    by: int = 1
    padding: str = ""


@pytest.fixture
def table(table_name: str) -> Table:
    return Table(table_name, pause=lambda seconds: None)


def work_on(table: Table) -> UnitOfWork:
    return UnitOfWork(table, RequestContext("acc_1", clock.now(), "cor"))


def outbox(table: Table) -> list[Envelope]:
    items = table.client.scan(TableName=table.name)["Items"]
    return [Envelope.model_validate_json(item["envelope"]["S"]) for item in items if "envelope" in item]


def stream_batch(envelopes: list[Envelope]) -> dict[str, Any]:
    images = [encode({"pk": f"EVENT#{it.id}", "sk": "EVENT", "envelope": it.model_dump_json()}) for it in envelopes]
    return {"Records": [{"eventName": "INSERT", "dynamodb": {"NewImage": image}} for image in images]}


def test_an_event_is_written_with_its_change(table: Table) -> None:
    """The event is written to the outbox in the same transaction as the change."""
    work = work_on(table)
    work.save(put({"pk": "a", "sk": "X"}))
    work.publish(Counted())
    work.commit()
    (envelope,) = outbox(table)
    assert (envelope.type, envelope.source, envelope.actor, envelope.correlation_id) == (
        "Counted", "tests", "acc_1", "cor",
    )  # fmt: skip
    assert work.is_empty


def test_a_refused_change_publishes_nothing(table: Table) -> None:
    """A refused change writes no event."""
    table.commit([put({"pk": "a", "sk": "X"})])
    work = work_on(table)
    work.save(put_new({"pk": "a", "sk": "X"}, on_conflict=Conflict()))
    work.publish(Counted())
    with pytest.raises(Conflict):
        work.commit()
    assert outbox(table) == []


def test_an_event_too_large_for_the_bus_is_never_written(table: Table) -> None:
    """An event larger than the bus accepts raises an error before anything is written."""
    work = work_on(table)
    work.publish(Counted(padding="x" * 200_001))
    with pytest.raises(ValueError, match="too large"):
        work.commit()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, moto_aws: None) -> Any:
    """Create a bus with a queue behind it; return a function that reads the queue's envelopes."""
    events, sqs = aws.client("events"), aws.client("sqs")
    queue = sqs.create_queue(QueueName="relayed")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.create_event_bus(Name="teamline")
    events.put_rule(Name="all", EventBusName="teamline", EventPattern=json.dumps({"source": [{"prefix": "teamline."}]}))
    events.put_targets(Rule="all", EventBusName="teamline", Targets=[{"Id": "queue", "Arn": arn}])
    monkeypatch.setenv("BUS_NAME", "teamline")

    def received() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while messages := sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
            found += [json.loads(message["Body"]) for message in messages]
            for message in messages:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return found

    yield received
    sqs.delete_queue(QueueUrl=queue)
    events.remove_targets(Rule="all", EventBusName="teamline", Ids=["queue"])
    events.delete_rule(Name="all", EventBusName="teamline")
    events.delete_event_bus(Name="teamline")


def test_the_relay_publishes_every_event_of_a_batch(bus: Any) -> None:
    """Twenty-five events are published in three calls, each with its whole envelope."""
    envelopes = [enveloped(Counted(by=n)) for n in range(25)]
    relay.handler(stream_batch(envelopes), None)
    got = bus()
    assert {message["detail"]["id"] for message in got} == {envelope.id for envelope in envelopes}
    assert {(message["source"], message["detail-type"]) for message in got} == {("teamline.tests", "Counted")}


def test_the_relay_sends_large_events_apart(bus: Any) -> None:
    """Events that together exceed the size limit of one call are published in several calls."""
    envelopes = [enveloped(Counted(padding="x" * 150_000)) for _ in range(3)]
    relay.handler(stream_batch(envelopes), None)
    assert len(bus()) == 3


def test_the_relay_raises_when_the_bus_refused_any(bus: Any) -> None:
    """One refused entry makes the relay raise, so that the stream delivers the whole batch again."""
    envelopes = [enveloped(Counted()), enveloped(Counted())]
    partly = {"FailedEntryCount": 1, "Entries": [{"EventId": "1"}, {"ErrorCode": "InternalFailure"}]}
    with (
        refused(aws.client("events"), "PutEvents", times=1, error=partly, status=200),
        pytest.raises(relay.EventsRefusedError, match="1 of 2"),
    ):
        relay.handler(stream_batch(envelopes), None)
    relay.handler(stream_batch(envelopes), None)
    assert {message["detail"]["id"] for message in bus()} == {envelope.id for envelope in envelopes}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at_call", [1, 2, 3])
def test_a_relay_killed_at_any_call_loses_nothing(bus: Any, at_call: int, after: bool) -> None:
    """A relay killed before or after any call gets the batch again, and every event reaches the bus."""
    envelopes = [enveloped(Counted(by=n)) for n in range(25)]
    with crashing(aws.client("events"), at_call=at_call, after=after), pytest.raises(Crash):
        relay.handler(stream_batch(envelopes), None)
    relay.handler(stream_batch(envelopes), None)
    assert {message["detail"]["id"] for message in bus()} == {envelope.id for envelope in envelopes}


@pytest.fixture
def consumer(table: Table) -> Consumer:
    consumer = Consumer("tests", lambda: table)

    @consumer.on(Counted)
    def add(work: UnitOfWork, event: Counted) -> None:
        if event.by < 0:
            raise ValueError("poison")
        if event.by:
            work.save(update({"pk": "sum", "sk": "X"}, add={"n": event.by}))

    return consumer


def total(table: Table) -> int:
    return (table.get("sum", "X") or {}).get("n", 0)


def test_an_event_delivered_twice_has_its_effect_once(consumer: Consumer, table: Table) -> None:
    """An event delivered twice takes effect exactly once."""
    envelope = enveloped(Counted(by=5))
    for _ in range(3):
        assert deliver(consumer.handler, queue_batch(envelope, envelope)) == {"batchItemFailures": []}
    assert total(table) == 5


def test_only_failed_events_are_delivered_again(consumer: Consumer, table: Table) -> None:
    """A bad event in a batch affects no other; only it returns to the queue."""
    batch = queue_batch(enveloped(Counted(by=1)), enveloped(Counted(by=-1)), enveloped(Counted(by=2)))
    batch["Records"].append({"messageId": "junk", "body": "not json"})
    assert deliver(consumer.handler, batch) == {
        "batchItemFailures": [{"itemIdentifier": "m1"}, {"itemIdentifier": "junk"}]
    }
    assert total(table) == 3


@pytest.mark.parametrize("after", [False, True])
def test_a_consumer_killed_at_its_commit_loses_and_doubles_nothing(
    consumer: Consumer, table: Table, after: bool
) -> None:
    """A consumer killed just before or after its commit handles the redelivered event, which takes effect once."""
    batch = queue_batch(enveloped(Counted(by=5)))
    with crashing(table.client, at_call=1, after=after), pytest.raises(Crash):
        deliver(consumer.handler, batch)
    deliver(consumer.handler, batch)
    assert total(table) == 5


def test_a_lost_response_to_a_commit_causes_no_second_effect(consumer: Consumer, table: Table) -> None:
    """If the response to a commit is lost, the redelivered event is recognized as handled."""
    batch = queue_batch(enveloped(Counted(by=5)))
    with answer_lost(table.client, "TransactWriteItems"):
        assert deliver(consumer.handler, batch)["batchItemFailures"]
    assert deliver(consumer.handler, batch) == {"batchItemFailures": []}
    assert total(table) == 5


def test_an_event_without_effect_costs_no_write(consumer: Consumer, table: Table) -> None:
    """A reaction that changes nothing writes nothing."""
    deliver(consumer.handler, queue_batch(enveloped(Counted(by=0))))
    assert table.client.scan(TableName=table.name)["Count"] == 0


def test_a_lost_race_is_retried(table: Table) -> None:
    """A reaction that lost a race to another change loads and decides again, within the same delivery."""
    consumer, tries = Consumer("tests", lambda: table), []
    table.commit([put({"pk": "a", "sk": "1"})])

    @consumer.on(Counted)
    def race(work: UnitOfWork, event: Counted) -> None:
        tries.append(event)
        work.save(put_new({"pk": "a", "sk": str(len(tries))}, on_conflict=Stale()))

    assert deliver(consumer.handler, queue_batch(enveloped(Counted()))) == {"batchItemFailures": []}
    assert len(tries) == 2


@pytest.mark.parametrize(("at_call", "sent"), [(1, 1), (2, 2)])
def test_an_external_effect_happens_at_least_once(table: Table, at_call: int, sent: int) -> None:
    """A crash before sending leads to one send, a crash between sending and recording it to two; never to none."""
    consumer, texts = Consumer("tests", lambda: table), []

    @consumer.on(Counted, has_external_effect=True)
    def send(work: UnitOfWork, event: Counted) -> None:
        texts.append(event)

    batch = queue_batch(enveloped(Counted()))
    with crashing(table.client, at_call=at_call, after=False), pytest.raises(Crash):
        deliver(consumer.handler, batch)
    for _ in range(3):
        deliver(consumer.handler, batch)
    assert len(texts) == sent


def test_one_event_has_one_reaction_in_a_service(consumer: Consumer) -> None:
    """A second reaction to the same event in one service raises an error."""
    assert consumer.events == [Counted]
    with pytest.raises(ValueError, match="Counted"):
        consumer.on(Counted)


def test_two_doors_handle_the_same_event_once_each(table: Table) -> None:
    """What one door of a service has handled, another one handles as well, and neither does so twice."""
    doors = [Consumer(name, lambda: table) for name in ("tests", "tests-apart")]
    for door in doors:

        @door.on(Counted)
        def count_it(work: UnitOfWork, event: Counted, name: str = door.name) -> None:
            work.save([update({"pk": name, "sk": "COUNT"}, add={"count": 1})])

    envelope = enveloped(Counted())
    for door in (*doors, *doors):
        deliver(door.handler, queue_batch(envelope))
    assert [table.get(door.name, "COUNT") for door in doors] == [
        {"pk": door.name, "sk": "COUNT", "count": 1} for door in doors
    ]


def test_an_event_published_by_a_newer_version_is_understood(consumer: Consumer, table: Table) -> None:
    """An older subscriber ignores the fields that a later publisher adds."""
    envelope = enveloped(Counted(by=2))
    newer = envelope.model_copy(update={"data": envelope.data | {"later": True}})
    deliver(consumer.handler, queue_batch(newer))
    assert total(table) == 2


def test_the_record_of_a_handled_event_expires(table: Table) -> None:
    """The idempotency record of a handled event has a time to live."""
    once = IdempotencyRecord("HANDLED#1", "HANDLED", clock.now())
    table.commit([once.item()])
    assert table.get("HANDLED#1", "HANDLED")["ttl"] <= clock.to_epoch(clock.now())  # type: ignore[index]


def test_a_batch_that_failed_as_a_whole_raises(table: Table) -> None:
    """A consumer that handles no event of a batch raises, so that its error metric shows it."""
    consumer = Consumer("tests", lambda: table)
    junk = {"Records": [{"messageId": "m0", "body": "{}"}, {"messageId": "m1", "body": "no JSON"}]}
    with pytest.raises(BatchFailedError):
        consumer.handler(junk, None)
