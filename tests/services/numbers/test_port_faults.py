"""Port-ins under faults: missing webhooks, crashes, events out of order, people who leave (N7, N8)."""

from contextlib import suppress
from datetime import timedelta

import pytest

from contracts.identity import AccountClosed
from contracts.port_ins import PortInDue
from contracts.teams import MemberRemoved, TeamDissolved
from kernel import aws, clock
from kernel.dynamodb.transact_items import update
from tests.faults import Crash, counted, crashing
from tests.in_process import mails
from tests.services.numbers.harness import MEMBER, OWNER, STRANGER, TEAM
from tests.services.numbers.port_ins_harness import NUMBER, PortInsHarness

MOST_CALLS = 8
A_WHILE, DAYS = timedelta(minutes=10), timedelta(days=1)


def submitted(port_ins: PortInsHarness, **more: str) -> str:
    """Return a submitted port-in of which nothing has reached the carrier yet."""
    port_id = port_ins.draft(**more)
    port_ins.upload(port_id)
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.delivered |= {envelope.id for envelope in port_ins.harness.world.outbox()}
    return port_id


@pytest.mark.parametrize(
    ("operation", "behavior"),
    [("list", "down"), ("create", "nonsense"), *((it, "lost") for it in ("create", "document", "change", "confirm"))],
)
def test_a_form_is_sent_once_whatever_the_carrier_fails_to_answer(
    port_ins: PortInsHarness, operation: str, behavior: str
) -> None:
    """After an outage, a lost or an unreadable answer at any step, retries lead to one order with its documents."""
    port_id = submitted(port_ins)
    port_ins.harness.carrier.behave_at_ports(fault=behavior, times=2, only=operation)
    for _ in range(3):
        port_ins.harness.try_once(PortInDue(port_id=port_id))
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"
    assert port_ins.order()["customer_reference"] == port_id


@pytest.mark.parametrize("at_call", range(MOST_CALLS + 1))
def test_sending_survives_a_crash_after_any_call(port_ins: PortInsHarness, at_call: int) -> None:
    """When the event is delivered again, there is one order, and the port-in has its status."""
    port_id = submitted(port_ins)
    word = PortInDue(port_id=port_id)
    with crashing(aws.client("dynamodb"), at_call=max(at_call, 1), after=at_call > 0), suppress(Crash):
        port_ins.harness.try_once(word)
    let_tries_pass(port_ins, port_id)
    assert port_ins.harness.try_once(word)
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"
    assert port_ins.order()["customer_reference"] == port_id


def test_the_crashes_cover_every_call(port_ins: PortInsHarness) -> None:
    """Sending makes no more calls than the test above crashes at."""
    port_id = submitted(port_ins)
    with counted(aws.client("dynamodb")) as calls:
        assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert len(calls.made) <= MOST_CALLS


@pytest.mark.parametrize("at_call", range(1, 5))
def test_a_completion_survives_a_crash_after_any_call(port_ins: PortInsHarness, at_call: int) -> None:
    """There is one number and one request for its plan, however often the completion is handled."""
    port_id = port_ins.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(port_id, status="completed")
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
        port_ins.harness.try_once(PortInDue(port_id=port_id))
    for _ in range(2):
        assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    port_ins.harness.world.settle()
    assert port_ins.status(port_id) == "completed"
    assert len(port_ins.harness.events("NumberRequested")) == len(port_ins.harness.events("PortInCompleted")) == 1


def test_a_port_in_completes_without_webhooks(port_ins: PortInsHarness) -> None:
    """A job has the carrier asked every 6 hours (field: a number shown as porting for years)."""
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_id = submitted(port_ins)
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    port_ins.harness.carrier.port(port_id, status="completed")
    port_ins.asks(clock.now() + timedelta(hours=5))
    assert port_ins.status(port_id) != "completed"
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert port_ins.status(port_id) == "completed"


def test_a_pending_action_is_done_by_the_job(port_ins: PortInsHarness) -> None:
    """If the event of a submission is lost, the job has the form sent minutes later."""
    port_id = submitted(port_ins)
    port_ins.asks(clock.now() + A_WHILE)
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"


