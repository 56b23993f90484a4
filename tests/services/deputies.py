"""The story of a deputy: the operator names an admin of a team whose owner vanished."""

from datetime import timedelta
from uuid import uuid4

from kernel import clock
from services.teams.domain.deputy import ABSENCE, REMINDED_BEFORE, WAIT
from tests.in_process import door
from tests.moto_tables import items_to_change
from tests.services.stage import Stage


def name_deputy(stage: Stage) -> None:
    """Have the owner be active long ago, and name the admin."""
    ids, world = stage.cast.ids, stage.cast.world
    for item in items_to_change(world.surroundings["teams"]["TABLE_NAME"]):
        if item.range_key.value == f"USER#{ids['owner']}":
            item.attrs["last_active_at"].value = clock.to_text(clock.now() - ABSENCE - timedelta(days=1))
    about = {"action": "name_deputy", "request_id": uuid4().hex, "by": "kim", "reason": "the owner is gone"}
    with world.inside("teams"):
        named = {"team_id": ids["team"], "account_id": ids["admin"]}
        assert "done" in door("teams", "operations").handler(about | named, None)
    world.settle()


def play_deputy(stage: Stage) -> None:
    """The owner is notified twice, and does not react; the deputy takes over."""
    name_deputy(stage)
    stage.run("teams", "look_at_deputies", days=(WAIT - REMINDED_BEFORE).days + 0.5)
    stage.run("teams", "look_at_deputies", days=WAIT.days + 0.5)
