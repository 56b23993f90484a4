"""A removal that is undone gives back what it took: credits, allowance and limit, in any order (decision 075)."""

from itertools import permutations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_by
from hypothesis import strategies as st

from contracts.event import Event
from contracts.teams import MemberJoined, MemberRemoved, TeamDissolved
from services.billing.stores import people
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, money

_ALLOWANCE = "PUT /v1/users/{user_id}/allowance"


def removed(revision: int = 2) -> MemberRemoved:
    return MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=revision)


def back(revision: int = 3, undoes: int = 2) -> MemberJoined:
    about = {"team_id": TEAM, "account_id": MEMBER, "role": "member", "invitation_id": None, "credits": 0}
    return MemberJoined.model_validate(about | {"revision": revision, "undoes": undoes})


@pytest.fixture
def given(harness: BillingHarness) -> BillingHarness:
    """Return billing with a member who has 4 USD of the team and 2 USD of their own, a limit and an allowance."""
    harness.attach()
    harness.attach(MEMBER)
    harness.buy("10.00")
    harness.buy("2.00", as_=MEMBER)
    harness.give("4.00")
    path = {"user_id": MEMBER}
    assert harness.ask("PUT /v1/users/{user_id}/spend-limit", OWNER, path=path, body=money("9.00")).status == 200
    assert harness.ask(_ALLOWANCE, OWNER, path=path, body=money("1.00")).status == 200
    return harness


def seen(harness: BillingHarness) -> dict[str, object]:
    shown = harness.ask("GET /v1/users/{user_id}/credits", OWNER, path={"user_id": MEMBER}).body
    return {name: value for name, value in shown.items() if name != "alert"}


def test_credits_limit_and_allowance_are_as_before(given: BillingHarness) -> None:
    """By part: what the team gave is the team's gift again, and what was bought was never touched."""
    before, parts = seen(given), (given.parts(), given.parts(MEMBER))
    given.deliver_events(removed())
    assert given.parts(MEMBER) == {"own": 2 * DOLLAR}
    given.deliver_events(back())
    assert (given.parts(), given.parts(MEMBER)) == parts
    assert seen(given) == before
    given.assert_books_right()


def test_in_any_order_and_doubled_credits_are_conserved_by_part(given: BillingHarness) -> None:
    """An undo that arrives before its removal finds everything in place, and leaves it there."""
    before, parts, revision = seen(given), (given.parts(), given.parts(MEMBER)), 2
    for order in sorted(set(permutations(["off", "off", "on", "on"]))):
        gone, again = removed(revision), back(revision + 1, revision)
        given.deliver_events(*(gone if step == "off" else again for step in order))
        assert (given.parts(), given.parts(MEMBER)) == parts, order
        assert seen(given) == before, order
        revision += 2
    given.assert_books_right()


def test_a_team_gives_again_what_it_has(given: BillingHarness) -> None:
    """What the team has spent meanwhile is missing, and it never goes below zero."""
    given.deliver_events(removed())
    given.give("7.00", to=ADMIN)
    given.deliver_events(back())
    assert (given.wallet().available, given.parts(MEMBER)[f"given:{TEAM}"]) == (0, 3 * DOLLAR)
    given.assert_books_right()


def test_who_has_gone_again_gets_nothing(given: BillingHarness) -> None:
    """An undo that a later removal has overtaken moves no money."""
    given.deliver_events(removed(), removed(4), back())
    assert given.parts(MEMBER) == {"own": 2 * DOLLAR}
    assert given.parts() == {"available": 10 * DOLLAR}


