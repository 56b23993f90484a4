"""Up to 100 invitations at once, row by row (T2)."""

from typing import Any

import pytest

from contracts.identity import TeamManagementEnabled
from contracts.teams import InvitationSent
from kernel import aws
from tests.faults import Crash, counted, crashing
from tests.in_process import texts
from tests.services.teams.harness import ANN, BOB, BOBS, DAN, Harness

_BATCH = "POST /v1/team/invitations/batch"


def rows(count: int, first: int = 0) -> list[dict[str, Any]]:
    return [{"phone_number": f"+1415555{1000 + n:04d}", "email": f"p{n}@example.com"} for n in range(first, count)]


def sent(harness: Harness, invitations: list[Any], key: str | None = None) -> list[dict[str, Any]]:
    headers = {"idempotency-key": key} if key else None
    reply = harness.call(_BATCH, ANN, body={"invitations": invitations}, headers=headers)
    assert reply.status == 207
    return list(reply.body["results"])


def test_one_bad_row_harms_no_other(team: Harness) -> None:
    """Each row has its own status: invited, refused by a rule, or invalid (T2)."""
    results = sent(
        team,
        [
            {"phone_number": "+14155550177", "email": "a@example.com"},
            {"phone_number": BOBS, "email": "bob@example.com"},
            {"phone_number": "12", "email": "b@example.com"},
            {"phone_number": "+14155550178"},
            "not an object",
            {"phone_number": "(415) 555-0177", "email": "twice@example.com"},
            {"phone_number": "+14155550179", "email": "c@example.com", "role": "admin"},
        ],
    )
    assert [result["status"] for result in results] == [201, 409, 422, 422, 422, 409, 201]
    problems = [result["problem"]["code"] for result in results if result["problem"]]
    assert problems == [
        "already_on_team",
        "invalid_phone_number",
        "invalid_request",
        "invalid_request",
        "duplicate_in_batch",
    ]
    assert results[2]["problem"]["errors"][0]["field"] == "phone_number"
    assert team.call("GET /v1/team", ANN).body["counts"]["invited"] == 2


def test_the_same_rows_spelled_otherwise_are_the_same_batch(team: Harness) -> None:
    """Without a key, a retry is recognized by what its body means: order of members and whitespace do not matter."""
    members = ('"phone_number": "+14155550177"', '"email": "a@example.com"')
    bodies = [f'{{"invitations":[{{{first},{second}}}]}}' for first, second in (members, members[::-1])]
    first, again = (team.call(_BATCH, ANN, raw=raw).body["results"][0] for raw in (bodies[0], "\n" + bodies[1]))
    assert again["invitation"]["sent_at"] == first["invitation"]["sent_at"]


@pytest.mark.parametrize("count", [0, 101])
def test_a_batch_has_1_to_100_rows(team: Harness, count: int) -> None:
    """An empty batch and one of more than 100 rows are refused as a whole."""
    assert team.call(_BATCH, ANN, body={"invitations": rows(count)}).status == 422


def test_a_batch_costs_four_reads_and_few_transactions(team: Harness) -> None:
    """Rows share transactions, as many as fit."""
    with counted(aws.client("dynamodb")) as calls:
        reply = team.world.call(_BATCH, as_=ANN, body={"invitations": rows(15)})
    assert [row["status"] for row in reply.body["results"]] == [201] * 15
    assert calls.made == ["GetItem", "GetItem", *["BatchGetItem"] * 2, *["TransactWriteItems"] * 3]


@pytest.mark.parametrize("key", ["a-key", None])
@pytest.mark.parametrize(("at_call", "after"), [(4, True), (5, False)])
def test_a_retry_after_a_crash_doubles_nothing(team: Harness, key: str | None, at_call: int, after: bool) -> None:
    """Killed between its transactions, the same batch sent again continues behind what is committed."""
    headers = {"idempotency-key": key} if key else None
    request = {"body": {"invitations": rows(16)}, "headers": headers}
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), pytest.raises(Crash):
        team.world.call(_BATCH, as_=ANN, **request)
    reply = team.world.call(_BATCH, as_=ANN, **request)
    assert [row["status"] for row in reply.body["results"]] == [201] * 16
    sendings = [envelope.data["sending"] for envelope in team.outbox() if envelope.type == InvitationSent.__name__]
    assert sendings == [1] * 16
    assert team.world.call("GET /v1/team", as_=ANN).body["counts"]["invited"] == 16


