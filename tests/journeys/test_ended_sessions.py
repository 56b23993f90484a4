"""A thief with an access token: the owner ends the session, and soon every service refuses the token (I8)."""

import time

import pytest

from local.people import Person
from local.polling import wait_until
from tests.journeys.people import PeopleFactory

DOORS = {"identity": "/v1/profile", "teams": "/v1/team", "billing": "/v1/billing", "numbers": "/v1/numbers"}
BAR = 2.0  # seconds (I8)
ROUNDS = 8


def _is_refused(thief: Person, path: str) -> bool | None:
    answer = thief.get(path)
    return True if (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json") else None


def _delays(thief: Person, ended_at: float) -> dict[str, float]:
    """Return after how many seconds each service refused the thief."""
    delays = {}
    for service, path in DOORS.items():
        wait_until(f"{service} to refuse the thief", lambda path=path: _is_refused(thief, path), limit=30, every=0.02)
        delays[service] = time.monotonic() - ended_at
    return delays


def test_an_ended_session_is_refused_at_every_door_within_two_seconds(
    people: PeopleFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """The owner ends the thief's session on their own device; each service refuses its token from then on."""
    olivia = people.owner()
    slowest: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        thief = people.on_another_device(olivia)
        assert [thief.get(path).status_code for path in DOORS.values()] == [200] * len(DOORS)
        sessions = olivia.get("/v1/sessions").json()["items"]
        (stolen,) = [it["session_id"] for it in sessions if not it["current"]]
        assert olivia.delete(f"/v1/sessions/{stolen}").status_code == 204
        slowest.append(_delays(thief, time.monotonic()))
        assert [olivia.get(path).status_code for path in DOORS.values()] == [200] * len(DOORS)
    with capsys.disabled():
        figures = {service: sorted(round(it[service], 2) for it in slowest) for service in DOORS}
        print(f"\nseconds until an ended session is refused: {figures}")  # noqa: T201 (the figures of the journey)
    assert max(max(it.values()) for it in slowest) < BAR