_ROUND = st.lists(st.sampled_from(["off", "on"]), min_size=2, max_size=5).filter(lambda it: len(set(it)) == 2)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given_by(rounds=st.lists(_ROUND, min_size=1, max_size=4), late=st.lists(st.integers(0, 99), max_size=4))
def test_no_order_of_departures_makes_or_loses_credits(
    given: BillingHarness, rounds: list[list[str]], late: list[int]
) -> None:
    """After any number of departures that are undone, doubled, crossed or late, each part is what it was (B3)."""
    parts = (given.parts(), given.parts(MEMBER))
    revision, sent = max(given_stay(given), 1) + 1, list[Event]()
    for steps in rounds:
        pair: dict[str, Event] = {"off": removed(revision), "on": back(revision + 1, revision)}
        sent += [pair[step] for step in steps]
        given.deliver_events(*(pair[step] for step in steps))
        given.deliver_events(*(sent[at % len(sent)] for at in late))
        assert (given.parts(), given.parts(MEMBER)) == parts
        revision += 2
    given.assert_books_right()


def given_stay(harness: BillingHarness) -> int:
    return people.find(harness.table, MEMBER).stay


_TWICE = {"off": removed(2), "on": back(3, 2), "off again": removed(4), "on again": back(5, 4)}


@pytest.mark.parametrize("order", list(permutations(_TWICE)), ids=" ".join)
def test_two_departures_that_are_undone_come_to_nothing(given: BillingHarness, order: tuple[str, ...]) -> None:
    """Each removal has a note of its own: in every order of the four events all is as before."""
    before, parts = seen(given), (given.parts(), given.parts(MEMBER))
    given.deliver_events(*(_TWICE[step] for step in order))
    assert (given.parts(), given.parts(MEMBER)) == parts
    assert seen(given) == before
    given.assert_books_right()


def own_team(revision: int) -> tuple[Event, Event]:
    """Return the events by which the member opens a team of their own after their removal, and dissolves it."""
    about = {"team_id": "team_own", "account_id": MEMBER, "role": "owner", "invitation_id": None, "credits": 0}
    opened = MemberJoined.model_validate(about | {"revision": revision})
    return opened, TeamDissolved(team_id="team_own", owner_id=MEMBER, revision=revision + 1)


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_an_own_team_in_between_takes_nothing_away(given: BillingHarness, order: tuple[int, ...]) -> None:
    """Who opened and dissolved a team of their own before the undo gets back what they had, in any order of events."""
    before, parts = seen(given), (given.parts(), given.parts(MEMBER))
    happened = (removed(2), *own_team(3), back(5, 2))
    given.deliver_events(*(happened[at] for at in order))
    assert (given.parts(), given.parts(MEMBER)) == parts
    assert seen(given) == before
    given.assert_books_right()


def test_a_limit_of_today_is_not_replaced(given: BillingHarness) -> None:
    """A late event of a former departure gives credits back, and leaves the limit that was set since."""
    given.deliver_events(removed(2), removed(4), back(5, 4))
    path = {"user_id": MEMBER}
    assert given.ask("PUT /v1/users/{user_id}/spend-limit", OWNER, path=path, body=money("1.00")).status == 200
    given.deliver_events(back(3, 2))
    assert given.parts(MEMBER)[f"given:{TEAM}"] == 4 * DOLLAR
    assert people.find(given.table, MEMBER).spend_limit == DOLLAR


def test_what_the_team_lacks_is_said_to_both(given: BillingHarness) -> None:
    """Where the balance is short, the owner and the member are notified of it, and both see it beside the credits."""
    given.deliver_events(removed())
    given.give("7.00", to=ADMIN)
    given.deliver_events(back())
    said = [it for it in given.events("NoticeDue") if it["kind"].startswith("credits_missing")]
    assert [(it["wallet"], it["kind"], it["amount"], it["person_id"]) for it in said] == [
        (TEAM, "credits_missing", DOLLAR, MEMBER),
        (MEMBER, "credits_missing_yours", DOLLAR, ""),
    ]
    assert seen(given)["not_returned"] == {"amount": "1.00", "currency": "USD"}
    given.deliver_events(removed(4))
    assert given.ask("GET /v1/users/{user_id}/credits", MEMBER, path={"user_id": "me"}).body["not_returned"] is None
