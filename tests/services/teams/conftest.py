"""Teams alone in this process, with settings of its own."""

import pytest

from tests.services.teams.stage import Stage
from tests.world import built

GIVEN = {
    "PORTAL_URL": "https://portal.teamline.example",
    "APP_DOWNLOAD_LINK": "https://get.teamline.example",
    "APP_OPEN_LINK": "teamline://join",
    "INVITATIONS_PER_TEAM_DAY": "150",
    "SERVED_COUNTRIES": "US,CA,GB",
}


@pytest.fixture
def stage(moto_aws: None) -> Stage:
    """Teams, with a table of its own."""
    from moto.core import DEFAULT_ACCOUNT_ID
    from moto.sns import sns_backends

    sns_backends[DEFAULT_ACCOUNT_ID]["us-east-1"].sms_messages.clear()
    return Stage(built(("teams",), {"teams": GIVEN}, {"teams": {"code_key": "a key of the tests"}}))
