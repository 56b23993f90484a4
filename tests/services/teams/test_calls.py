"""The number of AWS calls of each route is the same for three people and for thirty thousand."""

from typing import Any

import pytest

from kernel import aws
from services.teams.domain.consent import VERSION
from tests.faults import counted
from tests.services.teams.harness import ANN, BOB, BOBS, CAT, Harness

_NEW = {"phone_number": "+14155550177", "email": "new@example.com"}
_READ, _WRITE = ["GetItem", "GetItem"], ["TransactWriteItems"]
_LIST = ["GetItem", "Query"]
_CAT = {"path": {"user_id": CAT}}


@pytest.mark.parametrize(
    ("key", "request_", "expected"),
    [
        ("GET /v1/team", {}, _READ),
        ("GET /v1/team/users", {}, _LIST),
        ("GET /v1/team/users", {"query": {"status": "active"}}, ["GetItem", *["Query"] * 3]),
        ("GET /v1/team/users", {"query": {"status": "active", "role": "admin"}}, _LIST),
        ("GET /v1/team/users", {"query": {"q": "bo"}}, [*_LIST, "BatchGetItem"]),
        ("GET /v1/team/users/{user_id}", _CAT, _READ),
        ("GET /v1/team/activity", {}, [*_LIST, "BatchGetItem"]),
        ("PATCH /v1/team", {"body": {"name": "New"}}, _READ + _WRITE),
        ("POST /v1/team/invitations", {"body": _NEW}, ["GetItem", "BatchGetItem", *_WRITE]),
        ("PATCH /v1/team/users/{user_id}", _CAT | {"body": {"role": "admin"}}, _READ + _WRITE),
        ("DELETE /v1/team/users/{user_id}", _CAT, _READ + _WRITE),
        # its endpoints, which pause
        ("POST /v1/team/owner", {"body": {"user_id": CAT}}, ["GetItem", "BatchGetItem", "Query", *_WRITE]),
    ],
)
def test_calls_of_a_route(team: Harness, key: str, request_: dict[str, Any], expected: list[str]) -> None:
    """One read authorizes, one more reads or decides, one transaction writes."""
    with counted(aws.client("dynamodb")) as calls:
        assert team.world.call(key, as_=ANN, **request_).status < 300
    assert calls.made == expected


def test_calls_of_an_invitations_life(harness: Harness) -> None:
    """Resending, revoking, previewing and joining take at most two reads and one transaction."""
    harness.open_team()
    harness.sign_up(BOB)
    made = {"id": harness.invite(BOBS).body["invitation_id"]}

    def calls_of(key: str, as_: str, **request: Any) -> list[str]:
        with counted(aws.client("dynamodb")) as calls:
            assert harness.world.call(key, as_=as_, **request).status < 300
        harness.settle()
        return calls.made

    body = {"phone_number": BOBS, "email": "bob@example.com"}
    two_reads = ["GetItem", "BatchGetItem"]
    assert calls_of("POST /v1/team/invitations", ANN, body=body) == [*two_reads, "GetItem", *_WRITE]
    assert calls_of("POST /v1/team/invitations/{id}/resend", ANN, path=made) == [*two_reads, "BatchGetItem", *_WRITE]
    code = {"code": harness.code(BOBS)}
    assert calls_of("POST /v1/transfers/preview", BOB, body=code) == ["BatchGetItem"] * 2 + _WRITE
    agreed = code | {"consent": VERSION}
    assert calls_of("POST /v1/transfers", BOB, body=agreed) == ["BatchGetItem"] * 2 + _WRITE
    assert calls_of("POST /v1/transfers", BOB, body=agreed) == ["BatchGetItem", "GetItem"]
    assert calls_of("POST /v1/team/leave", BOB) == _READ + _WRITE
    made = {"id": harness.invite(BOBS).body["invitation_id"]}
    assert calls_of("DELETE /v1/team/invitations/{id}", ANN, path=made) == _READ + _WRITE