def test_a_corrected_objection_is_not_reported_again(port_ins: PortInsHarness) -> None:
    """A repeated webhook does not send a corrected form back before the carrier has moved."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    port_ins.harness.carrier.behave_at_ports(pace={"by_itself_seconds": 60})
    port_ins.mend(port_id, carrier={"pin": "0815"})
    assert port_ins.submit(port_id).status == 200
    port_ins.harness.world.settle()
    port_ins.hear_all()
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert port_ins.status(port_id) == "submitted"
    port_ins.harness.carrier.behave_at_ports(pace={"by_itself_seconds": 0})
    port_ins.happens(port_id, status="in_review")
    port_ins.happens(port_id, status="needs_info", code="LOCATION_MISMATCH")
    assert port_ins.see(port_id)["problems"][0]["field"] == "holder.address"


def test_cancelling_a_draft_erases_its_documents(port_ins: PortInsHarness) -> None:
    """Nothing is asked of the carrier and nothing is left; canceling twice changes nothing."""
    port_id = port_ins.draft()
    port_ins.upload(port_id)
    assert [port_ins.cancel(port_id).status, port_ins.cancel(port_id).status] == [200, 200]
    port_ins.harness.world.settle()
    assert (port_ins.status(port_id), port_ins.papers(port_id), port_ins.harness.carrier.ports()["orders"]) == (
        "cancelled",
        [],
        [],
    )
    assert port_ins.submit(port_id).body["code"] == "port_in_closed"


def test_a_submitted_port_in_is_cancelled_by_the_carrier(port_ins: PortInsHarness) -> None:
    """It is being canceled until the carrier confirms; then the number is free for another port-in."""
    port_id = port_ins.sent()
    assert port_ins.cancel(port_id).body["cancelling"] is True
    port_ins.harness.world.settle()
    port_ins.is_at(port_id, "cancelled")
    assert port_ins.status(port_id) == "cancelled"
    assert port_ins.begins().status == 201


def test_a_port_in_cancelled_before_sending_is_never_sent(port_ins: PortInsHarness) -> None:
    """The cancellation replaces the pending submission: nothing is asked of the carrier."""
    port_id = submitted(port_ins)
    assert port_ins.cancel(port_id).status == 200
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    assert (port_ins.status(port_id), port_ins.harness.carrier.ports()["orders"]) == ("cancelled", [])


def test_it_cannot_be_cancelled_in_the_last_two_days(port_ins: PortInsHarness) -> None:
    """We refuse before the carrier does."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert (port_ins.cancel(port_id).status, port_ins.cancel(port_id).body["code"]) == (409, "too_late_to_cancel")


def test_when_the_carrier_refuses_to_cancel_the_holder_is_notified(port_ins: PortInsHarness) -> None:
    """If a date was set in between, the port-in continues, and its history says why."""
    port_id = port_ins.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(port_id, status="scheduled", foc_date=clock.to_text(clock.now() + DAYS))
    assert port_ins.cancel(port_id).status == 200
    port_ins.harness.world.settle()
    seen = port_ins.see(port_id)
    assert (seen["status"], seen["cancelling"]) == ("scheduled", False)
    assert any("can no longer be canceled" in moment["message"] for moment in seen["history"])
    assert any("can no longer be canceled" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_port_in_that_completes_during_its_cancellation_counts(port_ins: PortInsHarness) -> None:
    """The number is ours then, and can be canceled like any other."""
    port_id = port_ins.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(port_id, status="completed")
    assert port_ins.cancel(port_id).status == 200
    port_ins.harness.world.settle()
    assert port_ins.status(port_id) == "completed"
    assert port_ins.cancel(port_id).body["code"] == "port_in_closed"


def test_a_draft_is_discarded_after_thirty_days(port_ins: PortInsHarness) -> None:
    """Its form is erased, and its holder is notified."""
    port_id = port_ins.draft()
    port_ins.harness.run("discard_drafts", clock.now() + 29 * DAYS)
    assert port_ins.status(port_id) == "draft"
    port_ins.harness.run("discard_drafts", clock.now() + 31 * DAYS)
    assert port_ins.status(port_id) == "cancelled"
    assert any("not submitted within 30 days" in mail for mail in mails(f"{OWNER}@example.com"))


def test_a_user_who_has_left_does_not_get_the_number(port_ins: PortInsHarness) -> None:
    """The number stays with the team, without a user (T8)."""
    port_id = port_ins.sent(user_id=MEMBER)
    port_ins.harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2)
    )
    number = port_ins.harness.see(port_ins.arrived(port_id))
    assert (number["holder"], number["user_id"]) == ("team", None)


def test_the_owner_gets_the_port_ins_of_a_dissolved_team(port_ins: PortInsHarness) -> None:
    """The owner sees the port-in all along, and gets the number (T9)."""
    port_id = port_ins.sent()
    port_ins.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    assert port_ins.see(port_id)["holder"] == "user"
    number = port_ins.harness.see(port_ins.arrived(port_id, payer=OWNER))
    assert (number["holder"], number["user_id"]) == ("user", OWNER)


def test_port_ins_of_a_dissolved_team_end_with_the_owners_account(port_ins: PortInsHarness) -> None:
    """In either order of the two events, the port-in is canceled (I10, T9)."""
    port_id = port_ins.sent()
    port_ins.harness.deliver_events(AccountClosed(account_id=OWNER))
    port_ins.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    port_ins.is_at(port_id, "cancelled")
    assert "Congress" not in port_ins.stored(port_id)


def test_closing_an_account_cancels_its_port_ins(port_ins: PortInsHarness) -> None:
    """The bill is erased, and the number stays with the old carrier (I10)."""
    port_id = port_ins.sent(as_=STRANGER, payer="self", phone_number=NUMBER)
    port_ins.harness.deliver_events(AccountClosed(account_id=STRANGER))
    port_ins.is_at(port_id, "cancelled")
    assert "Congress" not in port_ins.stored(port_id)


def let_tries_pass(port_ins: PortInsHarness, port_id: str) -> None:
    """Let the time of a try at the carrier pass."""
    key = {"pk": f"PORT#{port_id}", "sk": "PORT"}
    item = port_ins.harness.table.get(**key)
    assert item
    port_ins.harness.table.commit([update(key, remove=("tried_at",))])
