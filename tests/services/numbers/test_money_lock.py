"""A denial locks the owner's money: nothing is bought with their wallet until its end, by an admin either (I14)."""

from datetime import timedelta

from contracts.identity import MoneyLocked
from kernel import clock
from tests.services.identity.races import run_before_writes
from tests.services.numbers.harness import ADMIN, OWNER, NumbersHarness


def _lock(harness: NumbersHarness) -> None:
    harness.deliver_events(MoneyLocked(account_id=OWNER, locked_until=clock.now() + timedelta(hours=24)))


def test_an_admin_buys_nothing_with_a_locked_wallet(harness: NumbersHarness) -> None:
    """Nor does an admin whose purchase is on its way to the table when the lock comes."""
    with run_before_writes(lambda: None, lambda: _lock(harness)):
        assert harness.wants(ADMIN).body["code"] == "money_locked"
    refused = harness.wants(ADMIN)
    assert (refused.status, refused.body["code"]) == (403, "money_locked")
    assert "its owner" in refused.body["detail"]
    assert harness.events("NumberRequested") == []


def test_no_number_leaves_its_reserve_for_locked_money(harness: NumbersHarness) -> None:
    """It would buy a plan; one whose plan still runs is kept, which costs nothing now."""
    ended, kept = harness.has()["number_id"], harness.has()["number_id"]
    harness.ended(ended, revision=2, at=clock.now())
    harness.ask("DELETE /v1/numbers/{id}", path={"id": kept})
    _lock(harness)
    reply = harness.ask("POST /v1/numbers/{id}/restore", path={"id": ended}, body={})
    assert reply.body["code"] == "money_locked"
    assert harness.ask("POST /v1/numbers/{id}/restore", path={"id": kept}, body={}).status == 202
