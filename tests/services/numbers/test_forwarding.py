"""Call forwarding: its price, to where, by whom, and never in a circle (N6)."""

import random
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import pytest

from tests.in_process import Reply
from tests.services.numbers.call_settings_harness import ABROAD, AT_HOME, CallSettingsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER
from tests.turns import Turns


def test_the_price_is_shown_before_anything_is_switched_on(set_up: CallSettingsHarness) -> None:
    """A dry run answers what switching on answers, and writes nothing."""
    number = set_up.add_number()
    quote = set_up.forward(number, mode="unanswered", ring_seconds=20, query={"dry_run": "true"})
    assert (quote.status, set_up.target(number)) == (200, None)
    assert quote.body == {
        "to": AT_HOME,
        "mode": "unanswered",
        "ring_seconds": 20,
        "shows": "number",
        "rate_per_minute": {"amount": "0.01", "currency": "USD"},
        "rounding": "second",
        "place": "United States",
    }
    assert set_up.forward(number, mode="unanswered", ring_seconds=20).body == quote.body
    assert set_up.target(number) == AT_HOME


def test_forwarding_is_changed_and_switched_off(set_up: CallSettingsHarness) -> None:
    """Each change is published once, without the number that calls go to; off twice is off once."""
    number = set_up.add_number()
    for body in ({"mode": "always"}, {"mode": "always"}, {"mode": "unanswered"}):
        assert set_up.forward(number, **body).status == 200
    assert [set_up.stop_forwarding(number).status for _ in range(2)] == [204, 204]
    published = set_up.harness.events("ForwardingChanged")
    assert [event["mode"] for event in published] == ["always", "unanswered", None]
    assert AT_HOME not in str(published)
    assert set_up.target(number) is None


@pytest.mark.parametrize(("as_", "status"), [(MEMBER, 200), (OWNER, 200), (ADMIN, 200), (OTHER, 404), (STRANGER, 404)])
def test_its_user_and_who_runs_the_team_forward_a_number(set_up: CallSettingsHarness, as_: str, status: int) -> None:
    """No other member, and no one else, learns that there is such a number."""
    number = set_up.add_number()
    assert set_up.forward(number, as_=as_).status == status
    assert set_up.stop_forwarding(number, as_=as_).status == (204 if status == 200 else status)


def test_a_members_own_number_is_for_its_user_alone(set_up: CallSettingsHarness) -> None:
    """The team sees it, and does not decide where its calls go."""
    number = set_up.add_number(holder=MEMBER)
    assert set_up.forward(number).status == 200
    refused = set_up.forward(number, as_=OWNER)
    assert (refused.status, refused.body["code"]) == (409, "own_number")


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("911", "destination_blocked"),
        ("+1 911", "destination_blocked"),
        ("112", "destination_blocked"),
        ("933", "destination_blocked"),
        ("411", "destination_blocked"),
        ("72345", "destination_blocked"),
        ("+1 900 555 0100", "destination_blocked"),
        ("+1 500 555 0100", "destination_blocked"),
        ("+1 212 976 0100", "destination_blocked"),
        ("+1 212 555 1212", "destination_blocked"),
        ("+44 909 879 0000", "destination_blocked"),
        ("+881 6 2345 6789", "destination_blocked"),
        (ABROAD, "country_not_allowed"),
        ("hello", "invalid_phone_number"),
        ("+1415555200", "invalid_phone_number"),
    ],
)
def test_some_destinations_are_refused(set_up: CallSettingsHarness, to: str, code: str) -> None:
    """Emergency, short, premium, personal and satellite numbers, and countries that are not allowed."""
    number = set_up.add_number()
    refused = set_up.forward(number, to)
    assert (refused.status, refused.body["code"]) == (422, code)
    assert refused.body["errors"][0]["field"] == "to"


def test_who_calls_911_reads_where_to_call_it(set_up: CallSettingsHarness) -> None:
    """The refusal names the phone's own dialer: an emergency leaves no time to look for it."""
    number = set_up.add_number()
    assert "your phone's own dialer" in set_up.forward(number, "9-1-1").body["errors"][0]["message"]
    assert "dialer" not in set_up.forward(number, "411").body["errors"][0]["message"]


def test_seconds_are_five_to_sixty(set_up: CallSettingsHarness) -> None:
    """Shorter, no one can answer; longer, the caller has given up."""
    number = set_up.add_number()
    found = [set_up.forward(number, ring_seconds=seconds).status for seconds in (4, 5, 60, 61)]
    assert found == [422, 200, 200, 422]


