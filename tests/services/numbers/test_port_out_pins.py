"""The PIN of a number is replaced when who knows it owns the number no more (N13, T8, T9)."""

from contracts.teams import MemberRemoved, TeamHandedOver
from tests.services.numbers.harness import ADMIN, MEMBER, OWNER, TEAM
from tests.services.numbers.port_outs_harness import PortOutsHarness


def test_a_number_that_is_handed_over_gets_another_pin(port_outs: PortOutsHarness) -> None:
    """The team's owner, who knew the PIN, cannot take the number away from the person who has it now."""
    port_outs.harness.run("set_missing_pins")
    known = port_outs.pin_at_carrier()
    about = {"team_id": TEAM, "account_id": MEMBER, "numbers": "hand_over", "revision": 5}
    port_outs.harness.deliver_events(MemberRemoved.model_validate(about | {"reason": "left"}))
    new = port_outs.pin(MEMBER).body["pin"]
    assert (len(new), new != known) == (6, True)


def test_a_team_with_another_owner_gets_other_pins(port_outs: PortOutsHarness) -> None:
    """The owner before knows the PIN of none of its numbers; hand-overs that arrive late, or again, change nothing."""
    port_outs.harness.has()
    port_outs.harness.run("set_missing_pins")
    before = pins(port_outs)
    over = TeamHandedOver(team_id=TEAM, from_account_id=OWNER, to_account_id=ADMIN, revision=7)
    port_outs.harness.deliver_events(over)
    after = pins(port_outs)
    assert len(before) == len(after) == 2
    assert not before & after
    port_outs.harness.deliver_events(over, over.model_copy(update={"to_account_id": MEMBER, "revision": 6}))
    assert pins(port_outs) == after


def pins(port_outs: PortOutsHarness) -> set[str]:
    """Return the PINs that the carrier has of the team's numbers."""
    return {str(it["external_pin"]) for it in port_outs.harness.carrier.books()["numbers"]}
