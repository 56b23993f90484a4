"""What calls do to notices: what is held is no fall, what they cost is one; and the top-up comes in time (B7)."""

from tests.services.billing.calling import CENT, arrived, ended, has, slice_due
from tests.services.billing.harness import DOLLAR, MEMBER, BillingHarness
from tests.services.billing.test_texts import wanted
from tests.services.billing.test_top_ups import KEY, settings


def said(harness: BillingHarness) -> list[str]:
    """Return the notices to the member."""
    return [it["kind"] for it in harness.events("NoticeDue") if it["wallet"] == MEMBER]


def test_a_hold_of_all_credits_is_not_called_empty(harness: BillingHarness) -> None:
    """Most of it comes back: no notice when it is held, and none that the wallet is filled when it is not used."""
    has(harness, own=2 * DOLLAR)
    harness.deliver_events(arrived(rate=20 * CENT))
    assert harness.wallet(MEMBER).usable == 0
    harness.deliver_events(ended(0), arrived("call_2", rate=20 * CENT), ended(60, "call_2"))
    assert (said(harness), harness.events("WalletRefilled")) == ([], [])


def test_what_a_call_costs_is_a_fall_that_is_notified_once(harness: BillingHarness) -> None:
    """Low at its settlement, and empty once, however many calls end."""
    has(harness, own=2 * DOLLAR)
    harness.deliver_events(arrived(rate=20 * CENT), ended(420))
    assert said(harness) == ["low"]
    harness.deliver_events(arrived("call_2", rate=20 * CENT), ended(180, "call_2"), ended(180, "call_2"))
    assert said(harness) == ["low", "empty"]
    assert [it["wallet"] for it in harness.events("WalletEmpty")] == [MEMBER]


def test_each_change_of_an_alert_has_a_higher_revision(harness: BillingHarness) -> None:
    """Empty, filled and empty again: who keeps the highest revision knows what is so, in whichever order they come."""
    has(harness, own=CENT)
    harness.deliver_events(wanted("msg_1"))
    harness.attach()
    harness.give("1.00")
    harness.world.settle()
    harness.deliver_events(wanted("msg_2", amount=DOLLAR))
    empty = [it["revision"] for it in harness.events("WalletEmpty") if it["wallet"] == MEMBER]
    filled = [it["revision"] for it in harness.events("WalletRefilled") if it["wallet"] == MEMBER]
    assert (len(empty), len(filled)) == (2, 1)
    assert 0 < empty[0] < filled[0] < empty[1]


def test_a_call_that_holds_all_that_is_free_has_the_top_up_buy(harness: BillingHarness) -> None:
    """The alert goes by what is left and does not ring; the next slice finds what was bought meanwhile."""
    harness.attach(MEMBER)
    harness.buy("10.00", MEMBER)
    harness.ask(KEY, MEMBER, body=settings(threshold="5.00", amount="20.00"))
    harness.deliver_events(arrived(rate=DOLLAR))
    assert harness.parts(MEMBER) == {"own": 20 * DOLLAR, "held:calls": 10 * DOLLAR}
    harness.deliver_events(slice_due(2))
    assert [(it["slice"], it["seconds"]) for it in harness.events("CallFunded")] == [(1, 600), (2, 1_500)]