def test_a_number_that_is_not_in_use_is_not_forwarded(set_up: CallSettingsHarness) -> None:
    """Neither one without a user, who would pay, nor a suspended one."""
    unassigned = set_up.add_number(1, user_id=None)
    assert set_up.forward(unassigned, as_=OWNER).body["code"] == "number_unassigned"
    number = set_up.add_number(2, status="suspended")
    assert set_up.forward(number).body["code"] == "number_not_active"


def test_a_number_of_before_there_were_settings_is_forwarded(set_up: CallSettingsHarness) -> None:
    """What is usual is shown; the first change stores its settings."""
    number = set_up.add_number()
    set_up.forget_settings(number)
    assert set_up.harness.see(number.number_id, MEMBER)["calls"]["voicemail"] is True
    assert set_up.forward(number).status == 200
    found = set_up.settings(number)
    assert found
    assert (found.number_id, found.user_id, found.is_active) == (number.number_id, MEMBER, True)
    assert set_up.target(number) == AT_HOME


def _leads_back(start: str, forwarded: dict[str, str | None]) -> bool:
    at = forwarded.get(start)
    for _ in forwarded:
        if at == start:
            return True
        at = forwarded.get(at or "")
    return False


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_switched_no_call_comes_back(set_up: CallSettingsHarness, seed: int) -> None:
    """Of five numbers, forwarded to each other and switched off at random, two at once: never a circle."""
    dice = random.Random(seed)
    numbers = [set_up.add_number(place) for place in range(5)]

    def act() -> Callable[[], Reply]:
        if dice.random() < 0.2:
            return partial(set_up.stop_forwarding, dice.choice(numbers))
        one, other = dice.choice(numbers), dice.choice(numbers)
        return partial(set_up.forward, one, other.phone_number)

    for _ in range(12):
        replies = Turns(dice.randrange(10**6)).play(act(), act())
        assert {reply.status for reply in replies} <= {200, 204, 422, 409}
        targets = {number.phone_number: set_up.target(number) for number in numbers}
        assert not [start for start in targets if _leads_back(start, targets)]


@pytest.mark.parametrize("hops", [1, 2, 5])
def test_a_circle_is_refused(set_up: CallSettingsHarness, hops: int) -> None:
    """A number is not forwarded to itself, nor to one from which calls come back."""
    numbers = [set_up.add_number(place) for place in range(hops)]
    for one, following in pairwise(numbers):
        assert set_up.forward(one, following.phone_number).status == 200
    refused = set_up.forward(numbers[-1], numbers[0].phone_number)
    assert (refused.status, refused.body["code"]) == (422, "forwarding_loop")
    assert set_up.forward(numbers[-1]).status == 200


def test_a_chain_has_at_most_five_hops(set_up: CallSettingsHarness) -> None:
    """What goes on further is refused: it may as well be a circle."""
    numbers = [set_up.add_number(place) for place in range(7)]
    for one, following in list(pairwise(numbers))[::-1][:5]:
        assert set_up.forward(one, following.phone_number).status == 200
    assert set_up.forward(numbers[6]).status == 200
    assert set_up.forward(numbers[0], numbers[1].phone_number).body["code"] == "forwarding_loop"


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "of before"])
@pytest.mark.parametrize("seed", range(8))
def test_two_numbers_are_not_forwarded_to_each_other(set_up: CallSettingsHarness, seed: int, stored: bool) -> None:
    """A to B and B to A in the same second, in any order of their calls: one is refused."""
    one, other = set_up.add_number(1), set_up.add_number(2)
    if not stored:
        set_up.forget_settings(one)
        set_up.forget_settings(other)
    requests = [partial(set_up.forward, one, other.phone_number), partial(set_up.forward, other, one.phone_number)]
    replies = Turns(seed).play(*requests)
    assert sorted(reply.status for reply in replies) == [200, 422]
    assert [set_up.target(one), set_up.target(other)].count(None) == 1


@pytest.mark.parametrize("seed", range(4))
def test_three_numbers_make_no_circle(set_up: CallSettingsHarness, seed: int) -> None:
    """A to B, B to C and C to A at once: at least one is refused."""
    numbers = [set_up.add_number(place) for place in range(3)]
    replies = Turns(seed).play(
        *(partial(set_up.forward, numbers[at], numbers[(at + 1) % 3].phone_number) for at in range(3))
    )
    assert {reply.status for reply in replies} == {200, 422}


def test_a_caller_from_outside_is_not_shown_abroad(set_up: CallSettingsHarness) -> None:
    """Carriers abroad refuse calls with a number that is not ours; at home it is shown."""
    number = set_up.add_number()
    assert set_up.forward(number, shows="caller").body["shows"] == "caller"
