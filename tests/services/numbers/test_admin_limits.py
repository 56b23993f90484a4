"""Numbers beyond an admin's limit are refused at once, and bought once the owner has approved them (T11)."""

from contracts.approvals import AdminSpendingChanged, NumberApproved
from contracts.teams import MemberRemoved
from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, TEAM, NumbersHarness


def spent(used: int, revision: int = 1, *, limit: int | None = None, month: str = "") -> AdminSpendingChanged:
    """Return billing's event of what the admin has spent, in dollars."""
    return AdminSpendingChanged(
        team_id=TEAM,
        account_id=ADMIN,
        limit=limit,
        term=1,
        month=month or f"{clock.now():%Y-%m}",
        used=used * 1_000_000,
        revision=revision,
    )


def approved(phone_number: str, user_id: str | None = MEMBER, plan_id: str = "local_monthly") -> NumberApproved:
    """Return billing's event that the owner has approved a number."""
    return NumberApproved(
        approval_id="apr_1",
        team_id=TEAM,
        asked_by=ADMIN,
        approved_by=OWNER,
        phone_number=phone_number,
        plan_id=plan_id,
        user_id=user_id,
    )


def requested(harness: NumbersHarness) -> list[dict[str, str]]:
    """Return the requests that billing is to charge for."""
    return [envelope.data for envelope in harness.world.outbox() if envelope.type == "NumberRequested"]


def test_an_order_beyond_the_limit_is_refused_at_once(harness: NumbersHarness) -> None:
    """403 `admin_limit`, in a quote too; the owner, and what the admin pays themself, are not limited."""
    harness.deliver_events(spent(200))
    refused = harness.wants(ADMIN)
    assert (refused.status, refused.body["code"]) == (403, "admin_limit")
    assert (refused.body["limit"]["amount"], refused.body["used"]["amount"]) == ("200.00", "200.00")
    assert harness.wants(ADMIN, query={"dry_run": "true"}).status == 403
    assert harness.wants(OWNER).status == 202
    assert harness.wants(ADMIN, payer="self").body["code"] == "payment_method_required"


def test_the_newest_event_counts(harness: NumbersHarness) -> None:
    """Events that cross are read by their revision, and another month begins with nothing spent."""
    harness.deliver_events(spent(0, 2), spent(200, 1))
    assert harness.wants(ADMIN).status == 202
    harness.deliver_events(spent(200, 3, month="2020-01"))
    assert harness.wants(ADMIN).status == 202


def test_an_approved_number_is_bought_once(harness: NumbersHarness) -> None:
    """However often the event comes, the number is asked for once: by the admin, approved by the owner."""
    harness.deliver_events(spent(200))
    phone_number = harness.stock(limit="1")[0]["phone_number"]
    harness.deliver_events(approved(phone_number), approved(phone_number))
    (event,) = requested(harness)
    assert (event["asked_by"], event["approved_by"], event["holder"]) == (ADMIN, OWNER, TEAM)
    number = harness.see(event["number_id"])
    assert (number["phone_number"], number["status"], number["user_id"]) == (phone_number, "ordering", MEMBER)


def test_what_cannot_be_bought_any_more_is_reported_to_the_owner(harness: NumbersHarness) -> None:
    """A number that is taken, or whose user has left, is not asked for; the owner is notified."""
    taken = harness.has()["phone_number"]
    harness.deliver_events(approved(taken))
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=9))
    harness.deliver_events(approved(harness.stock(limit="1")[0]["phone_number"]))
    harness.deliver_events(approved("911", None))
    reasons = [envelope.data["reason"] for envelope in harness.world.outbox() if envelope.type == "NumberNoticeDue"]
    assert reasons == ["number_taken", "not_on_team", "invalid_number"]
    assert len(requested(harness)) == 1
