"""An owner who vanishes: the operator names an admin, who takes over unless the owner objects (decision 077)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountActive, AccountClosed, MoneyLocked, ProfileChanged
from contracts.teams import TeamHandedOver
from kernel import clock
from services.teams.domain.deputy import ABSENCE, LONGER_WAIT, REMINDED_BEFORE, WAIT
from tests.faults import conflicting
from tests.in_process import Reply, door, mails, texts
from tests.services.teams.harness import ANN, ANNS, BOB, CAT, Harness
from tests.services.teams.test_activity import log
from tests.services.teams.test_expiry import Clock, time  # noqa: F401 (a fixture)

_SECOND = timedelta(seconds=1)
_LINK = re.compile(r"/keep-team\?token=([A-Za-z0-9_.-]+)")


def team_id(harness: Harness) -> str:
    return str(harness.call("GET /v1/team", ANN).body["team_id"])


def operate(harness: Harness, action: str, **body: Any) -> dict[str, Any]:
    """Have an action done, as the operator asks for it, and let all that follows happen."""
    number = sum(item["sk"] == "ACTION" for item in harness.items())
    about = {"action": action, "request_id": f"request-{number}", "by": "kim", "reason": "owner is gone"}
    about |= {} if action == "report_deputies" else {"team_id": team_id(harness)}
    with harness.world.inside("teams"):
        answer = dict(door("teams", "operations").handler(about | body, None))
    harness.settle()
    return answer


def look(harness: Harness) -> None:
    harness.world.run_job("teams", "look_at_deputies")
    harness.settle()


def owner(harness: Harness) -> str:
    return str(harness.call("GET /v1/team", BOB).body["owner"]["user_id"])


def object_by(harness: Harness, token: str) -> Reply:
    return harness.call("POST /v1/team/deputy/objection", None, body={"token": token})


def token() -> str:
    """Return the token of the newest link that the owner got."""
    return _LINK.findall(texts(ANNS)[-1])[-1]


@pytest.fixture
def absent(team: Harness, time: Clock) -> Harness:  # noqa: F811
    """Return Ann's team, of which she was active long ago."""
    time.ahead = ABSENCE + _SECOND
    return team


@pytest.fixture
def waiting(absent: Harness) -> Harness:
    """Return Ann's team, of which Bob, an admin, is the deputy."""
    assert "done" in operate(absent, "name_deputy", account_id=BOB)
    return absent


def bounce(harness: Harness) -> None:
    """Have a mail to the owner bounce."""
    about = {"account_id": ANN, "name": "Ann", "email": "ann@example.com", "time_zone": "UTC", "notices": ["email"]}
    about |= {"email_confirmed": True, "revision": 99, "email_state": "bounced", "email_revision": 99}
    harness.deliver(ProfileChanged.model_validate(about))


def test_an_owner_whose_mails_bounce_has_longer(waiting: Harness, time: Clock) -> None:  # noqa: F811
    """A notice that cannot arrive is no chance to object: the wait is twice as long, and the operator sees both."""
    (shown,) = operate(waiting, "report_deputies")["done"]["deputies"]
    assert (shown["account_id"], shown["operator"], shown["mails_arrive"]) == (BOB, "kim", True)
    bounce(waiting)
    (later,) = operate(waiting, "report_deputies")["done"]["deputies"]
    assert later["mails_arrive"] is False
    assert clock.from_text(later["takes_over_at"]) - clock.from_text(shown["takes_over_at"]) == LONGER_WAIT - WAIT
    time.ahead += WAIT + _SECOND
    look(waiting)
    assert owner(waiting) == ANN
    time.ahead += LONGER_WAIT - WAIT
    look(waiting)
    assert owner(waiting) == BOB


def test_the_deputy_takes_over_once_the_wait_is_over(waiting: Harness, time: Clock) -> None:  # noqa: F811
    """It is a hand-over like any other, once, with the operator's name in the log."""
    time.ahead += WAIT - _SECOND * 5
    look(waiting)
    assert owner(waiting) == ANN
    time.ahead += _SECOND * 6
    look(waiting)
    look(waiting)
    assert owner(waiting) == BOB
    (over,) = waiting.published_data(TeamHandedOver)
    assert (over["from_account_id"], over["to_account_id"], over["to_deputy"]) == (ANN, BOB, True)
    assert waiting.call("GET /v1/team", ANN).body["role"] == "admin"
    lines = [it for it in log(waiting, BOB) if it["action"] in ("deputy_named", "team_handed_over")]
    assert [(it["actor"]["name"], it["details"]) for it in lines] == [("Teamline", {"operator": "kim"})] * 2
    assert "You're the owner of Ann Smith's team" in " ".join(mails("bob@example.com"))
    assert "you didn't object" in texts(ANNS)[-1]


def test_the_owner_is_notified_by_every_channel_twice(waiting: Harness, time: Clock) -> None:  # noqa: F811
    """At once, and some days before the end, whatever they chose; each has the link."""
    got = lambda: [len([it for it in box if "/keep-team?" in it]) for box in (texts(ANNS), mails("ann@example.com"))]  # noqa: E731
    before = got()
    time.ahead += WAIT - REMINDED_BEFORE - _SECOND * 5
    look(waiting)
    assert got() == before
    time.ahead += _SECOND * 6
    look(waiting)
    look(waiting)
    assert got() == [count + 1 for count in before]
    assert before[0] >= 1 <= before[1]
    assert "Bob Jones becomes the owner" in texts(ANNS)[-1]


