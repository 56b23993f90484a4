"""Teams alone in this process, with settings of its own."""

from typing import Any

import pytest

from tests.in_process import InProcessServices, build_services, forget_messages, forget_what_is_cached
from tests.services.teams.harness import ANN, BOB, CAT, DAN, Harness

GIVEN = {
    "PORTAL_URL": "https://portal.teamline.example",
    "APP_DOWNLOAD_LINK": "https://get.teamline.example",
    "APP_OPEN_LINK": "teamline://join",
    "INVITATIONS_PER_TEAM_DAY": "600",
    "INVITATION_PAUSE_SECONDS": "0",
    "INVITATIONS_PER_RECIPIENT_HOUR": "1000",
    "INVITATIONS_PER_RECIPIENT_DAY": "1000",
    "SERVED_COUNTRIES": "US,CA,GB",
    "WEBHOOKS_TO_LOOPBACK": "yes",
}


@pytest.fixture(scope="session")
def teams_alone(moto_aws: None) -> InProcessServices:
    """Build the service's keys and secret once, which takes its time."""
    return build_services(("teams",), {"teams": GIVEN}, {"teams": {"code_key": "a key of the tests"}})


@pytest.fixture
def harness(teams_alone: InProcessServices, table_name: str) -> Harness:
    """Return teams with a table of its own."""
    forget_messages()
    surroundings = {"teams": teams_alone.surroundings["teams"] | {"TABLE_NAME": table_name}}
    forget_what_is_cached("teams")
    return Harness(InProcessServices(surroundings))


_played: list[dict[str, Any]] = []


@pytest.fixture
def team(harness: Harness) -> Harness:
    """Return Ann's team, with Bob as an admin and Cat as a member; Dan has a team of his own."""
    if _played:
        return harness.restore(_played)
    harness.open_team(ANN)
    harness.join(BOB, role="admin")
    harness.join(CAT)
    harness.open_team(DAN)
    harness.published.clear()
    _played.extend(harness.items())
    return harness
