"""What a payment that is taken back costs who spent or gave it away (B19)."""

from typing import cast

from contracts.billing import TeamCreditsArrived
from contracts.teams import TeamDissolved
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.debt import Debt
from services.billing.domain.payment_fact import RefundFact, RefundStatus
from services.billing.stores import debts
from services.billing.use_cases.payments.record_payment_fact import save_payment_fact
from tests.in_process import door
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, invited, money
from tests.services.billing.spending import refund_credits
from tests.services.billing.test_allocating import GIVEN, spend


def reverse(harness: BillingHarness, amount: str | None = None) -> None:
    """Have PayPal reverse the team's payment, of this amount or the only one, and let all that follows happen."""
    (capture,) = (it for it in harness.paypal.captures() if amount in (None, it["amount"]))
    harness.paypal.control("events", type="reversed", capture_id=capture["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    harness.world.settle()


def test_what_a_team_gave_away_is_taken_back(harness: BillingHarness) -> None:
    """A reversed payment takes back the unspent credits that the team gave people, newest gift first."""
    harness.attach()
    harness.buy("100.00")
    harness.give("40.00", to=MEMBER)
    harness.give("60.00", to=OWNER)
    reverse(harness)
    assert (harness.parts(), harness.parts(MEMBER), harness.parts(OWNER)) == ({}, {}, {})
    harness.assert_books_right()


def test_a_chargeback_before_dissolving_leaves_nothing(harness: BillingHarness) -> None:
    """Buy 100, give it to oneself, reverse, dissolve: no credits are left."""
    harness.attach()
    harness.buy("100.00")
    harness.give("99.99", to=OWNER)
    reverse(harness)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {})
    harness.assert_books_right()


def test_a_chargeback_after_dissolving_leaves_nothing(harness: BillingHarness) -> None:
    """Buy 100, give it to oneself, dissolve, reverse: no credits are left."""
    harness.attach()
    harness.buy("100.00")
    harness.give("99.99", to=OWNER)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    reverse(harness)
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {})
    harness.assert_books_right()


def test_a_debt_of_what_was_spent_follows_the_heir(harness: BillingHarness) -> None:
    """What was spent before the reversal is owed, by the owner once the team is dissolved."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=OWNER)
    spend(harness, OWNER, 4 * DOLLAR)
    reverse(harness)
    assert harness.parts() == {"owed": -4 * DOLLAR}
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    assert (harness.parts(), harness.parts(OWNER)) == ({}, {"owed": -4 * DOLLAR})
    harness.assert_books_right()


def test_a_promise_repays_before_a_gift(harness: BillingHarness) -> None:
    """What is held for an invitation repays first; the promise stays, unfunded, until there is money again."""
    harness.attach()
    harness.buy("10.00")
    harness.buy("5.00")
    harness.give("9.00", to=MEMBER)
    harness.deliver_events(invited("inv_1", 6 * DOLLAR))
    reverse(harness, "5.00")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"held": DOLLAR}, {GIVEN: 9 * DOLLAR})
    assert harness.events("CreditsUnfunded")[-1]["invitation_id"] == "inv_1"
    harness.buy("5.00")
    harness.world.settle()
    assert (harness.parts(), harness.events("CreditsHeld")[-1]["revision"]) == ({"held": 6 * DOLLAR}, 3)
    harness.assert_books_right()


def test_what_comes_back_from_a_text_repays_the_team_first(harness: BillingHarness) -> None:
    """A text that was not sent gives its price back to the team that owes, not to the member."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=MEMBER)
    spend(harness, MEMBER, 4 * DOLLAR, cause="msg_1")
    reverse(harness)
    assert (harness.parts(), harness.parts(MEMBER)) == ({"owed": -4 * DOLLAR}, {})
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(MEMBER, clock.now(), "cor"))
        refund_credits(work, account_id=MEMBER, cause="msg_1")
        work.commit()
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {})
    harness.assert_books_right()


def dispute(harness: BillingHarness, what: str) -> None:
    """Have PayPal open or decide a dispute of the team's first payment, and let all that follows happen."""
    capture_id = harness.items("PAYMENT")[0]["capture_id"]
    harness.paypal.control("events", type=f"dispute_{what}", capture_id=capture_id)
    harness.delivered(1, "CUSTOMER.DISPUTE.CREATED" if what == "created" else "CUSTOMER.DISPUTE.RESOLVED")


def in_dispute(harness: BillingHarness) -> None:
    """Bring the team into debt by a dispute: it gave 10.00 away, of which 4.00 are spent."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=MEMBER)
    spend(harness, MEMBER, 4 * DOLLAR)
    dispute(harness, "created")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"owed": -4 * DOLLAR}, {})


def test_disputed_money_gives_nothing_new(harness: BillingHarness) -> None:
    """While a dispute is open and the team owes, no one gets credits, whether given, quoted or promised."""
    in_dispute(harness)
    assert (harness.give("5.00").status, harness.give("5.00").body["code"]) == (409, "money_disputed")
    assert harness.give("5.00", query={"dry_run": "true"}).body["code"] == "money_disputed"
    rows = {"allocations": [{"user_id": MEMBER} | money("1.00")]}
    many = harness.ask("POST /v1/users/credits/batch", body=rows, headers={"idempotency-key": "k1"})
    assert many.body["results"][0]["problem"]["code"] == "money_disputed"
    harness.deliver_events(invited("inv_1", 2 * DOLLAR))
    assert (harness.events("CreditsUnfunded")[-1]["invitation_id"], harness.parts()["owed"]) == ("inv_1", -4 * DOLLAR)


def test_a_won_dispute_restores_what_it_took(harness: BillingHarness) -> None:
    """What was held back is the team's again once PayPal has decided for it, and may be given."""
    in_dispute(harness)
    dispute(harness, "won")
    assert harness.parts() == {"available": 6 * DOLLAR}
    assert harness.give("5.00").status == 201
    harness.assert_books_right()


