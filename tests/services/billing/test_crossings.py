"""What two honest transactions do to each other: what was read must still be so when it is written."""

import pytest

from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.stores import payments
from services.billing.use_cases.payments.record_payment_fact import save_payment_fact
from tests.services.billing.harness import DOLLAR, OWNER, TEAM, BillingHarness


def new_work(harness: BillingHarness) -> UnitOfWork:
    """Return the unit of work of a request that has just begun."""
    return UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))


def test_a_wallet_never_owes_and_has_free_money_at_once(harness: BillingHarness) -> None:
    """A purchase decided before a refund made a debt is decided again, and repays the debt."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    old = harness.items("PAYMENT")[0]["payment_id"]
    second = Payment("pay_2", TEAM, OWNER, 10 * DOLLAR, "credits", "purchase", "tok", clock.now(), OWNER)
    harness.table.commit([payments.create(second, on_conflict=AssertionError())])
    bought = ChargeResult(ChargeStatus.COMPLETED, "CAP2", money=10 * DOLLAR)
    with harness.world.inside("billing"):
        slow = new_work(harness)
        save_payment_fact(slow, "pay_2", bought)
    harness.record_payment_fact(old, RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED, by_force=True))
    assert harness.parts() == {"owed": -10 * DOLLAR}
    with pytest.raises(Stale), harness.world.inside("billing"):
        slow.commit()
    harness.record_payment_fact("pay_2", bought)
    assert harness.parts() == {}


def test_a_debt_takes_what_came_in_between(harness: BillingHarness) -> None:
    """A refund decided while nothing was free is decided again when money has come, which it takes."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    taken = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED)
    old = harness.items("PAYMENT")[0]["payment_id"]
    with harness.world.inside("billing"):
        slow = new_work(harness)
        save_payment_fact(slow, old, taken)
    harness.buy("4.00")
    with pytest.raises(Stale), harness.world.inside("billing"):
        slow.commit()
    harness.record_payment_fact(old, taken)
    assert harness.parts() == {"owed": -6 * DOLLAR}
