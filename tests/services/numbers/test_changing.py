"""Assigning, moving, labeling and canceling numbers, and the default number of a user (N3, N4, N5)."""

from datetime import timedelta

from kernel import clock
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER, NumbersHarness


def test_a_number_is_assigned_moved_and_unassigned(harness: NumbersHarness) -> None:
    """Each step is published, and only the present user has the number in their list."""
    number = harness.has()["number_id"]
    assert harness.change(number, user_id=MEMBER).body["user_id"] == MEMBER
    assert harness.listed(MEMBER) == [number]
    assert harness.change(number, ADMIN, user_id=OTHER).body["user_id"] == OTHER
    assert (harness.listed(MEMBER), harness.listed(OTHER)) == ([], [number])
    assert harness.change(number, user_id=None).body["user_id"] is None
    assert harness.listed(OTHER) == []
    assert [len(harness.events(kind)) for kind in ("NumberAssigned", "NumberMoved", "NumberUnassigned")] == [1, 1, 1]


def test_only_people_of_the_team_get_its_numbers(harness: NumbersHarness) -> None:
    """A stranger cannot be assigned a number of the team, and gets 404 for it (E3)."""
    number = harness.has()["number_id"]
    reply = harness.change(number, user_id=STRANGER)
    assert (reply.status, reply.body["code"]) == (422, "user_not_on_team")
    assert harness.ask("GET /v1/numbers/{id}", STRANGER, path={"id": number}).status == 404
    assert harness.ask("GET /v1/numbers", STRANGER, query={"user_id": MEMBER}).status == 404


def test_a_member_may_label_a_number_and_not_move_it(harness: NumbersHarness) -> None:
    """The user of a number may label it and make it their default; the holder assigns it."""
    number = harness.has(user_id=MEMBER)["number_id"]
    assert harness.change(number, MEMBER, label="NumbersHarness").body["label"] == "NumbersHarness"
    assert harness.change(number, MEMBER, user_id=OTHER).status == 403
    assert harness.ask("DELETE /v1/numbers/{id}", MEMBER, path={"id": number}).status == 403


def test_the_first_number_is_the_default_and_another_follows(harness: NumbersHarness) -> None:
    """A user with active numbers has exactly one default (N4)."""
    first, second = (harness.has(user_id=MEMBER)["number_id"] for _ in range(2))
    assert (harness.see(first)["is_default"], harness.see(second)["is_default"]) == (True, False)
    assert harness.change(second, MEMBER, is_default=True).status == 200
    assert (harness.see(first)["is_default"], harness.see(second)["is_default"]) == (False, True)
    harness.change(second, user_id=OTHER)
    assert (harness.see(first)["is_default"], harness.see(second)["is_default"]) == (True, True)
    harness.change(first, user_id=OTHER, is_default=True)
    assert (harness.see(first)["is_default"], harness.see(second)["is_default"]) == (True, False)


def test_a_number_without_a_user_cannot_be_a_default(harness: NumbersHarness) -> None:
    """Only an active number with a user can be a default."""
    reply = harness.change(harness.has()["number_id"], is_default=True)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "is_default")


def test_a_persons_own_number_cannot_be_moved(harness: NumbersHarness) -> None:
    """A number that a person holds is reassigned and canceled by no one else."""
    number = harness.has(OWNER, payer="self")["number_id"]
    reply = harness.change(number, OWNER, user_id=MEMBER)
    assert (reply.status, reply.body["code"]) == (409, "own_number")


def test_past_due_suspends_and_payment_reactivates(harness: NumbersHarness) -> None:
    """The number follows its plan, in any order of the events (N3)."""
    number = harness.has(user_id=MEMBER)["number_id"]
    later = clock.now() + timedelta(days=60)
    harness.past_due(number, revision=3)
    assert harness.see(number)["status"] == "suspended"
    harness.renewed(number, revision=2, paid_through=later - timedelta(days=30))
    assert harness.see(number)["status"] == "suspended"
    harness.renewed(number, revision=4, paid_through=later)
    assert harness.see(number)["status"] == "active"
    harness.past_due(number, revision=3)
    assert harness.see(number)["status"] == "active"


def test_a_number_that_is_being_ordered_cannot_be_cancelled(harness: NumbersHarness) -> None:
    """A number on order can neither be canceled nor restored."""
    number = harness.wants().body["number_id"]
    reply = harness.ask("DELETE /v1/numbers/{id}", path={"id": number})
    assert (reply.status, reply.body["code"]) == (409, "number_not_running")
    reply = harness.ask("POST /v1/numbers/{id}/restore", path={"id": number}, body={})
    assert (reply.status, reply.body["code"]) == (409, "number_not_ending")


def test_cancelling_twice_is_cancelling_once(harness: NumbersHarness) -> None:
    """The second request changes nothing."""
    number = harness.has()["number_id"]
    for _ in range(2):
        assert harness.ask("DELETE /v1/numbers/{id}", path={"id": number}).status == 204
    assert len(harness.events("NumberCancelled")) == 1
    assert harness.see(number)["ends"] is True


def test_a_release_waits_for_a_restoration_that_is_being_paid(harness: NumbersHarness) -> None:
    """While its plan is being charged, a number in its reserve is not released (N5)."""
    number = harness.has()["number_id"]
    ended = clock.now()
    harness.ended(number, revision=2, at=ended)
    assert harness.see(number)["status"] == "releasing"
    assert harness.ask("POST /v1/numbers/{id}/restore", path={"id": number}, body={}).status == 202
    harness.run("release_numbers", ended + timedelta(days=31))
    assert harness.see(number)["status"] == "releasing"
    request = harness.events("NumberRequested")[-1]
    assert request["restores"] is True
    harness.refused(number, request["request_id"])
    assert harness.see(number)["reason"] == "payment_declined"
    harness.run("release_numbers", ended + timedelta(days=31))
    assert harness.see(number)["status"] == "released"
    assert harness.carrier.books()["numbers"][0]["status"] == "deleted"


def test_a_plan_that_is_paid_too_late_is_refunded(harness: NumbersHarness) -> None:
    """If the payment succeeds after the request has failed, the money is refunded."""
    number = harness.wants().body["number_id"]
    harness.refused(number)
    harness.paid(number)
    (failed,) = harness.events("NumberOrderFailed")
    assert failed["reason"] == "not_wanted"
    assert harness.see(number)["status"] == "failed"


def test_the_list_is_paged_and_filtered(harness: NumbersHarness) -> None:
    """Pages have no gaps; a status filters them (E4)."""
    all_of_them = [harness.wants().body["number_id"] for _ in range(5)]
    harness.refused(all_of_them[0])
    found, cursor = [], None
    while True:
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = harness.ask("GET /v1/numbers", query=query).body
        found += [number["number_id"] for number in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == all_of_them
    assert harness.listed(status="failed") == all_of_them[:1]


def test_a_number_shows_its_next_plan(harness: NumbersHarness) -> None:
    """The running plan stays until the renewal; an older change that arrives late changes nothing (B8)."""
    number = harness.has()["number_id"]

    def plans() -> tuple[str, str | None]:
        seen = harness.see(number)
        return seen["plan"]["plan_id"], (seen["next_plan"] or {}).get("plan_id")

    harness.changed_to(number, 3, "local_yearly")
    assert plans() == ("local_monthly", "local_yearly")
    harness.changed_to(number, 2, "")
    assert plans() == ("local_monthly", "local_yearly")
    harness.renewed(number, 4, clock.now() + timedelta(days=30))
    assert plans() == ("local_monthly", None)
