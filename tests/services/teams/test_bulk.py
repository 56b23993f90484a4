"""Up to 100 people changed at once, row by row (T7, T8)."""

from typing import Any

import pytest

from contracts.teams import InvitationSent, MemberRemoved, MemberSuspended
from kernel import aws
from tests.faults import Crash, counted, crashing, meanwhile
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness

_BULK = "POST /v1/team/users/bulk"


def changed(harness: Harness, rows: list[Any], as_: str = ANN, key: str | None = None) -> list[dict[str, Any]]:
    headers = {"idempotency-key": key} if key else None
    reply = harness.call(_BULK, as_, body={"rows": rows}, headers=headers)
    assert reply.status == 207, reply
    return list(reply.body["results"])


def statuses(harness: Harness) -> dict[str, str]:
    return {row["name"]: row["status"] for row in harness.call("GET /v1/team/users", ANN).body["items"]}


def test_one_bad_row_harms_no_other(team: Harness) -> None:
    """Each row has its own status: done, refused by a rule, or invalid; `me` is the caller (E3)."""
    invited = team.invite("+14155550177", name="Ivy").body["invitation_id"]
    revoked = team.invite("+14155550178", name="Jon").body["invitation_id"]
    results = changed(
        team,
        [
            {"action": "suspend", "user_id": CAT},
            {"action": "suspend", "user_id": "me"},
            {"action": "remove", "user_id": DAN},
            {"action": "resend", "invitation_id": invited},
            {"action": "remove", "invitation_id": revoked},
            {"action": "set_role", "user_id": BOB},
            {"action": "resend", "user_id": BOB},
            {"action": "dance", "user_id": BOB},
            "not an object",
            {"action": "set_role", "user_id": BOB, "role": "member"},
        ],
    )
    assert [row["status"] for row in results] == [200, 409, 404, 200, 204, 422, 422, 422, 422, 200]
    assert [row["index"] for row in results] == list(range(10))
    assert [row["problem"]["errors"][0]["field"] for row in results[5:9]] == ["role", "invitation_id", "action", "body"]
    assert (results[0]["user"]["status"], results[9]["user"]["role"]) == ("suspended", "member")
    assert results[3]["invitation"]["invitation_id"] == invited
    assert [event["sending"] for event in team.published_data(InvitationSent)][-1] == 2
    assert statuses(team) == {"Ann Smith": "active", "Bob Jones": "active", "Cat Brown": "suspended", "Ivy": "invited"}


def test_a_row_is_what_the_route_of_one_person_does(team: Harness) -> None:
    """The log, the events and the counts are those of single requests."""
    changed(team, [{"action": "suspend", "user_id": CAT}, {"action": "remove", "user_id": BOB, "numbers": "hand_over"}])
    assert [event["account_id"] for event in team.published_data(MemberSuspended)] == [CAT]
    (gone,) = team.published_data(MemberRemoved)
    assert (gone["account_id"], gone["numbers"]) == (BOB, "hand_over")
    log = team.call("GET /v1/team/activity", ANN).body["items"][:2]
    assert [(line["action"], line["actor"]["user_id"]) for line in log] == [
        ("member_removed", ANN),
        ("member_suspended", ANN),
    ]
    counts = team.call("GET /v1/team", ANN).body["counts"]
    assert (counts["people"], counts["suspended"], counts["admins"]) == (2, 1, 0)


def test_a_repeated_key_gives_the_same_results(team: Harness) -> None:
    """The whole request is kept under its key (E2)."""
    rows = [{"action": "remove", "user_id": CAT}, {"action": "remove", "user_id": DAN}]
    first, again = changed(team, rows, key="a-key"), changed(team, rows, key="a-key")
    assert again == first
    assert [row["status"] for row in first] == [204, 404]


@pytest.mark.parametrize("at_call", [3, 4, 5])
@pytest.mark.parametrize("after", [True, False])
def test_a_retry_after_a_crash_goes_on_behind_it(team: Harness, at_call: int, *, after: bool) -> None:
    """Killed between two rows, the same request does each row once, and answers what a first one would."""
    invited = team.invite("+14155550177").body["invitation_id"]
    rows = [
        {"action": "remove", "user_id": CAT},
        {"action": "resend", "invitation_id": invited},
        {"action": "suspend", "user_id": BOB},
    ]
    request = {"body": {"rows": rows}, "headers": {"idempotency-key": "a-key"}}
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), pytest.raises(Crash):
        team.world.call(_BULK, as_=ANN, **request)
    reply = team.world.call(_BULK, as_=ANN, **request)
    assert [row["status"] for row in reply.body["results"]] == [204, 200, 200]
    assert sorted(event["sending"] for event in team.published_data(InvitationSent)) == [1, 2]
    assert len(team.published_data(MemberRemoved)) == len(team.published_data(MemberSuspended)) == 1


def test_two_requests_at_once_under_one_key_do_each_row_once(team: Harness) -> None:
    """The second one finds what the first has done, also if it had read before."""
    request = {"body": {"rows": [{"action": "remove", "user_id": CAT}]}, "headers": {"idempotency-key": "a-key"}}
    other: list[Any] = []

    def send_other() -> None:
        if not other:
            other.append(None)
            other[0] = team.world.call(_BULK, as_=ANN, **request)

    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", send_other):
        reply = team.world.call(_BULK, as_=ANN, **request)
    assert [row["status"] for row in reply.body["results"]] == [204]
    assert other[0].body == reply.body
    assert len(team.published_data(MemberRemoved)) == 1


def test_what_rows_read_is_read_together(team: Harness) -> None:
    """Two reads for all members, then one transaction for each."""
    rows = [{"action": "suspend", "user_id": account} for account in (BOB, CAT)]
    with counted(aws.client("dynamodb")) as calls:
        changed_now = team.world.call(_BULK, as_=ANN, body={"rows": rows})
    assert [row["status"] for row in changed_now.body["results"]] == [200, 200]
    assert calls.made == ["GetItem", "BatchGetItem", "TransactWriteItems", "TransactWriteItems"]


@pytest.mark.parametrize("count", [0, 101])
def test_a_request_has_1_to_100_rows(team: Harness, count: int) -> None:
    """None and more than 100 rows are refused as a whole."""
    rows = [{"action": "suspend", "user_id": CAT}] * count
    assert team.call(_BULK, ANN, body={"rows": rows}).status == 422


def test_an_admin_does_not_touch_the_owner(team: Harness) -> None:
    """A row has the rights of its own route (T1)."""
    results = changed(team, [{"action": "remove", "user_id": ANN}, {"action": "suspend", "user_id": CAT}], as_=BOB)
    assert [row["status"] for row in results] == [403, 200]
    assert results[0]["problem"]["code"] == "owner_untouchable"
