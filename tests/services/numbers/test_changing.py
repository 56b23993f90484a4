"""Assigning, moving, labeling and canceling numbers, and the default number of a user (N3, N4, N5)."""

from datetime import timedelta

from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OTHER, OWNER, STRANGER, Desk


def test_a_number_is_assigned_moved_and_unassigned(desk: Desk) -> None:
    """Each step is published, and only the present user has the number in their list."""
    number = desk.has()["number_id"]
    assert desk.change(number, user_id=MEMBER).body["user_id"] == MEMBER
    assert desk.listed(MEMBER) == [number]
    assert desk.change(number, ADMIN, user_id=OTHER).body["user_id"] == OTHER
    assert (desk.listed(MEMBER), desk.listed(OTHER)) == ([], [number])
    assert desk.change(number, user_id=None).body["user_id"] is None
    assert desk.listed(OTHER) == []
    assert [len(desk.events(kind)) for kind in ("NumberAssigned", "NumberMoved", "NumberUnassigned")] == [1, 1, 1]


def test_only_people_of_the_team_get_its_numbers(desk: Desk) -> None:
    """A stranger cannot be assigned a number of the team, and gets 404 for it (E3)."""
    number = desk.has()["number_id"]
    reply = desk.change(number, user_id=STRANGER)
    assert (reply.status, reply.body["code"]) == (422, "user_not_on_team")
    assert desk.ask("GET /v1/numbers/{id}", STRANGER, path={"id": number}).status == 404
    assert desk.ask("GET /v1/numbers", STRANGER, query={"user_id": MEMBER}).status == 404


def test_a_member_may_label_a_number_and_not_move_it(desk: Desk) -> None:
    """The user of a number may label it and make it their default; the holder assigns it."""
    number = desk.has(user_id=MEMBER)["number_id"]
    assert desk.change(number, MEMBER, label="Desk").body["label"] == "Desk"
    assert desk.change(number, MEMBER, user_id=OTHER).status == 403
    assert desk.ask("DELETE /v1/numbers/{id}", MEMBER, path={"id": number}).status == 403


def test_the_first_number_is_the_default_and_another_follows(desk: Desk) -> None:
    """A user with active numbers has exactly one default (N4)."""
    first, second = (desk.has(user_id=MEMBER)["number_id"] for _ in range(2))
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, False)
    assert desk.change(second, MEMBER, is_default=True).status == 200
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (False, True)
    desk.change(second, user_id=OTHER)
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, True)
    desk.change(first, user_id=OTHER, is_default=True)
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, False)


def test_a_number_without_a_user_cannot_be_a_default(desk: Desk) -> None:
    """Only an active number with a user can be a default."""
    reply = desk.change(desk.has()["number_id"], is_default=True)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "is_default")


def test_a_persons_own_number_cannot_be_moved(desk: Desk) -> None:
    """A number that a person holds is reassigned and canceled by no one else."""
    number = desk.has(OWNER, payer="self")["number_id"]
    reply = desk.change(number, OWNER, user_id=MEMBER)
    assert (reply.status, reply.body["code"]) == (409, "own_number")


def test_past_due_suspends_and_payment_reactivates(desk: Desk) -> None:
    """The number follows its plan, in any order of the events (N3)."""
    number = desk.has(user_id=MEMBER)["number_id"]
    later = clock.now() + timedelta(days=60)
    desk.past_due(number, revision=3)
    assert desk.see(number)["status"] == "suspended"
    desk.renewed(number, revision=2, paid_through=later - timedelta(days=30))
    assert desk.see(number)["status"] == "suspended"
    desk.renewed(number, revision=4, paid_through=later)
    assert desk.see(number)["status"] == "active"
    desk.past_due(number, revision=3)
    assert desk.see(number)["status"] == "active"


def test_a_number_that_is_being_ordered_cannot_be_cancelled(desk: Desk) -> None:
    """A number on order can neither be canceled nor restored."""
    number = desk.wants().body["number_id"]
    reply = desk.ask("DELETE /v1/numbers/{id}", path={"id": number})
    assert (reply.status, reply.body["code"]) == (409, "number_not_running")
    reply = desk.ask("POST /v1/numbers/{id}/restore", path={"id": number}, body={})
    assert (reply.status, reply.body["code"]) == (409, "number_not_ending")


def test_cancelling_twice_is_cancelling_once(desk: Desk) -> None:
    """The second request changes nothing."""
    number = desk.has()["number_id"]
    for _ in range(2):
        assert desk.ask("DELETE /v1/numbers/{id}", path={"id": number}).status == 204
    assert len(desk.events("NumberCancelled")) == 1
    assert desk.see(number)["ends"] is True


def test_a_release_waits_for_a_restoration_that_is_being_paid(desk: Desk) -> None:
    """While its plan is being charged, a number in its reserve is not released (N5)."""
    number = desk.has()["number_id"]
    ended = clock.now()
    desk.ended(number, revision=2, at=ended)
    assert desk.see(number)["status"] == "releasing"
    assert desk.ask("POST /v1/numbers/{id}/restore", path={"id": number}, body={}).status == 202
    desk.run("release_numbers", ended + timedelta(days=31))
    assert desk.see(number)["status"] == "releasing"
    request = desk.events("NumberRequested")[-1]
    assert request["restores"] is True
    desk.refused(number, request["request_id"])
    assert desk.see(number)["reason"] == "payment_declined"
    desk.run("release_numbers", ended + timedelta(days=31))
    assert desk.see(number)["status"] == "released"
    assert desk.carrier.books()["numbers"][0]["status"] == "deleted"


def test_a_plan_that_is_paid_too_late_is_refunded(desk: Desk) -> None:
    """If the payment succeeds after the request has failed, the money is refunded."""
    number = desk.wants().body["number_id"]
    desk.refused(number)
    desk.paid(number)
    (failed,) = desk.events("NumberOrderFailed")
    assert failed["reason"] == "not_wanted"
    assert desk.see(number)["status"] == "failed"


def test_the_list_is_paged_and_filtered(desk: Desk) -> None:
    """Pages have no gaps; a status filters them (E4)."""
    all_of_them = [desk.wants().body["number_id"] for _ in range(5)]
    desk.refused(all_of_them[0])
    found, cursor = [], None
    while True:
        query = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = desk.ask("GET /v1/numbers", query=query).body
        found += [number["number_id"] for number in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == all_of_them
    assert desk.listed(status="failed") == all_of_them[:1]


def test_a_number_shows_its_next_plan(desk: Desk) -> None:
    """The running plan stays until the renewal; an older change that arrives late changes nothing (B8)."""
    number = desk.has()["number_id"]

    def plans() -> tuple[str, str | None]:
        seen = desk.see(number)
        return seen["plan"]["plan_id"], (seen["next_plan"] or {}).get("plan_id")

    desk.changed_to(number, 3, "local_yearly")
    assert plans() == ("local_monthly", "local_yearly")
    desk.changed_to(number, 2, "")
    assert plans() == ("local_monthly", "local_yearly")
    desk.renewed(number, 4, clock.now() + timedelta(days=30))
    assert plans() == ("local_monthly", None)
