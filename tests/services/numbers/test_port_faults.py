"""Port-ins under faults: missing webhooks, crashes, events out of order, people who leave (N7, N8)."""

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
    """Return a submitted port-in of which nothing has reached the carrier yet."""
    port_id = counter.draft(**more)
    counter.upload(port_id)
    assert counter.submit(port_id).status == 200
    counter.desk.world.delivered |= {envelope.id for envelope in counter.desk.world.outbox()}
    return port_id


@pytest.mark.parametrize(
    ("operation", "mood"),
    [("list", "down"), ("create", "nonsense"), *((it, "lost") for it in ("create", "document", "change", "confirm"))],
)
def test_a_form_is_sent_once_whatever_the_carrier_fails_to_answer(counter: Counter, operation: str, mood: str) -> None:
    """After an outage, a lost or an unreadable answer at any step, retries lead to one order with its documents."""
    port_id = submitted(counter)
    counter.desk.carrier.behave_at_ports(fault=mood, times=2, only=operation)
    for _ in range(3):
        counter.desk.try_once(PortInDue(port_id=port_id))
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"
    assert counter.order()["customer_reference"] == port_id


@pytest.mark.parametrize("at_call", range(MOST_CALLS + 1))
def test_sending_survives_a_crash_after_any_call(counter: Counter, at_call: int) -> None:
    """When the event is delivered again, there is one order, and the port-in has its status."""
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
def test_a_completion_survives_a_crash_after_any_call(counter: Counter, at_call: int) -> None:
    """There is one number and one request for its plan, however often the completion is handled."""
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


def test_a_port_in_completes_without_webhooks(counter: Counter) -> None:
    """A job has the carrier asked every 6 hours (field: a number shown as porting for years)."""
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    port_id = submitted(counter)
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    counter.desk.carrier.port(port_id, status="completed")
    counter.asks(clock.now() + timedelta(hours=5))
    assert counter.status(port_id) != "completed"
    counter.asks(clock.now() + timedelta(hours=7))
    assert counter.status(port_id) == "completed"


def test_a_pending_action_is_done_by_the_job(counter: Counter) -> None:
    """If the event of a submission is lost, the job has the form sent minutes later."""
    port_id = submitted(counter)
    counter.asks(clock.now() + A_WHILE)
    counter.is_at(port_id, "submitted")
    assert counter.status(port_id) == "in_review"


def test_a_corrected_objection_is_not_reported_again(counter: Counter) -> None:
    """A repeated webhook does not send a corrected form back before the carrier has moved."""
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


def test_cancelling_a_draft_erases_its_documents(counter: Counter) -> None:
    """Nothing is asked of the carrier and nothing is left; canceling twice changes nothing."""
    port_id = counter.draft()
    counter.upload(port_id)
    assert [counter.cancel(port_id).status, counter.cancel(port_id).status] == [200, 200]
    counter.desk.world.settle()
    assert (counter.status(port_id), counter.papers(port_id), counter.desk.carrier.ports()["orders"]) == (
        "cancelled",
        [],
        [],
    )
    assert counter.submit(port_id).body["code"] == "port_in_closed"


def test_a_submitted_port_in_is_cancelled_by_the_carrier(counter: Counter) -> None:
    """It is being canceled until the carrier confirms; then the number is free for another port-in."""
    port_id = counter.sent()
    assert counter.cancel(port_id).body["cancelling"] is True
    counter.desk.world.settle()
    counter.is_at(port_id, "cancelled")
    assert counter.status(port_id) == "cancelled"
    assert counter.begins().status == 201


def test_a_port_in_cancelled_before_sending_is_never_sent(counter: Counter) -> None:
    """The cancellation replaces the pending submission: nothing is asked of the carrier."""
    port_id = submitted(counter)
    assert counter.cancel(port_id).status == 200
    assert counter.desk.try_once(PortInDue(port_id=port_id))
    assert (counter.status(port_id), counter.desk.carrier.ports()["orders"]) == ("cancelled", [])


def test_it_cannot_be_cancelled_in_the_last_two_days(counter: Counter) -> None:
    """We refuse before the carrier does."""
    port_id = counter.sent()
    counter.happens(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert (counter.cancel(port_id).status, counter.cancel(port_id).body["code"]) == (409, "too_late_to_cancel")


def test_when_the_carrier_refuses_to_cancel_the_holder_is_notified(counter: Counter) -> None:
    """If a date was set in between, the port-in continues, and its history says why."""
    port_id = counter.sent()
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    seen = counter.see(port_id)
    assert (seen["status"], seen["cancelling"]) == ("scheduled", False)
    assert any("can no longer be canceled" in moment["message"] for moment in seen["history"])
    assert any("can no longer be canceled" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_port_in_that_completes_during_its_cancellation_counts(counter: Counter) -> None:
    """The number is ours then, and can be canceled like any other."""
    port_id = counter.sent()
    counter.desk.carrier.behave_at_ports(delivery={"drop": True})
    counter.desk.carrier.port(port_id, status="completed")
    assert counter.cancel(port_id).status == 200
    counter.desk.world.settle()
    assert counter.status(port_id) == "completed"
    assert counter.cancel(port_id).body["code"] == "port_in_closed"


def test_a_draft_is_discarded_after_thirty_days(counter: Counter) -> None:
    """Its form is erased, and its holder is notified."""
    port_id = counter.draft()
    counter.desk.run("discard_drafts", clock.now() + 29 * DAYS)
    assert counter.status(port_id) == "draft"
    counter.desk.run("discard_drafts", clock.now() + 31 * DAYS)
    assert counter.status(port_id) == "cancelled"
    assert any("not submitted within 30 days" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_user_who_has_left_does_not_get_the_number(counter: Counter) -> None:
    """The number stays with the team, without a user (T8)."""
    port_id = counter.sent(user_id=MEMBER)
    counter.desk.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    number = counter.desk.see(counter.arrived(port_id))
    assert (number["holder"], number["user_id"]) == ("team", None)


def test_the_owner_gets_the_port_ins_of_a_dissolved_team(counter: Counter) -> None:
    """The owner sees the port-in all along, and gets the number (T9)."""
    port_id = counter.sent()
    counter.desk.hear(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    assert counter.see(port_id)["holder"] == "user"
    number = counter.desk.see(counter.arrived(port_id, payer=OWNER))
    assert (number["holder"], number["user_id"]) == ("user", OWNER)


def test_port_ins_of_a_dissolved_team_end_with_the_owners_account(counter: Counter) -> None:
    """In either order of the two events, the port-in is canceled (I10, T9)."""
    port_id = counter.sent()
    counter.desk.hear(AccountClosed(account_id=OWNER))
    counter.desk.hear(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    counter.is_at(port_id, "cancelled")
    assert "Congress" not in counter.stored(port_id)


def test_closing_an_account_cancels_its_port_ins(counter: Counter) -> None:
    """The bill is erased, and the number stays with the old carrier (I10)."""
    port_id = counter.sent(as_=STRANGER, payer="self", phone_number=NUMBER)
    counter.desk.hear(AccountClosed(account_id=STRANGER))
    counter.is_at(port_id, "cancelled")
    assert "Congress" not in counter.stored(port_id)


def let_tries_pass(counter: Counter, port_id: str) -> None:
    """Let the time of a try at the carrier pass."""
    key = {"pk": f"PORT#{port_id}", "sk": "PORT"}
    item = counter.desk.table.get(**key)
    assert item
    counter.desk.table.commit([update(key, remove=("tried_at",))])
