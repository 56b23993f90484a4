"""Objections to a port-out that the carrier overrules, takes from another sender, or takes for many numbers (N13)."""

from tests.services.numbers.harness import OWNER
from tests.services.numbers.port_outs_harness import PortOutsHarness


def object_and_hear(port_outs: PortOutsHarness, webhooks: int) -> None:
    """Object, have it sent, and deliver what the carrier says then."""
    assert port_outs.object().status == 200
    port_outs.harness.world.settle()
    port_outs.harness.carrier.listener.wait_for(lambda heard: len(heard) >= webhooks)
    port_outs.hear_all()


def test_who_is_overruled_can_object_again(port_outs: PortOutsHarness) -> None:
    """Once the carrier agrees in spite of an objection, it is shown as agreed, said, and can be objected to again."""
    port_outs.behave(objections="overruled")
    port_outs.happens()
    object_and_hear(port_outs, 3)
    shown = port_outs.only()
    assert (shown["status"], shown["can_object"]) == ("agreed", True)
    assert port_outs.notices()[-2][1] == "agreed"
    port_outs.behave(objections="upheld")
    object_and_hear(port_outs, 5)
    assert (port_outs.only()["status"], port_outs.notices()[-2]) == ("rejected", (OWNER, "stays"))


def test_an_owner_objects_in_their_own_words_after_a_wrong_pin(port_outs: PortOutsHarness) -> None:
    """If ours about the PIN was overruled, the owner's objection is that they did not ask for it."""
    port_outs.harness.run("set_missing_pins")
    port_outs.behave(objections="overruled")
    port_outs.happens(pin="000000")
    port_outs.harness.carrier.listener.wait_for(lambda heard: len(heard) >= 3)
    port_outs.hear_all()
    assert port_outs.only()["can_object"]
    port_outs.behave(objections="waits")
    object_and_hear(port_outs, 4)
    assert port_outs.orders()[0]["reason"].startswith("The owner of this number")
