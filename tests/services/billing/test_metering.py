"""Usage is debited once for ever, in whichever batches it is reported, and what costs nothing is counted (B11, B20)."""

from datetime import timedelta

from contracts.calls import CallEnded
from contracts.event import Event
from contracts.messages import MessageFailed, MessageReceived
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.domain.spending import spend
from services.billing.stores import ledger
from tests.events import deliver, enveloped, queue_batch
from tests.faults import counted
from tests.in_process import door
from tests.services.billing.calling import RATE, ended, has, spent_of, used_by
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.test_texts import AT, PRICE, not_sent, wanted


def meter(harness: BillingHarness, *events: Event) -> None:
    """Report these in one batch, and let all that follows happen."""
    with harness.world.inside("billing"):
        answer = deliver(door("billing", "metering").handler, queue_batch(*map(enveloped, events)))
    assert answer == {"batchItemFailures": []}
    harness.world.settle()


def answers(harness: BillingHarness) -> list[tuple[str, str]]:
    """Return what was answered to each text."""
    paid = [(it["message_id"], "paid") for it in harness.events("MessagePaid")]
    return sorted([*paid, *((it["message_id"], it["reason"]) for it in harness.events("MessageRefused"))])


def test_a_batch_is_decided_text_by_text_in_one_transaction(harness: BillingHarness) -> None:
    """Each takes what those before have left, a text that is there twice counts once, and the fall is said once."""
    has(harness, own=2 * PRICE)
    texts = [wanted("msg_1"), wanted("msg_2"), wanted("msg_1"), wanted("msg_3"), wanted("msg_4", user_id=OWNER)]
    with counted(aws.client("dynamodb")) as calls, harness.world.inside("billing"):
        deliver(door("billing", "metering").handler, queue_batch(*map(enveloped, texts)))
    assert calls.made == ["BatchGetItem", "TransactWriteItems"]
    assert answers(harness) == [
        ("msg_1", "paid"), ("msg_2", "paid"), ("msg_3", "insufficient_credits"), ("msg_4", "insufficient_credits"),
    ]  # fmt: skip
    assert len(harness.events("BalanceFell")) == 1
    assert (harness.parts(MEMBER), spent_of(harness)) == ({}, [2 * PRICE])
    harness.assert_books_right()


def test_each_answer_has_the_context_of_its_question(harness: BillingHarness) -> None:
    """Who sent it by which request: not those of the batch."""
    has(harness, own=DOLLAR)
    asked = [
        enveloped(wanted(f"msg_{n}"), actor=f"acc_{n}").model_copy(update={"correlation_id": f"c{n}"}) for n in range(6)
    ]
    with harness.world.inside("billing"):
        deliver(door("billing", "metering").handler, queue_batch(*asked))
    said = [it for it in harness.world.outbox() if it.type == "MessagePaid"]
    assert [(it.actor, it.correlation_id, it.data["message_id"]) for it in said] == [
        (f"acc_{n}", f"c{n}", f"msg_{n}") for n in range(6)
    ]


def test_what_was_refused_is_not_debited_when_it_is_reported_again(harness: BillingHarness) -> None:
    """Numbers has given it up: after credits were bought its old report changes nothing."""
    meter(harness, wanted())
    has(harness, own=DOLLAR)
    meter(harness, wanted())
    assert (answers(harness), harness.parts(MEMBER)) == ([("msg_1", "insufficient_credits")], {"own": DOLLAR})


def test_a_report_after_two_months_debits_nothing(harness: BillingHarness) -> None:
    """Its record is there, under its own instant; nothing is published again."""
    old = wanted().model_copy(update={"requested_at": AT - timedelta(days=60)})
    has(harness, own=DOLLAR)
    meter(harness, old)
    (record,) = used_by(harness)
    assert (record.at, record.is_late) == (old.requested_at, True)
    with counted(aws.client("dynamodb")) as calls:
        meter(harness, old)
    assert (calls.written, answers(harness), harness.parts(MEMBER)) == (
        [],
        [("msg_1", "paid")],
        {"own": DOLLAR - PRICE},
    )
    harness.assert_books_right()


