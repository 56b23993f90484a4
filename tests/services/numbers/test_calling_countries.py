"""Which countries may be called: the list of a team or a person, and what becomes of forwarding (N6)."""

from functools import partial

import pytest

from contracts.calls import ForwardingReviewDue
from services.numbers.use_cases.calls import calling_countries
from tests.in_process import mails
from tests.services.numbers.call_settings_harness import ABROAD, AT_HOME, CallSettingsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, STRANGER
from tests.turns import Turns


def test_a_list_begins_with_home(set_up: CallSettingsHarness) -> None:
    """The United States and Canada; an owner or admin allows more, and everyone on the team sees the list."""
    assert set_up.allowed() == ["CA", "US"]
    changed = set_up.allow("us", "GB", "GB", as_=ADMIN)
    assert (changed.status, changed.body["holder"], changed.body["countries"]) == (200, "team", ["GB", "US"])
    assert {"AR", "GB", "MX", "US"} <= set(changed.body["available"])
    assert set_up.allowed(MEMBER, payer="team") == ["GB", "US"]
    (event,) = set_up.harness.events("CallingCountriesChanged")
    assert (event["added"], event["removed"]) == (["GB"], ["CA"])


def test_members_do_not_choose_for_the_team(set_up: CallSettingsHarness) -> None:
    """They choose for their own numbers; a stranger has a list of their own."""
    assert set_up.allow("GB", as_=MEMBER, payer="team").status == 403
    assert set_up.allow("GB", as_=STRANGER, payer="team").status == 404
    assert set_up.allow("GB", as_=MEMBER).body["holder"] == "user"
    assert (set_up.allowed(MEMBER), set_up.allowed(STRANGER), set_up.allowed()) == (["GB"], ["CA", "US"], ["CA", "US"])


@pytest.mark.parametrize(("countries", "code"), [(["XX"], "unknown_country"), (["CUB"], "invalid_request")])
def test_only_countries_of_the_deck_are_chosen(set_up: CallSettingsHarness, countries: list[str], code: str) -> None:
    """Others are named, each by its place in the list."""
    refused = set_up.allow("US", *countries)
    assert (refused.status, refused.body["code"]) == (422, code)
    assert refused.body["errors"][0]["field"] == "countries.1"


def test_a_country_that_is_allowed_is_forwarded_to(set_up: CallSettingsHarness) -> None:
    """Of the holder's list: a member's own number is not for the team to allow. There the caller is not shown."""
    number, own = set_up.add_number(1), set_up.add_number(2, holder=MEMBER)
    assert set_up.allow("GB", "US").status == 200
    assert set_up.forward(number, ABROAD).body["place"] == "United Kingdom, landline"
    assert set_up.forward(number, ABROAD, shows="caller").body["code"] == "caller_not_shown"
    assert set_up.forward(own, ABROAD).body["code"] == "country_not_allowed"


def test_forwarding_to_a_country_that_is_taken_off_ends(
    set_up: CallSettingsHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pages, on every number of the holder and on no other; each user is notified, once."""
    monkeypatch.setattr(calling_countries, "_PAGE", 2)
    numbers = [set_up.add_number(place) for place in range(1, 6)]
    own = set_up.add_number(6, holder=MEMBER)
    assert {set_up.allow("GB", "US", as_=as_).status for as_ in (OWNER, MEMBER)} == {200}
    to = [ABROAD, AT_HOME, ABROAD, ABROAD, ABROAD]
    replies = [set_up.forward(number, target) for number, target in zip(numbers, to, strict=True)]
    assert {reply.status for reply in [*replies, set_up.forward(own, ABROAD)]} == {200}
    assert set_up.allow("US").status == 200
    set_up.harness.world.settle()
    assert [set_up.target(number) for number in numbers] == [None, AT_HOME, None, None, None]
    assert set_up.target(own) == ABROAD
    assert [event["reason"] for event in set_up.harness.events("ForwardingChanged")][-4:] == ["country_not_allowed"] * 4
    assert len([mail for mail in mails(f"{MEMBER}@example.com") if "aren't allowed anymore" in mail]) == 4
    set_up.harness.deliver_events(ForwardingReviewDue(holder=numbers[0].holder))
    assert len(set_up.harness.events("NumberNoticeDue")) == 4


@pytest.mark.parametrize("seed", range(8))
def test_no_forwarding_slips_through(set_up: CallSettingsHarness, seed: int) -> None:
    """A country is taken off while a number is forwarded to it, in any order of the calls: it ends switched off."""
    number = set_up.add_number()
    set_up.allow("GB", "US")
    Turns(seed).play(partial(set_up.forward, number, ABROAD), partial(set_up.allow, "US"))
    set_up.harness.world.settle()
    assert set_up.target(number) is None
