"""Assigning, moving, naming and ending numbers, and which of them is a user's default (N3, N4, N5)."""

from datetime import timedelta

from kernel import clock
from tests.services.numbers.desk import ADMIN, MEMBER, OTHER, OWNER, STRANGER, Desk


def test_a_number_is_assigned_moved_and_taken_back(desk: Desk) -> None:
    """Each step is seen by who has it, told to the bus, and by nobody else."""
    number = desk.has()["number_id"]
    assert desk.change(number, user_id=MEMBER).body["user_id"] == MEMBER
    assert desk.listed(MEMBER) == [number]
    assert desk.change(number, ADMIN, user_id=OTHER).body["user_id"] == OTHER
    assert (desk.listed(MEMBER), desk.listed(OTHER)) == ([], [number])
    assert desk.change(number, user_id=None).body["user_id"] is None
    assert desk.listed(OTHER) == []
    assert [len(desk.events(kind)) for kind in ("NumberAssigned", "NumberMoved", "NumberUnassigned")] == [1, 1, 1]


def test_only_people_of_the_team_get_its_numbers(desk: Desk) -> None:
    """A stranger cannot be given one, and cannot see that there is one (E3)."""
    number = desk.has()["number_id"]
    reply = desk.change(number, user_id=STRANGER)
    assert (reply.status, reply.body["code"]) == (422, "user_not_on_team")
    assert desk.ask("GET /v1/numbers/{id}", STRANGER, path={"id": number}).status == 404
    assert desk.ask("GET /v1/numbers", STRANGER, query={"user_id": MEMBER}).status == 404


def test_a_member_names_what_they_use_and_moves_nothing(desk: Desk) -> None:
    """The user of a number may label it and make it their default; whose it is the team decides."""
    number = desk.has(user_id=MEMBER)["number_id"]
    assert desk.change(number, MEMBER, label="Desk").body["label"] == "Desk"
    assert desk.change(number, MEMBER, user_id=OTHER).status == 403
    assert desk.ask("DELETE /v1/numbers/{id}", MEMBER, path={"id": number}).status == 403


def test_the_first_number_is_the_default_and_another_follows(desk: Desk) -> None:
    """Whoever has active numbers has exactly one default (N4)."""
    first, second = (desk.has(user_id=MEMBER)["number_id"] for _ in range(2))
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, False)
    assert desk.change(second, MEMBER, is_default=True).status == 200
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (False, True)
    desk.change(second, user_id=OTHER)
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, True)
    desk.change(first, user_id=OTHER, is_default=True)
    assert (desk.see(first)["is_default"], desk.see(second)["is_default"]) == (True, False)


def test_nobodys_number_is_nobodys_default(desk: Desk) -> None:
    """Only an active number of somebody can be their default."""
    reply = desk.change(desk.has()["number_id"], is_default=True)
    assert (reply.status, reply.body["errors"][0]["field"]) == (422, "is_default")


def test_ones_own_number_stays_with_oneself(desk: Desk) -> None:
    """A number that somebody has for themselves is moved and ended by nobody else."""
    number = desk.has(OWNER, payer="self")["number_id"]
    reply = desk.change(number, OWNER, user_id=MEMBER)
    assert (reply.status, reply.body["code"]) == (409, "own_number")


def test_past_due_suspends_and_payment_brings_back(desk: Desk) -> None:
    """The number follows its plan, whatever the order in which the news come (N3)."""
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


def test_a_number_that_is_being_ordered_cannot_be_ended(desk: Desk) -> None:
    """It is neither here nor there yet; its buyer waits for the outcome."""
    number = desk.wants().body["number_id"]
    reply = desk.ask("DELETE /v1/numbers/{id}", path={"id": number})
    assert (reply.status, reply.body["code"]) == (409, "number_not_running")
    reply = desk.ask("POST /v1/numbers/{id}/restore", path={"id": number}, body={})
    assert (reply.status, reply.body["code"]) == (409, "number_not_ending")


def test_ended_twice_is_ended_once(desk: Desk) -> None:
    """The second request finds it done."""
    number = desk.has()["number_id"]
    for _ in range(2):
        assert desk.ask("DELETE /v1/numbers/{id}", path={"id": number}).status == 204
    assert len(desk.events("NumberCancelled")) == 1
    assert desk.see(number)["ends"] is True


def test_a_release_waits_for_a_restoration_that_is_being_paid(desk: Desk) -> None:
    """While a plan for it is being paid, a number in its reserve is not given back (N5)."""
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


def test_a_plan_that_is_paid_too_late_is_paid_back(desk: Desk) -> None:
    """The number is gone, the payment came through after all: the money goes back."""
    number = desk.wants().body["number_id"]
    desk.refused(number)
    desk.paid(number)
    (failed,) = desk.events("NumberOrderFailed")
    assert failed["reason"] == "not_wanted"
    assert desk.see(number)["status"] == "failed"


def test_the_list_is_paged_and_filtered(desk: Desk) -> None:
    """Pages follow each other without gaps; a status hides the others (E4)."""
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


def test_a_number_shows_what_its_plan_is_renewed_as(desk: Desk) -> None:
    """The plan that runs stays until the renewal; an older change that comes late changes nothing (B8)."""
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