def test_what_costs_nothing_is_counted(harness: BillingHarness) -> None:
    """Texts and calls that were received, and voicemail, of who pays nothing; a call that no one took is none."""
    now = clock.now()
    text = {"number_id": "num_1", "user_id": MEMBER, "parts": 2, "country": "DE"}
    call = {
        "number_id": "num_1",
        "user_id": MEMBER,
        "direction": "in",
        "started_at": now,
        "ended_at": now,
        "talked": 61,
    }
    meter(
        harness,
        MessageReceived.model_validate(text | {"message_id": "msg_9", "received_at": now}),
        CallEnded.model_validate(call | {"call_id": "call_1", "answered_by": "app"}),
        CallEnded.model_validate(call | {"call_id": "call_2", "answered_by": "voicemail"}),
        CallEnded.model_validate(call | {"call_id": "call_3", "answered_by": "none"}),
        CallEnded.model_validate(call | {"call_id": "call_4", "answered_by": "app", "user_id": None}),
    )
    found = {it.record_id: (str(it.kind), it.seconds, it.units, it.amount, it.holder) for it in used_by(harness)}
    assert found == {
        "msg_9": ("text_received", 0, 2, 0, TEAM),
        "call_1": ("call_received", 61, 1, 0, TEAM),
        "call_2": ("voicemail", 61, 1, 0, TEAM),
    }
    assert harness.parts(MEMBER) == {}


def test_a_call_is_counted_by_one_of_its_two_doors(harness: BillingHarness) -> None:
    """One that costs something is a record of its settlement; its end is reported to both, and twice."""
    has(harness, own=DOLLAR)
    harness.deliver_events(ended(90), ended(90))
    (record,) = used_by(harness)
    assert (record.record_id, str(record.kind), record.amount) == ("call_1", "forwarding", RATE * 3 // 2)
    harness.assert_books_right()


def test_a_text_of_before_there_were_records_is_not_debited_again(harness: BillingHarness) -> None:
    """Its journal is found, by an event without the fields of today, and its refund goes by it."""
    has(harness, own=DOLLAR)
    work = UnitOfWork(harness.table, RequestContext(MEMBER, clock.now(), "cor"))
    wallet = ledger.find(harness.table, MEMBER)
    ledger.post(work, spend("message:msg_1", "texts", wallet, PRICE, None, now=work.now))
    work.commit()
    old = {"country": None, "requested_at": None}
    meter(harness, wanted().model_copy(update=old))
    assert (answers(harness), used_by(harness)) == ([], [])
    harness.deliver_events(MessageFailed(message_id="msg_1", number_id="num_1", user_id=MEMBER, reason="40001"))
    assert harness.parts(MEMBER) == {"own": DOLLAR}
    harness.assert_books_right()


def test_a_refund_finds_its_record_without_its_instant(harness: BillingHarness) -> None:
    """An event without the instant is searched for, and refunds once, together with one that has it."""
    has(harness, own=DOLLAR)
    meter(harness, wanted())
    without = MessageFailed(message_id="msg_1", number_id="num_1", user_id=MEMBER, reason="40001")
    harness.deliver_events(without, not_sent(), without)
    assert {it.record_id: (it.amount, it.units) for it in used_by(harness)} == {
        "msg_1": (PRICE, 1),
        "msg_1:refund": (-PRICE, -1),
    }
    assert (harness.parts(MEMBER), spent_of(harness)) == ({"own": DOLLAR}, [0])
    harness.assert_books_right()


def test_the_order_of_use_holds_within_a_batch(harness: BillingHarness) -> None:
    """What the team gave goes first, then the person's own, text by text (B4)."""
    has(harness, own=DOLLAR)
    work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
    given = LedgerAccount(MEMBER, f"given:{TEAM}")
    ledger.post(work, transfer("given", Kind.ALLOCATION, LedgerAccount("paypal", "before"), given, 10_000))
    work.commit()
    meter(harness, wanted("msg_1"), wanted("msg_2"))
    taken = [{line.account.part: line.amount for line in it.lines if line.amount < 0} for it in used_by(harness)]
    assert taken == [{given.part: -PRICE}, {given.part: -2_500, "own": -5_000}]
