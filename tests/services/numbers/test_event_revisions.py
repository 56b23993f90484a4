"""Consumers can put the events about a number into order, however they arrive."""

from datetime import timedelta

from contracts import numbers as contracts
from kernel import clock
from tests.services.numbers.harness import MEMBER, OTHER, NumbersHarness
from tests.services.numbers.test_leaving import gone


def test_the_later_of_two_events_about_a_number_has_the_higher_revision(harness: NumbersHarness) -> None:
    """Through the whole life of a number, revisions order the events about its status and its user (N3, N4)."""
    number = harness.has()["number_id"]
    for user_id in (MEMBER, OTHER, None, MEMBER):
        harness.change(number, user_id=user_id)
    now = clock.now()
    harness.past_due(number, revision=2)
    harness.renewed(number, revision=3, paid_through=now + timedelta(days=30))
    harness.deliver_events(gone("hand_over"))
    harness.ended(number, revision=4, at=now)
    harness.run("release_numbers", now + timedelta(days=31))
    its_ends = {kind for kind in contracts.NumberNews.__subclasses__() if kind.__module__ == contracts.__name__}
    kinds = {kind.__name__ for kind in its_ends}  # one that leaves (contracts.port_outs) ends otherwise
    told = [envelope for envelope in harness.world.outbox() if envelope.type in kinds]
    assert {envelope.type for envelope in told} == kinds
    by_revision = sorted(told, key=lambda envelope: int(envelope.data["revision"]))
    assert [envelope.type for envelope in by_revision] == [
        "NumberActivated",
        "NumberAssigned",
        "NumberMoved",
        "NumberUnassigned",
        "NumberAssigned",
        "NumberSuspended",
        "NumberRestored",
        "NumberHandedOver",
        "NumberReserved",
        "NumberReleased",
    ]
    assert len({envelope.data["revision"] for envelope in told}) == len(told)
