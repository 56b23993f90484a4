"""What follows from leaving, removing, suspending, handing over, dissolving and closing is said before it happens."""

from typing import Any

import pytest

from tests.services.teams.harness import ANN, BOB, CAT, DAN, EVE, Harness

_ROUTE = "GET /v1/team/consequences"


def said(team: Harness, action: str, as_: str = ANN, user_id: str = "me") -> Any:
    reply = team.call(_ROUTE, as_, query={"action": action, "user_id": user_id})
    if reply.status != 200:
        return reply.status, reply.body["code"]
    return [(it["kind"], it["fate"]) for it in reply.body["items"]]


@pytest.mark.parametrize(
    ("action", "as_", "user_id", "expected"),
    [
        ("remove", ANN, CAT, [("leaves_team", "ends"), ("undo", "team")]),
        ("remove", BOB, CAT, [("leaves_team", "ends"), ("undo", "team")]),
        ("leave", CAT, "me", [("leaves_team", "ends"), ("undo", "person")]),
        ("suspend", ANN, CAT, [("access_paused", "paused"), ("undo", "team")]),
        ("hand_over", ANN, CAT, [("becomes_owner", "owner"), ("becomes_admin", "stays"), ("undo", "owner")]),
        ("dissolve", ANN, "me", [("people_leave", "ends"), ("invitations_revoked", "ends"), ("undo", "none")]),
        ("close", ANN, "me", [("hand_over_first", "none"), ("undo", "none")]),
        ("close", CAT, "me", [("leaves_team", "ends"), ("undo", "none")]),
        ("close", DAN, "me", [("undo", "none")]),
        ("remove", CAT, BOB, (403, "forbidden")),
        ("remove", ANN, "me", (409, "not_on_yourself")),
        ("remove", BOB, ANN, (403, "owner_untouchable")),
        ("remove", ANN, DAN, (404, "not_found")),
        ("hand_over", BOB, CAT, (403, "forbidden")),
        ("hand_over", ANN, DAN, (404, "not_found")),
        ("leave", ANN, "me", (409, "owner_must_hand_over")),
        ("leave", EVE, "me", (404, "no_team")),
        ("explode", ANN, "me", (422, "invalid_request")),
    ],
)
def test_who_may_do_it_reads_what_follows(team: Harness, action: str, as_: str, user_id: str, expected: Any) -> None:
    """Each action has its own facts, and the rights of the action itself."""
    team.sign_up(EVE)
    team.invite("+14155550177")
    assert said(team, action, as_, user_id) == expected


def test_reading_changes_nothing(team: Harness) -> None:
    """What follows is said as often as it is asked for."""
    before = team.items()
    assert said(team, "remove", user_id=CAT) == said(team, "remove", user_id=CAT)
    assert team.items() == before