def test_the_owner_objects_by_the_link(waiting: Harness, time: Clock) -> None:  # noqa: F811
    """The link needs no sign-in, works once, and the team stays."""
    assert object_by(waiting, token()).status == 204
    assert object_by(waiting, token()).status == 410
    time.ahead += WAIT + _SECOND
    look(waiting)
    assert owner(waiting) == ANN
    assert log(waiting)[0]["action"] == "deputy_objected"
    assert log(waiting)[0]["actor"]["user_id"] == ANN
    assert "You don't take over" in " ".join(mails("bob@example.com"))


def test_a_link_of_before_does_not_work(waiting: Harness) -> None:
    """A token is of one deputy: neither an earlier one, nor a changed one, nor any text."""
    first = token()
    operate(waiting, "withdraw_deputy")
    operate(waiting, "name_deputy", account_id=BOB)
    for wrong in (first, token()[:-1], "wrong", "a.b.c", "ä.b.c", token().replace("team_", "team_x")):
        assert object_by(waiting, wrong).body["code"] == "link_expired", wrong
    assert object_by(waiting, token()).status == 204


@pytest.mark.parametrize("sign", [
    lambda now: AccountActive(account_id=ANN, at=now),
    lambda now: AccountActive(account_id=ANN, at=now - ABSENCE + timedelta(days=1)),
    lambda now: MoneyLocked(account_id=ANN, locked_until=now + timedelta(hours=24)),
], ids=["active", "active before, known late", "denied"])  # fmt: skip
def test_any_sign_of_the_owner_ends_it(waiting: Harness, time: Clock, sign: Callable[..., Any]) -> None:  # noqa: F811
    """An owner who signs in, or says of something else that it was not them, has not vanished."""
    time.ahead += WAIT - timedelta(hours=1)
    waiting.deliver(sign(clock.now()))
    time.ahead += timedelta(hours=2)
    look(waiting)
    assert owner(waiting) == ANN
    assert "DEPUTIES" not in waiting.stored_text()
    assert log(waiting)[0]["action"] == "deputy_objected"


@pytest.mark.parametrize("change", [
    ("PATCH /v1/team/users/{user_id}", {"role": "member"}),
    ("PATCH /v1/team/users/{user_id}", {"status": "suspended"}),
    ("DELETE /v1/team/users/{user_id}", None),
    ("DELETE /v1/team", None),
], ids=str)  # fmt: skip
def test_who_is_no_active_admin_takes_over_nothing(
    waiting: Harness,
    time: Clock,  # noqa: F811
    change: tuple[str, dict[str, Any] | None],
) -> None:
    """The wait ends with the place that the deputy had, or with the team."""
    path = {"user_id": BOB} if "{" in change[0] else {}
    assert waiting.call(change[0], ANN, path=path, body=change[1]).status < 300
    time.ahead += WAIT + _SECOND
    look(waiting)
    assert waiting.published_data(TeamHandedOver) == []
    assert "DEPUTIES" not in waiting.stored_text()


def test_a_team_with_another_owner_has_no_deputy(waiting: Harness, time: Clock) -> None:  # noqa: F811
    """What the owner decides meanwhile, or the closing of their account, comes first."""
    waiting.deliver(AccountClosed(account_id=ANN))
    time.ahead += WAIT + _SECOND
    look(waiting)
    (over,) = waiting.published_data(TeamHandedOver)
    assert (over["to_account_id"], over["to_deputy"]) == (BOB, False)
    assert "DEPUTIES" not in waiting.stored_text()


def test_when_it_is_refused(absent: Harness, time: Clock) -> None:  # noqa: F811
    """Only an active admin of an open team whose owner is absent, and one at a time."""
    refused = lambda **body: operate(absent, "name_deputy", **body)["refused"]["code"]  # noqa: E731
    for account in (ANN, CAT, "acc_x"):
        assert refused(account_id=account) == "not_an_admin"
    assert refused(account_id=BOB, team_id="team_x") == "not_found"
    time.ahead -= _SECOND * 60
    assert refused(account_id=BOB) == "owner_not_absent"
    time.ahead += _SECOND * 60
    assert "done" in operate(absent, "name_deputy", account_id=BOB)
    assert refused(account_id=BOB) == "deputy_waits"
    assert "done" in operate(absent, "withdraw_deputy")
    assert operate(absent, "withdraw_deputy")["refused"]["code"] == "not_found"
    assert log(absent)[0]["action"] == "deputy_withdrawn"


@pytest.mark.parametrize("at", [1, 2])
def test_conflicts_change_nothing(waiting: Harness, time: Clock, at: int) -> None:  # noqa: F811
    """A hand-over that another writer crosses is done by the next run, once."""
    time.ahead += WAIT + _SECOND
    with conflicting(waiting.table.client, at_commit=at, times=8):
        try:
            look(waiting)
        except Exception:  # the queue would start the job again
            waiting.settle()
    look(waiting)
    assert owner(waiting) == BOB
    assert len(waiting.published_data(TeamHandedOver)) == 1
