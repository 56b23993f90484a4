"""Restorations and port-ins above an admin's limit are refused, and carried out as the owner has approved (T11)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.approvals import PortInApproved, RestorationApproved
from contracts.teams import MemberRemoved
from kernel import clock
from tests.in_process import mails
from tests.services.numbers.harness import ADMIN, OWNER, TEAM, NumbersHarness
from tests.services.numbers.port_ins_harness import NUMBER, PDF, PortInsHarness
from tests.services.numbers.test_admin_limits import requested, spent

GONE = MemberRemoved(team_id=TEAM, account_id=ADMIN, reason="left", numbers="keep", revision=9)


def approved(**about: Any) -> dict[str, Any]:
    """Return what the events of approved orders have in common."""
    return {
        "approval_id": "apr_1",
        "team_id": TEAM,
        "asked_by": ADMIN,
        "approved_by": OWNER,
        "plan_id": "local_monthly",
    } | about


def restoration(number: dict[str, Any], **other: Any) -> RestorationApproved:
    """Return billing's event that the owner has approved to restore a number."""
    about = {"number_id": number["number_id"], "phone_number": number["phone_number"]} | other
    return RestorationApproved(**approved(**about))


def port_in(port_id: str, **other: Any) -> PortInApproved:
    """Return billing's event that the owner has approved the plan of a port-in."""
    return PortInApproved(**approved(**({"port_id": port_id, "phone_number": NUMBER} | other)))


@pytest.fixture
def reserved(harness: NumbersHarness) -> dict[str, Any]:
    """Return a number of the team in its reserve; the admin has spent what they may."""
    number = harness.has()
    harness.ended(number["number_id"], 2, clock.now())
    harness.deliver_events(spent(200))
    return number


def draft(port_ins: PortInsHarness) -> str:
    """Return the id of the admin's complete draft; the admin has spent what they may."""
    port_ins.harness.deliver_events(spent(200))
    port_id = port_ins.draft(ADMIN)
    port_ins.upload(port_id, ADMIN)
    return port_id


def test_a_restoration_beyond_the_limit_is_refused_and_done_once_approved(
    harness: NumbersHarness, reserved: dict[str, Any]
) -> None:
    """The admin reads `admin_limit`; two deliveries of the approval are one request, in the names of both."""
    path = {"id": reserved["number_id"]}
    assert harness.ask("POST /v1/numbers/{id}/restore", ADMIN, path=path, body={}).body["code"] == "admin_limit"
    harness.deliver_events(restoration(reserved), restoration(reserved))
    event = requested(harness)[-1]
    assert len(requested(harness)) == 2
    assert (event["number_id"], event["restores"]) == (reserved["number_id"], True)
    assert (event["asked_by"], event["approved_by"]) == (ADMIN, OWNER)
    harness.paid(reserved["number_id"], event["request_id"], revision=3)
    assert harness.see(reserved["number_id"])["status"] == "active"
    harness.deliver_events(restoration(reserved))
    assert len(requested(harness)) == 2


@pytest.mark.parametrize("why", ["released", "another number", "admin left", "another kind"])
def test_a_number_that_cannot_be_restored_any_more_is_reported(
    harness: NumbersHarness, reserved: dict[str, Any], why: str
) -> None:
    """The owner reads why; billing is asked for nothing."""
    event, reason = restoration(reserved), "number_gone"
    if why == "released":
        harness.run("release_numbers", clock.now() + timedelta(days=31))
    elif why == "another number":
        event = restoration(reserved, phone_number="+14155550001")
    elif why == "admin left":
        harness.deliver_events(GONE)
        reason = "not_on_team"
    else:
        event, reason = restoration(reserved, plan_id="toll_free_monthly"), "invalid_number"
    harness.deliver_events(event)
    assert [(it["kind"], it["reason"]) for it in harness.events("NumberNoticeDue")][-1] == ("not_restored", reason)
    assert len(requested(harness)) == 1
    assert "could not be restored" in mails(f"{OWNER}@example.com")[-1]


