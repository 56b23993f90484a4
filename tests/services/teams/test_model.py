"""The model: in any order of events, a team's counters and its people agree."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.teams.domain.account import Account
from services.teams.domain.invitation import Invitation
from services.teams.domain.member import Member
from services.teams.domain.team import Team
from services.teams.domain.transfer_code import MAX_WRONG_CODES, WRONG_CODE_WINDOW

_BEGAN = datetime(2027, 1, 31, 12, tzinfo=UTC)
_MOMENTS = st.lists(st.timedeltas(timedelta(), timedelta(minutes=20)), max_size=60)


@given(_MOMENTS)
def test_never_more_than_ten_wrong_codes_an_hour(pauses: list[timedelta]) -> None:
    """No hour that begins with a wrong code accepts more than ten (T4)."""
    account, now, taken = Account("acc"), _BEGAN, []
    for pause in pauses:
        now += pause
        if account.seconds_to_wait(now) == 0:
            account = account.with_wrong_code(now)
            taken.append((now, account.wrong_until_at))
    for end in {end for _, end in taken}:
        assert sum(1 for _, of in taken if of == end) <= MAX_WRONG_CODES


@given(st.integers(1, 30), st.timedeltas(timedelta(), timedelta(hours=2)))
def test_the_wait_ends_with_the_hour(tries: int, later: timedelta) -> None:
    """The wait ends with the hour, and says how long it still lasts."""
    account = Account("acc")
    for _ in range(tries):
        account = account.with_wrong_code(_BEGAN)
    wait = account.seconds_to_wait(_BEGAN + later)
    assert (wait > 0) == (tries >= MAX_WRONG_CODES and later < WRONG_CODE_WINDOW)
    assert account.seconds_to_wait(_BEGAN + later + timedelta(seconds=wait)) == 0


@given(st.integers(0, 300), st.integers(1, 200), st.integers(0, 3))
def test_a_new_day_sends_anew(sent: int, a_day: int, days: int) -> None:
    """Invitations sent on a day count on that day only."""
    team = Team("t", "T", "acc", "A", _BEGAN, sent_on=_BEGAN.date().isoformat(), sent_today=sent)
    left = team.invitations_left(_BEGAN + timedelta(days=days), a_day)
    assert left == (a_day if days else max(0, a_day - sent))


def invitation(**given_: object) -> Invitation:
    return Invitation(
        team_id="t",
        invitation_id="inv",
        phone_number="+14155550100",
        email="a@example.com",
        role="member",
        credits=0,
        code="hash",
        invited_by="acc",
        invited_at=_BEGAN,
        sent_at=_BEGAN,
        expires_at=_BEGAN + timedelta(days=14),
        **given_,  # type: ignore[arg-type]
    )


@given(st.timedeltas(timedelta(), timedelta(days=30)), st.sampled_from(["open", "expired"]))
def test_an_invitation_is_over_at_its_hour_and_never_again_open(after: timedelta, state: str) -> None:
    """It has expired when its time has come, whether or not the sweep marked it."""
    one = invitation(status=state)
    assert one.is_over(_BEGAN + after) == (state == "expired" or after >= timedelta(days=14))
    assert one.list_status(_BEGAN + after) == ("expired" if one.is_over(_BEGAN + after) else "invited")


@pytest.mark.parametrize(("role", "manages"), [("owner", True), ("admin", True), ("member", False), (None, False)])
def test_owner_and_admins_manage(role: str | None, manages: bool) -> None:
    """A plain member, or a person on no team, manages no one (T1)."""
    assert Account("acc", role=role).manages is manages  # type: ignore[arg-type]


def test_every_change_is_another_version() -> None:
    """A row that was changed in between is never overwritten."""
    member = Member("t", "acc", "+14155550100", "A", "a@example.com", "member", _BEGAN, _BEGAN)
    assert member.with_changes(role="admin").version == member.version + 1
    assert invitation().with_changes(sending=2).version == 2
