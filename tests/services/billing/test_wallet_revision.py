"""Two changes of one account's PayPal wallet at once: the event of the higher revision is the later change (B1)."""

from typing import Any

from services.billing.stores import payment_methods
from tests.services.billing.harness import OWNER, BillingHarness
from tests.services.billing.test_wallets import CONFIRM, START, URLS, tokens
from tests.services.teams.test_races import run_before_call


def last_published(harness: BillingHarness) -> bool:
    """Return what the event of the highest revision says, as numbers believes it; no two have the same one."""
    events = harness.events("PaymentMethodChanged")
    assert len({event["revision"] for event in events}) == len(events)
    return bool(max(events, key=lambda event: event["revision"])["works"])


def approve(harness: BillingHarness) -> dict[str, Any]:
    """Start an approval, have the payer give it at PayPal, and return the confirmation's path and body."""
    setup_id: str = harness.ask(START, body=URLS).body["setup_id"]
    return {"path": {"setup_id": setup_id}, "body": harness.paypal.approve(setup_id)}


def remove(harness: BillingHarness) -> None:
    """Remove the owner's wallet."""
    assert harness.ask("DELETE /v1/billing/payment-method", query={"confirm": "true", "payer": "self"}).status == 204


def test_a_wallet_attached_while_the_old_one_is_removed_is_the_one_that_is_believed(harness: BillingHarness) -> None:
    """A removal that commits between the reads and the write of an attachment has the lower revision."""
    confirmation = approve(harness)
    harness.attach()
    with run_before_call(lambda: remove(harness)):
        assert harness.ask(CONFIRM, **confirmation).status == 200
    assert last_published(harness) == (payment_methods.find(harness.table, OWNER) is not None)
    assert last_published(harness)


def test_revisions_grow_over_removals(harness: BillingHarness) -> None:
    """The counter outlives the wallet: attached, removed and attached again is 1, 2, 3."""
    harness.attach()
    remove(harness)
    harness.attach()
    assert [event["revision"] for event in harness.events("PaymentMethodChanged")] == [1, 2, 3]


def test_of_two_wallets_attached_at_once_one_stays_and_the_other_is_deleted_at_paypal(harness: BillingHarness) -> None:
    """Neither token is forgotten: what the later attachment replaces is deleted at PayPal."""
    first, second = approve(harness), approve(harness)
    with run_before_call(lambda: harness.ask(CONFIRM, **second)):
        assert harness.ask(CONFIRM, **first).status == 200
    harness.world.settle()
    (token,) = tokens(harness)
    customer = harness.items("METHOD")[0]["customer_id"]
    assert [wallet.token for wallet in harness.paypal.client().tokens(customer)] == [token]
