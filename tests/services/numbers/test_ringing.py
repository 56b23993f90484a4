"""Whose apps ring for a number besides its user's, as long as they are on the team (N10)."""

from functools import partial

import pytest

from contracts.identity import AccountClosed
from tests.in_process import Reply
from tests.moto_tables import items_in
from tests.services.numbers.call_settings_harness import CallSettingsHarness
from tests.services.numbers.harness import ADMIN, MEMBER, OTHER, OWNER, STRANGER
from tests.services.numbers.test_leaving import gone
from tests.turns import Turns


def test_people_of_the_team_ring(set_up: CallSettingsHarness) -> None:
    """At once or in turn, each once, without the user, who rings anyway."""
    number = set_up.add_number()
    usual = {"others": [], "order": "at_once", "seconds": 25}
    assert set_up.get("ring", number).body.items() >= usual.items()
    body = {"others": [OTHER, ADMIN, OTHER, MEMBER], "order": "in_turn", "seconds": 15}
    assert set_up.put("ring", number, **body).body.items() >= (body | {"others": [OTHER, ADMIN]}).items()
    assert set_up.put("ring", number, OWNER, others=["me"]).body["others"] == [OWNER]


def test_no_one_else_rings(set_up: CallSettingsHarness) -> None:
    """A stranger does not, nor does anyone for a number that is a person's own."""
    number, own = set_up.add_number(1), set_up.add_number(2, holder=MEMBER)
    for wrong, others in ((number, [STRANGER]), (own, [OTHER])):
        refused = set_up.put("ring", wrong, others=others)
        assert (refused.status, refused.body["code"]) == (422, "user_not_on_team")
    assert set_up.put("ring", own, order="in_turn").status == 200
    assert set_up.put("ring", number, others=[f"acc_{n}" for n in range(11)]).status == 422


def test_who_leaves_the_team_rings_no_more(set_up: CallSettingsHarness) -> None:
    """For all of its numbers; the others go on."""
    numbers = [set_up.add_number(place) for place in (1, 2)]
    for number in numbers:
        assert set_up.put("ring", number, others=[OTHER, ADMIN]).status == 200
    set_up.harness.deliver_events(gone("keep", account_id=OTHER))
    assert [set_up.get("ring", number).body["others"] for number in numbers] == [[ADMIN], [ADMIN]]
    assert not [item for item in items_in(set_up.harness.table.name) if item["pk"] == f"RINGS#{OTHER}"]


@pytest.mark.parametrize("seed", range(6))
def test_no_one_slips_into_a_ring(set_up: CallSettingsHarness, seed: int) -> None:
    """Someone leaves while they are put into a ring, in any order of the calls: they do not ring."""
    number = set_up.add_number()

    def leave() -> bool:
        return set_up.harness.try_once(gone("keep", account_id=OTHER))

    def put() -> Reply:
        return set_up.put("ring", number, others=[OTHER])

    Turns(seed).play(leave, put)
    set_up.harness.try_once(gone("keep", account_id=OTHER))
    assert set_up.get("ring", number).body["others"] == []


def test_a_closed_account_leaves_nothing(set_up: CallSettingsHarness) -> None:
    """What it has set for its number, its address, and where its app rang are erased (I10)."""
    number, own = set_up.add_number(1), set_up.add_number(2, user_id=OTHER, holder=OTHER)
    set_up.put("ring", number, others=[OTHER])
    set_up.forward(own, as_=OTHER)
    set_up.put("blocked", own, OTHER, phone_numbers=["+14155550199"])
    address = {"line1": "600 Congress Avenue", "city": "Austin", "state": "TX", "postal_code": "78701"}
    asked = partial(set_up.harness.ask, as_=OTHER)
    assert asked("PUT /v1/calling/emergency-address", body=address).status == 200
    assert asked("PUT /v1/calling/countries", body={"countries": ["US"]}, query={"payer": "self"}).status == 200
    set_up.harness.deliver_events(AccountClosed(account_id=OTHER, phone_number="+14155550104"))
    found = set_up.settings(own)
    assert found
    assert (found.forwarding, found.blocked, set_up.get("ring", number).body["others"]) == (None, (), [])
    left = {item["pk"].partition("#")[0] for item in items_in(set_up.harness.table.name) if OTHER in item["pk"]}
    assert not left & {"RINGS", "EMERGENCY", "COUNTRIES"}
