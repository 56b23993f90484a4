"""The price of a text is charged once before it is sent, and refunded once if it was not (B4, B11, B12)."""

from contextlib import suppress
from typing import Any

import pytest

from contracts.messages import MessageFailed, MessageRequested
from contracts.money import Money
from contracts.teams import MemberRemoved
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.ledger import Kind, LedgerAccount, transfer
from services.billing.stores import ledger
from tests.events import deliver, enveloped, queue_batch
from tests.faults import Crash, counted, crashing
from tests.in_process import door
from tests.services.billing.calling import arrived, spent_of, used_by
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, joined, money

GIVEN = "given:team_1"
PRICE = 7_500
CENT = 10_000
AT = clock.now()
CALLS = [*(("debit", call) for call in (1, 2)), *(("payback", call) for call in range(1, 4))]


def wanted(message_id: str = "msg_1", amount: int = PRICE, user_id: str = MEMBER) -> MessageRequested:
    """Return the event that a member wants to send a text."""
    return MessageRequested(
        message_id=message_id,
        number_id="num_1",
        user_id=user_id,
        parts=1,
        amount=amount,
        place="United States",
        deck="2026-11",
        country="US",
        requested_at=AT,
    )


def not_sent(message_id: str = "msg_1", user_id: str = MEMBER) -> MessageFailed:
    """Return the event that it was not sent."""
    return MessageFailed(message_id=message_id, number_id="num_1", user_id=user_id, reason="40001", requested_at=AT)


@pytest.fixture
def funded(harness: BillingHarness) -> BillingHarness:
    """Return the harness with a member who has a cent of the team's, and five dollars of their own."""
    has(harness, **{GIVEN: 10_000, "own": 5 * DOLLAR})
    return harness


def has(harness: BillingHarness, **parts: int) -> None:
    """Give the member so much in each part, as if it had been bought."""
    work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
    for part, amount in parts.items():
        cause, bought = f"before:{part}", LedgerAccount("paypal", "before")
        ledger.post(work, transfer(cause, Kind.PURCHASE, bought, LedgerAccount(MEMBER, part), amount))
        work.commit()


def entries(harness: BillingHarness, kind: str) -> list[dict[str, Any]]:
    """Return the journals of a kind."""
    return [it for it in harness.items("JOURNAL") if it["kind"] == kind]


def used(harness: BillingHarness) -> dict[str, int]:
    """Return the price of each record of the member."""
    return {it.record_id: it.amount for it in used_by(harness)}


def test_a_text_is_debited_once_and_of_the_teams_part_first(funded: BillingHarness) -> None:
    """However often the event arrives, under whichever id: one record, and one event that it is paid."""
    for _ in range(2):
        funded.deliver_events(wanted())
        funded.deliver_events(wanted("msg_2"))
    assert funded.parts(MEMBER) == {"own": 5 * DOLLAR - (2 * PRICE - 10_000)}
    assert sorted(it["message_id"] for it in funded.events("MessagePaid")) == ["msg_1", "msg_2"]
    assert (entries(funded, "spent"), used(funded)) == ([], {"msg_1": PRICE, "msg_2": PRICE})
    funded.assert_books_right()


def test_nothing_goes_below_zero(harness: BillingHarness) -> None:
    """With too few credits the text is refused, and costs nothing."""
    has(harness, **{GIVEN: 10_000})
    harness.deliver_events(wanted("msg_1"), wanted("msg_2"))
    assert [it["message_id"] for it in harness.events("MessagePaid")] == ["msg_1"]
    (refused,) = harness.events("MessageRefused")
    assert refused == {"message_id": "msg_2", "reason": "insufficient_credits"}
    assert harness.parts(MEMBER) == {GIVEN: 2_500}
    harness.assert_books_right()


def test_what_was_not_sent_goes_back_once_to_where_it_came_from(funded: BillingHarness) -> None:
    """A text paid from both parts is refunded to both, however often its failure arrives."""
    before = funded.parts(MEMBER)
    funded.deliver_events(wanted(amount=25_000))
    funded.deliver_events(not_sent(), not_sent())
    funded.deliver_events(wanted(amount=25_000))
    assert funded.parts(MEMBER) == before
    assert len(entries(funded, "paid_back")) == 1
    assert used(funded) == {"msg_1": 25_000, "msg_1:refund": -25_000}
    funded.assert_books_right()


def test_what_was_not_paid_does_not_go_back(funded: BillingHarness) -> None:
    """The failure of a text that was never paid refunds nothing."""
    before = funded.parts(MEMBER)
    funded.deliver_events(not_sent("msg_of_nobody"))
    assert funded.parts(MEMBER) == before


def test_what_the_team_gave_goes_back_to_the_team_of_who_has_left(funded: BillingHarness) -> None:
    """A former member gets nothing of the team's, also not by a text that failed (T8)."""
    funded.deliver_events(wanted(amount=25_000))
    funded.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    funded.deliver_events(not_sent())
    assert (funded.parts(MEMBER), funded.parts()) == ({"own": 5 * DOLLAR}, {"available": 10_000})
    funded.deliver_events(joined(MEMBER, revision=3))
    assert funded.parts(MEMBER) == {"own": 5 * DOLLAR}
    funded.assert_books_right()


