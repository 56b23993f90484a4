"""A thief with an access token: whatever the owner does to end it, soon every service refuses the token (I8)."""

import pytest

from tests.journeys.ended import CAUSES, refusal_delays
from tests.journeys.people import PeopleFactory

BAR = 2.0  # seconds (I8); the figures over many rounds are in docs/benchmarks.md
ROUNDS = 3


@pytest.mark.parametrize("cause", CAUSES)
def test_an_ended_session_is_refused_at_every_door_within_two_seconds(
    cause: str, people: PeopleFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """The owner ends it on their own device or by a link; each of the four services refuses its token from then on."""
    rounds = [refusal_delays(people, cause) for _ in range(ROUNDS)]
    with capsys.disabled():
        figures = {service: sorted(round(it[service], 2) for it in rounds) for service in rounds[0]}
        print(f"\nseconds until a token is refused, {cause}: {figures}")  # noqa: T201 (the figures of the journey)
    assert max(max(it.values()) for it in rounds) < BAR
