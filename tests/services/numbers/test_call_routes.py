"""What happens to a call that comes: by the number's settings and hours, who calls, whose app is there (N9, N10)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.numbers.domain.call_route import MOST_AT_ONCE, Arrival, Route, decide_route, rings_apps
from services.numbers.domain.call_settings import CallSettings, Forwarding, Hours, Ring, Voicemail
from tests.services.numbers.call_cases import AT, CALLER, NUMBER, TARGET

ALWAYS = Forwarding(TARGET, "always", 25)
UNANSWERED = replace(ALWAYS, mode="unanswered", ring_seconds=12)
OURS = CallSettings(
    NUMBER, "num_1", "team_1", team_id="team_1", user_id="acc_1", is_active=True, voicemail=Voicemail(is_on=False)
)
HERS, HIS = "sip:rosa@sip.telnyx.com", "sip:finn@sip.telnyx.com"
APPS = {"acc_1": HERS, "acc_2": HIS}
WORKDAYS = Hours("America/New_York", open={str(day): ((540, 1_020),) for day in range(5)}, days_off=("2026-12-25",))


def _route(settings: CallSettings, caller: str = CALLER, apps: dict[str, str] | None = None, **how: object) -> Route:
    return decide_route(settings, replace(Arrival(caller, AT), **how), APPS if apps is None else apps)  # type: ignore[arg-type]


def _kinds(route: Route) -> list[str]:
    return [step.kind for step in route.steps]


def test_a_call_is_forwarded_always_or_when_unanswered() -> None:
    """Always: to the target at once. Unanswered: to the app first, for as long as was set, if it is there."""
    always = _route(replace(OURS, forwarding=ALWAYS))
    assert _kinds(always) == ["forward", "reject"]
    assert always.tariff is not None
    assert (always.tariff.place, always.tariff.kind) == ("United Kingdom, landline", "forwarding")
    assert (always.steps[0].to, always.steps[0].shown, always.steps[0].seconds) == ((TARGET,), NUMBER, 25)
    unanswered = _route(replace(OURS, forwarding=UNANSWERED))
    assert _kinds(unanswered) == ["ring", "forward", "reject"]
    assert (unanswered.steps[0].to, unanswered.steps[0].seconds) == ((HERS,), 12)
    assert _kinds(_route(replace(OURS, forwarding=UNANSWERED), apps={})) == ["forward", "reject"]
    assert not rings_apps(replace(OURS, forwarding=ALWAYS), AT)
    assert rings_apps(replace(OURS, forwarding=UNANSWERED), AT)


def test_several_people_ring_at_once_or_in_turn() -> None:
    """One step rings all whose app is there, or one step each; a person is rung once."""
    ring = Ring(others=("acc_2", "acc_1", "acc_gone"), seconds=15)
    assert [step.to for step in _route(replace(OURS, ring=ring)).steps if step.rings] == [(HERS, HIS)]
    in_turn = _route(replace(OURS, ring=replace(ring, order="in_turn")))
    assert [step.to for step in in_turn.steps if step.rings] == [(HERS,), (HIS,)]
    assert _kinds(_route(OURS, apps={})) == ["reject"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"user_id": None}, "no_user"),
        ({"is_active": False, "is_suspended": True}, "number_not_active"),
        ({"hours": WORKDAYS}, "after_hours"),
    ],
)
def test_where_no_one_is_rung_the_caller_gets_a_notice_or_voicemail(change: dict[str, object], reason: str) -> None:
    """AT is Monday 7 a.m. in New York; voicemail takes the call where it is on and the number has a user."""
    closed = replace(OURS, forwarding=ALWAYS, **change)  # type: ignore[arg-type]
    route = _route(closed)
    assert (_kinds(route), route.reason) == (["notice"], reason)
    with_voicemail = _route(replace(closed, voicemail=Voicemail(greeting="Hi there")))
    assert _kinds(with_voicemail) == (["notice"] if reason == "no_user" else ["voicemail"])


def test_hours_are_of_the_numbers_own_zone() -> None:
    """A number is open within its hours on the clock of its zone, and closed on a day off."""
    open_at = replace(OURS, hours=WORKDAYS)
    assert _route(open_at, at=AT + timedelta(hours=3)).reason == ""
    christmas = AT.replace(month=12, day=25, hour=15)
    assert _route(open_at, at=christmas).reason == "after_hours"
    assert _route(open_at, at=AT - timedelta(days=1) + timedelta(hours=3)).reason == "after_hours"


def test_who_is_blocked_comes_back_or_is_too_many_is_rejected() -> None:
    """A blocked caller is refused; a call that has come through this number before, or one too many, gets busy."""
    settings = replace(OURS, forwarding=ALWAYS, blocked=(CALLER,))
    blocked = _route(settings)
    assert (blocked.steps[0].kind, blocked.steps[0].cause, blocked.reason) == ("reject", "CALL_REJECTED", "blocked")
    open_to_all = replace(settings, blocked=())
    assert _route(open_to_all, forwarded_by=("+14155550177", NUMBER)).reason == "forwarding_loop"
    assert _route(open_to_all, forwarded_by=("+14155550177",) * 5).reason == "forwarding_loop"
    assert _route(open_to_all, forwarded_by=("+14155550177",)).reason == ""
    assert _route(open_to_all, running=MOST_AT_ONCE).reason == "busy"
    assert _route(replace(open_to_all, is_active=False)).reason == "number_not_active"


def test_the_caller_is_shown_where_carriers_take_that() -> None:
    """The target sees our number, or the caller's if that was chosen, is known, and the target is at home."""
    home = replace(ALWAYS, to="+14155550199", shows="caller")
    for forwarding, caller, shown in (
        (home, CALLER, CALLER),
        (home, "", NUMBER),
        (replace(home, to=TARGET), CALLER, NUMBER),
        (replace(home, shows="number"), CALLER, NUMBER),
    ):
        assert _route(replace(OURS, forwarding=forwarding), caller).steps[0].shown == shown


def test_a_target_that_is_not_served_any_more_is_not_called() -> None:
    """The price of a call is that of the deck of its day: a target without one is not rung."""
    route = _route(replace(OURS, forwarding=replace(ALWAYS, to="+8816000000")), apps={})
    assert (_kinds(route), route.reason, route.tariff) == (["reject"], "destination_blocked", None)