def test_a_limit_that_refuses_is_noticed_once_a_month_and_again_once_it_is_raised(funded: BillingHarness) -> None:
    """The person and the owner are notified of the first refusal, not of each; of texts and calls alike (B12, E1)."""
    limit, path = "PUT /v1/users/{user_id}/spend-limit", {"user_id": MEMBER}
    funded.ask(limit, OWNER, body=money("0.01"), path=path)
    funded.deliver_events(wanted("msg_1"), wanted("msg_2"), wanted("msg_3"))
    funded.deliver_events(wanted("msg_4"), arrived("call_1"))
    assert limit_notices(funded) == [("limit_reached", MEMBER, CENT, ""), ("member_limit_reached", TEAM, CENT, MEMBER)]
    funded.ask(limit, OWNER, body=money("0.02"), path=path)
    funded.deliver_events(wanted("msg_5"), wanted("msg_6"))
    assert limit_notices(funded)[2:] == [
        ("limit_reached", MEMBER, 2 * CENT, ""),
        ("member_limit_reached", TEAM, 2 * CENT, MEMBER),
    ]


def test_what_counts_toward_a_limit_is_seen_beside_it(funded: BillingHarness) -> None:
    """A text, and what a call holds, of this month in UTC; without a limit it is no matter of the team."""
    path = {"user_id": MEMBER}
    funded.deliver_events(wanted("msg_1"))
    assert funded.ask("GET /v1/users/{user_id}/credits", path=path).body["spent_this_month"] is None
    funded.ask("PUT /v1/users/{user_id}/spend-limit", OWNER, body=money("5.00"), path=path)
    funded.deliver_events(arrived("call_1"))
    held = funded.ask("GET /v1/users/{user_id}/credits", path=path).body
    counted = ledger.find(funded.table, MEMBER).spent[f"{clock.now():%Y-%m}"]
    assert held["spent_this_month"]["amount"] == Money.of(counted).amount
    assert counted > funded.parts(MEMBER).get("held:calls", 0)


def limit_notices(harness: BillingHarness) -> list[tuple[str, str, int, str]]:
    """Return who is notified of which limit, and whose it is."""
    said = [it for it in harness.events("NoticeDue") if it["kind"].endswith("limit_reached")]
    return [(it["kind"], it["wallet"], it["amount"], it["person_id"]) for it in said]


def test_the_limit_of_a_month_is_kept_and_what_comes_back_does_not_count(funded: BillingHarness) -> None:
    """Beyond it a text is refused, though there are credits; without one, or with a higher one, it goes (B12)."""
    limit, path = "PUT /v1/users/{user_id}/spend-limit", {"user_id": MEMBER}
    funded.deliver_events(wanted("msg_1"))
    funded.ask(limit, OWNER, body=money("0.015"), path=path)
    funded.deliver_events(wanted("msg_2"), wanted("msg_3"))
    assert funded.events("MessageRefused") == [{"message_id": "msg_3", "reason": "spend_limit_reached"}]
    funded.deliver_events(not_sent("msg_2"))
    funded.deliver_events(wanted("msg_4"))
    funded.deliver_events(wanted("msg_5"))
    funded.ask(limit, OWNER, body={"amount": None}, path=path)
    funded.deliver_events(wanted("msg_6"))
    paid = {it["message_id"] for it in funded.events("MessagePaid")}
    assert paid == {"msg_1", "msg_2", "msg_4", "msg_6"}
    assert spent_of(funded) == [3 * PRICE]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("which", "at_call"), CALLS)
def test_money_survives_a_crash(funded: BillingHarness, which: str, at_call: int, after: bool) -> None:
    """Killed between any two calls and delivered again, it is charged once and refunded once."""
    if which == "payback":
        funded.deliver_event(wanted())
    event, start = wanted() if which == "debit" else not_sent(), sum(funded.parts(MEMBER).values())
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash):
        funded.deliver_event(event, "evt_the_same")
    funded.deliver_event(event, "evt_the_same")
    assert sum(funded.parts(MEMBER).values()) - start == (-PRICE if which == "debit" else PRICE)
    funded.assert_books_right()


def test_the_crashes_cover_every_call(funded: BillingHarness) -> None:
    """Neither makes more calls than the test above crashes at; a debit is one read and one transaction."""
    with counted(aws.client("dynamodb")) as debit:
        funded.deliver_event(wanted())
    with counted(aws.client("dynamodb")) as payback:
        funded.deliver_event(not_sent())
    assert debit.made == ["BatchGetItem", "TransactWriteItems"]
    assert len(payback.made) == len([call for call in CALLS if call[0] == "payback"])


def test_a_text_that_waited_in_the_consumers_queue_is_debited_once(funded: BillingHarness) -> None:
    """Texts had no door of their own before a deployment, and may reach both while it runs."""
    handler = door("billing", "consumer").handler
    for event in (wanted(), wanted("msg_2"), wanted()):
        with funded.world.inside("billing"):
            deliver(handler, queue_batch(enveloped(event)))
    funded.deliver_events(wanted("msg_2"))
    assert used(funded) == {"msg_1": PRICE, "msg_2": PRICE}
    assert sorted(it["message_id"] for it in funded.events("MessagePaid")) == ["msg_1", "msg_2"]
    funded.assert_books_right()