def test_a_restoration_that_is_not_paid_says_so(harness: NumbersHarness, reserved: dict[str, Any]) -> None:
    """The number stays in its reserve, and the mail speaks of restoring it, not of another number."""
    harness.deliver_events(restoration(reserved))
    harness.refused(reserved["number_id"], requested(harness)[-1]["request_id"])
    assert harness.see(reserved["number_id"])["status"] == "releasing"
    assert harness.events("NumberNoticeDue")[-1]["kind"] == "not_restored"


def test_a_port_in_beyond_the_limit_is_refused_and_submitted_once_approved(port_ins: PortInsHarness) -> None:
    """It is submitted once; the number that arrives is charged as approved, beside the admin's month."""
    port_id = draft(port_ins)
    assert port_ins.submit(port_id, ADMIN).body["code"] == "admin_limit"
    port_ins.harness.deliver_events(port_in(port_id), port_in(port_id))
    assert len(port_ins.harness.events("PortInSubmitted")) == 1
    port_ins.is_at(port_id, "submitted")
    assert port_ins.status(port_id) == "in_review"
    port_ins.arrived(port_id)
    (event,) = requested(port_ins.harness)
    assert (event["asked_by"], event["approved_by"], event["port_id"]) == (ADMIN, OWNER, port_id)


def test_a_form_that_is_sent_back_is_resubmitted_without_another_approval(port_ins: PortInsHarness) -> None:
    """The approval is of number and plan: with another plan the admin asks anew."""
    port_id = draft(port_ins)
    port_ins.harness.deliver_events(port_in(port_id))
    port_ins.is_at(port_id, "submitted")
    port_ins.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    assert port_ins.status(port_id) == "needs_info"
    assert port_ins.mend(port_id, ADMIN, plan_id="local_yearly").status == 200
    assert port_ins.submit(port_id, ADMIN).body["code"] == "admin_limit"
    port_ins.harness.deliver_events(port_in(port_id, plan_id="local_yearly", approval_id="apr_2"))
    assert port_ins.status(port_id) != "needs_info"


def test_a_corrected_form_keeps_its_approval(port_ins: PortInsHarness) -> None:
    """Sent back for a wrong PIN, it is corrected and resubmitted by the admin."""
    port_id = draft(port_ins)
    port_ins.harness.deliver_events(port_in(port_id))
    port_ins.is_at(port_id, "submitted")
    port_ins.happens(port_id, status="needs_info", code="PASSCODE_PIN_INVALID")
    assert port_ins.submit(port_id, ADMIN).status == 200


@pytest.mark.parametrize("why", ["changed", "canceled", "admin left", "taken", "no documents", "wrong document"])
def test_a_port_in_that_cannot_be_submitted_any_more_is_reported(port_ins: PortInsHarness, why: str) -> None:
    """The owner reads why; nothing is sent to the carrier."""
    harness = port_ins.harness
    port_id = port_ins.draft(ADMIN) if why == "no documents" else draft(port_ins)
    event = port_in(port_id)
    match why:
        case "changed":
            port_ins.mend(port_id, ADMIN, plan_id="local_yearly")
        case "canceled":
            port_ins.cancel(port_id, ADMIN)
        case "admin left":
            harness.deliver_events(GONE)
        case "taken":
            other = port_ins.draft(OWNER)
            port_ins.upload(other, OWNER)
            assert port_ins.submit(other).status == 200
        case "wrong document":
            port_ins.upload(port_id, ADMIN, authorization=b"MZ a program", bill=PDF)
    submitted = len(harness.events("PortInSubmitted"))
    harness.deliver_events(event)
    reasons = {
        "changed": "port_in_changed",
        "canceled": "port_in_closed",
        "admin left": "not_on_team",
        "taken": "number_taken",
        "no documents": "documents_missing",
        "wrong document": "wrong_document",
    }
    (notice,) = [it for it in harness.events("PortInNoticeDue") if it["kind"] == "not_submitted"]
    assert notice["reason"] == reasons[why]
    assert len(harness.events("PortInSubmitted")) == submitted
    mail = mails(f"{OWNER}@example.com")[-1]
    assert "could not be submitted" in mail
    assert reasons[why] not in mail
