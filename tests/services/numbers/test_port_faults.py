"""Transfers when something goes wrong: silence, crashes, what crosses, and people who go (N7, N8)."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.identity import AccountClosed
from contracts.numbers import PortInDue
from contracts.teams import MemberRemoved, TeamDissolved
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from tests.faults import Crash, counted, crashing
from tests.services.numbers.counter import NUMBER, Counter
from tests.services.numbers.desk import MEMBER, OWNER, STRANGER, TEAM
from tests.world import mails

MOST_CALLS = 8
A_WHILE, DAYS = timedelta(minutes=10), timedelta(days=1)


def submitted(counter: Counter, **more: str) -> str:
    """A form that is to be sent; nothing has reached the carrier yet."""
    port_id = counter.draft(**more)
    counter.upload(port_id)
    assert counter.submit(port_id).status == 200
    counter.desk.world.delivered |= {envelope.id for envelope in counter.desk.world.outbox()}
    return port_id


@pytest.mark.parametrize(
    ("operation", "mood"),
    [("list", "down"), ("create", "nonsense"), *((it, "lost") for it in ("create", "document", "change", "confirm"))],
)
def test_whatever_the_carrier_does_not_answer_it_is_sent_once(counter: Counter, operation: str, mood: str) -> None:
    """Down, an answer that is lost, or nonsense, at any step: tried again, it is one order with its papers."""
    port_id = submitted(counter)
    counter.desk.carrier.behave_at_ports(mood=mood, times=2, only=operation)
    for _ in range(3):
        counter.desk.try_once(PortInDue(port_id=port_id))
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"
    assert counter.order()["customer_reference"] == port_id


@pytest.mark.parametrize("at_call", range(MOST_CALLS + 1))
def test_sending_survives_a_crash_after_any_call(counter: Counter, at_call: int) -> None:
    """Killed anywhere, and told again: one order, and the transfer knows where it stands."""
    port_id = submitted(counter)
    word = PortInDue(port_id=port_id)
    with crashing(aws.client("dynamodb"), at_call=max(at_call, 1), after=at_call > 0), suppress(Crash):
        counter.desk.try_once(word)
    let_tries_pass(counter, port_id)
    assert counter.desk.try_once(word)
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"
    assert counter.order()["customer_reference"] == port_id


def test_the_crashes_cover_every_call(counter: Counter) -> None:
    """Sending makes no more calls than the test above crashes at."""
    port_id = submitted(counter)
    with counted(aws.client("dynamodb")) as calls:
        assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert len(calls.made) <= MOST_CALLS


@pytest.mark.parametrize("at_call", range(1, 5))
def test_an_arrival_survives_a_crash_after_any_call(counter: Counter, at_call: int) -> None:
    """One number, one wish for its plan, however often the word of its arrival is heard."""
    port_id = counter.sent()
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="completed")
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
        counter.desk.try_once(PortInDue(port_id=port_id))
    for _ in range(2):
        assert counter.desk.try_once(PortInDue(port_id=port_id))
    counter.desk.world.settle()
    assert counter.status(port_id) == "completed"
    assert len(counter.desk.events("NumberRequested")) == len(counter.desk.events("PortInCompleted")) == 1


def test_webhooks_that_never_come_are_not_missed(counter: Counter) -> None:
    """The clock has the carrier asked every six hours (field: a number shown as porting for years)."""
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    port_id = submitted(counter)
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    counter.desk.carrier.port(port_id, status="completed")
    counter.asks(clock.now() + timedelta(hours=5))
    assert counter.status(port_id) != "completed"
    counter.asks(clock.now() + timedelta(hours=7))
    assert counter.status(port_id) == "completed"


def test_a_wish_that_was_never_done_is_done_by_the_clock(counter: Counter) -> None:
    """If the word that it is to be sent is lost, minutes later it is sent all the same."""
    port_id = submitted(counter)
    counter.asks(clock.now() + A_WHILE)
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"


def test_the_old_objection_is_not_told_twice(counter: Counter) -> None:
    """Mended while its webhook comes again, and before the carrier has moved: nobody is sent back once more."""
    port_id = counter.sent()
    counter.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    counter.desk.carrier.behave_at_ports(pace={"by_itself_seconds": 60})
    counter.mend(port_id, carrier={"pin": "0815"})
    assert counter.submit(port_id).status == 200
    counter.desk.world.settle()
    counter.hear_all()
    counter.asks(clock.now() + timedelta(hours=7))
    assert counter.status(port_id) == "submitted"
    counter.desk.carrier.behave_at_ports(pace={"by_itself_seconds": 0})
    counter.happens(port_id, status="in_review")
    counter.happens(port_id, status="needs_info", code="LOCATION_MISMATCH")
    assert counter.see(port_id)["problems"][0]["field"] == "holder.address"


def test_a_draft_is_called_off_and_its_papers_go(counter: Counter) -> None:
    """Nothing was asked of the carrier, and nothing is left; called off twice is called off."""
    port_id = counter.draft()
    counter.upload(port_id)
    assert [counter.cancel(port_id).status, counter.cancel(port_id).status] == [200, 200]
    counter.desk.world.settle()
    assert (counter.status(port_id), counter.papers(port_id), counter.desk.carrier.ports()["orders"]) == (
        "cancelled", [], [],
    )  # fmt: skip
    assert counter.submit(port_id).body["code"] == "port_in_closed"


def test_one_that_is_under_way_is_called_off_by_the_carrier(counter: Counter) -> None:
    """It is being cancelled until the carrier says so; then the number is free for another try."""
    port_id = counter.sent()
    assert counter.cancel(port_id).body["cancelling"] is True
    counter.desk.world.settle()
    counter.is_at(port_id, "cancelled")
    assert counter.status(port_id) == "cancelled"
    assert counter.begins().status == 201


def test_called_off_before_it_was_sent_it_is_never_sent(counter: Counter) -> None:
    """The wish to send is overtaken: the carrier is asked for nothing."""
    port_id = submitted(counter)
    assert counter.cancel(port_id).status == 200
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert (counter.status(port_id), counter.desk.carrier.ports()["orders"]) == ("cancelled", [])


def test_it_cannot_be_called_off_in_the_last_two_days(counter: Counter) -> None:
    """We say so before the carrier does."""
    port_id = counter.sent()
    counter.happens(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert (counter.cancel(port_id).status, counter.cancel(port_id).body["code"]) == (409, "too_late_to_cancel")


def test_when_the_carrier_refuses_to_cancel_it_goes_on_and_people_are_told(counter: Counter) -> None:
    """A day that was set in the meantime: the transfer stands as it is, and says why."""
    port_id = counter.sent()
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    seen = counter.see(port_id)
    assert (seen["status"], seen["cancelling"]) == ("scheduled", False)
    assert any("not let this transfer be cancelled" in moment["message"] for moment in seen["history"])
    assert any("any more" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_number_that_came_while_it_was_called_off_is_a_number(counter: Counter) -> None:
    """The carrier was quicker: it is ours now, and can be given up like any other."""
    port_id = counter.sent()
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="completed")
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    assert counter.status(port_id) == "completed"
    assert counter.cancel(port_id).body["code"] == "port_in_closed"


def test_a_draft_that_nobody_sends_goes_after_thirty_days(counter: Counter) -> None:
    """With what stands in it; its holder is told."""
    port_id = counter.draft()
    counter.desk.run("drop_drafts", clock.now() + 29 * DAYS)
    assert counter.status(port_id) == "draft"
    counter.desk.run("drop_drafts", clock.now() + 31 * DAYS)
    assert counter.status(port_id) == "cancelled"
    assert any("not sent within 30 days" in mail for mail in mails(f"{OWNER}@example.com"))


def test_who_has_left_by_then_does_not_get_the_number(counter: Counter) -> None:
    """It stays with the team, for nobody yet (T8)."""
    port_id = counter.sent(user_id=MEMBER)
    counter.desk.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    number = counter.desk.see(counter.arrived(port_id))
    assert (number["holder"], number["user_id"]) == ("team", None)


def test_when_the_team_is_dissolved_its_transfers_are_its_owners(counter: Counter) -> None:
    """What is on its way arrives at the owner, who sees it all along (T9)."""
    port_id = counter.sent()
    counter.desk.hear(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    assert counter.see(port_id)["holder"] == "user"
    number = counter.desk.see(counter.arrived(port_id, payer=OWNER))
    assert (number["holder"], number["user_id"]) == ("user", OWNER)


def test_a_team_dissolved_by_an_account_that_is_closed_brings_nothing_along(counter: Counter) -> None:
    """The two are heard in either order: nobody is left to have the number (I10, T9)."""
    port_id = counter.sent()
    counter.desk.hear(AccountClosed(account_id=OWNER))
    counter.desk.hear(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    counter.is_at(port_id, "cancelled")
    assert "Congress" not in counter.stored(port_id)


def test_with_an_account_its_transfers_end(counter: Counter) -> None:
    """Nothing of the bill stays, and the number stays where it is (I10)."""
    port_id = counter.sent(as_=STRANGER, payer="self", phone_number=NUMBER)
    counter.desk.hear(AccountClosed(account_id=STRANGER))
    counter.is_at(port_id, "cancelled")
    assert "Congress" not in counter.stored(port_id)


def let_tries_pass(counter: Counter, port_id: str) -> None:
    """Time goes by since the carrier was last asked for a transfer."""
    key = {"pk": f"PORT#{port_id}", "sk": "PORT"}
    item = counter.desk.table.get(**key)
    assert item
    counter.desk.table.commit([update(key, set={"port": item["port"] | {"tried_at": None}})])