def test_open_invitations_are_sent_again(team: Harness) -> None:
    """Another batch with the same numbers sends the same invitations again (T2)."""
    first = sent(team, rows(3), "monday")
    again = sent(team, rows(3), "tuesday")
    assert [r["invitation"]["invitation_id"] for r in again] == [r["invitation"]["invitation_id"] for r in first]
    assert sorted(event["sending"] for event in team.published_data(InvitationSent)) == [1, 1, 1, 2, 2, 2]
    assert team.call("GET /v1/team", ANN).body["counts"]["invited"] == 3
    assert len(texts("+14155551000")) == 2


def test_a_team_sends_so_many_a_day_and_no_more(team: Harness) -> None:
    """Texts cost money: rows over the day's limit are refused, each on its own (field 25)."""
    team.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "24"  # 6 without a wallet
    assert sent(team, rows(2))[1]["status"] == 201  # two more were sent when the team was made
    results = sent(team, rows(5, first=2))
    assert [row["status"] for row in results] == [201, 201, 429]
    assert results[2]["problem"]["code"] == "invitation_limit"
    reply = team.invite("+14155550199")
    assert (reply.status, reply.body["code"]) == (429, "invitation_limit")
    assert 0 < int(reply.headers["retry-after"]) <= 86_400


def test_another_team_is_no_new_allowance(harness: Harness) -> None:
    """A person who dissolves a team and opens the next sends no more per day than with one (field 25)."""
    harness.world.surroundings["teams"]["INVITATIONS_PER_TEAM_DAY"] = "12"  # 3 without a wallet
    harness.open_team()
    assert [row["status"] for row in sent(harness, rows(2))] == [201, 201]
    assert harness.call("DELETE /v1/team", ANN).status == 204
    harness.deliver(TeamManagementEnabled(account_id=ANN))
    assert harness.invite("+14155550198").status == 201
    reply = harness.invite("+14155550199")
    assert (reply.status, reply.body["code"]) == (429, "invitation_limit")
    (row,) = sent(harness, rows(3, first=2))
    assert (row["status"], row["invitation"]) == (429, None)
    assert harness.call("GET /v1/team", ANN).body["counts"]["invited"] == 1


def test_a_revoked_invitation_never_returns(team: Harness) -> None:
    """The same batch makes a new invitation: the credits held for the old one were returned (T5)."""
    (first,) = sent(team, rows(1))
    team.call("DELETE /v1/team/invitations/{id}", ANN, path={"id": first["invitation"]["invitation_id"]})
    (again,) = sent(team, rows(1))
    assert again["status"] == 201
    assert again["invitation"]["invitation_id"] != first["invitation"]["invitation_id"]


def test_a_member_sends_no_batch(team: Harness) -> None:
    """Only owner and admins send a batch."""
    team.call("PATCH /v1/team/users/{user_id}", ANN, path={"user_id": BOB}, body={"role": "member"})
    assert team.call(_BATCH, BOB, body={"invitations": rows(1)}).status == 403


def test_what_a_team_sends_in_bulk_waits_apart(team: Harness) -> None:
    """The first 25 invitations of a team on a day never wait behind another team's hundreds; later ones may."""
    for start in (0, 15, 30):
        sent(team, rows(start + 15, first=start))
    team.invite("+14155550190")
    team.invite("+14155550191", as_=DAN)
    published = team.published_data(InvitationSent)
    waits = {event["phone_number"]: event["in_bulk"] for event in published}
    before = {event["phone_number"]: event["sent_before"] for event in published}
    assert (before["+14155551000"], before["+14155550190"], before["+14155550191"]) == (2, 47, 0)
    assert [waits["+14155551000"], waits["+14155550190"], waits["+14155550191"]] == [False, True, False]
    assert 15 <= sum(not waits[row["phone_number"]] for row in rows(45)) <= 32  # a transaction is of one kind