def test_what_is_bought_during_a_dispute_repays(harness: BillingHarness) -> None:
    """A team that has repaid gives again, though the dispute goes on."""
    in_dispute(harness)
    assert harness.buy("5.00").status == 201
    assert (harness.parts(), harness.give("1.00").status) == ({"available": DOLLAR}, 201)


def test_a_team_that_owes_is_not_topped_up(harness: BillingHarness) -> None:
    """Nothing is charged by itself for a team that owes; its owner learns why."""
    harness.attach()
    harness.buy("10.00")
    harness.give("9.00", to=MEMBER)
    spend(harness, MEMBER, 9 * DOLLAR)
    amounts = {"threshold": "0.50", "amount": "10.00", "monthly_cap": "100.00"}
    body = {name: {"amount": amount, "currency": "USD"} for name, amount in amounts.items()}
    assert harness.ask("PUT /v1/billing/auto-top-up", body=body).status == 200
    reverse(harness)
    assert (len(harness.items("PAYMENT")), harness.parts()) == (1, {"owed": -9 * DOLLAR})
    assert ("top_up_failed", "team_owes") in [(it["kind"], it["reason"]) for it in harness.events("NoticeDue")]


def test_a_debt_says_what_it_comes_from_and_goes_to_the_heir(harness: BillingHarness) -> None:
    """The record of a debt names its payment, and who inherits the team has it."""
    in_dispute(harness)
    (payment,) = harness.items("PAYMENT")
    debt = debts.find(harness.table, TEAM)
    assert debt is not None
    assert (debt.payments, debt.disputed) == ((payment["payment_id"],), (payment["payment_id"],))
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    of_heir = debts.find(harness.table, OWNER)
    assert of_heir is not None
    assert (of_heir.payments, of_heir.since, harness.parts(OWNER)) == (debt.payments, debt.since, {"owed": -4 * DOLLAR})
    dispute(harness, "won")
    decided = debts.find(harness.table, OWNER)
    assert decided is not None
    assert (decided.disputed, harness.parts(OWNER)) == ((), {"own": 6 * DOLLAR})


def test_an_open_dispute_goes_to_the_heir_without_a_debt(harness: BillingHarness) -> None:
    """What a team could cover is disputed all the same: if its heir comes to owe, the record names the dispute."""
    harness.attach()
    harness.buy("10.00")
    dispute(harness, "created")
    assert harness.parts() == {}
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    of_heir = debts.find(harness.table, OWNER)
    assert of_heir is not None
    assert (of_heir.payments, of_heir.disputed) == ((), (harness.items("PAYMENT")[0]["payment_id"],))
    dispute(harness, "won")
    decided = debts.find(harness.table, OWNER)
    assert decided is not None
    harness.deliver_events(TeamCreditsArrived(team_id=TEAM))
    assert debts.find(harness.table, OWNER) == decided, "what is decided is not passed on again"
    assert (decided.disputed, harness.parts(OWNER)) == ((), {"own": 10 * DOLLAR})


def test_the_operator_lists_open_debts(harness: BillingHarness) -> None:
    """The report names wallet, sum, time and payments, and leaves out what is repaid."""
    in_dispute(harness)
    (payment,) = harness.items("PAYMENT")
    with harness.world.inside("billing"):
        report = door("billing", "reports").handler({"report": "debts"}, None)
    since = clock.to_text(cast(Debt, debts.find(harness.table, TEAM)).since)
    assert report == {
        "debts": [
            {
                "wallet": TEAM,
                "owed": {"amount": "4.00", "currency": "USD"},
                "since": since,
                "payments": [payment["payment_id"]],
                "disputed": [payment["payment_id"]],
            }
        ],
        "cursor": None,
    }
    harness.buy("5.00")
    with harness.world.inside("billing"):
        assert door("billing", "reports").handler({"report": "debts"}, None) == {"debts": [], "cursor": None}
        names = ["debts", "held_calls", "month", "reconciliation", "trial_balance"]
        assert door("billing", "reports").handler({}, None) == {"reports": names}


def test_a_debt_made_while_a_team_was_dissolved_reaches_the_heir(harness: BillingHarness) -> None:
    """A chargeback that was decided on the team's wallet just before it had an heir is owed by the heir."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00", to=MEMBER)
    spend(harness, MEMBER, 4 * DOLLAR)
    payment_id = harness.items("PAYMENT")[0]["payment_id"]
    with harness.world.inside("billing"):
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        save_payment_fact(work, payment_id, RefundFact("R1", 10 * DOLLAR, RefundStatus.COMPLETED, by_force=True))
        harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
        work.commit()
    harness.world.settle()
    assert harness.parts() == {}
    assert harness.parts(OWNER) == {"owed": -4 * DOLLAR}
    harness.assert_books_right()
