"""What an account may buy, give and spend in a day grows with its age and history, over all its wallets (B5)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contracts.teams import MemberRemoved
from kernel import clock
from kernel.dynamodb.transact_items import update
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.history import History, may_spend, week_of
from services.billing.domain.limits import PROVEN_AFTER, STEPS
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus
from services.billing.domain.problems import DailySpendReached
from services.billing.stores import histories
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, TEAM, BillingHarness, money
from tests.services.billing.spending import refund_credits
from tests.services.billing.test_allocating import GIVEN, in_debt, spend

OPENED = datetime(2027, 1, 6, 12, tzinfo=UTC)
days = st.integers(0, 400).map(lambda count: timedelta(days=count))
payments = st.lists(st.tuples(days, st.integers(0, 3_000 * DOLLAR)), max_size=8)


def history(paid: list[tuple[timedelta, int]]) -> History:
    """Return the history of an account that has paid so much, so long after it was opened."""
    weeks: dict[str, int] = {}
    for after, amount in paid:
        weeks[week_of(OPENED + after)] = weeks.get(week_of(OPENED + after), 0) + amount
    return History(OPENED, weeks)


@given(payments, payments, days, days, st.integers(0, 10_000 * DOLLAR))
def test_age_and_history_alone_never_shrink_a_limit(
    paid: list[tuple[timedelta, int]],
    more: list[tuple[timedelta, int]],
    age: timedelta,
    later: timedelta,
    operators: int,
) -> None:
    """Older, or with more payments, an account may do as much at least; none may do more than the last step."""
    now, then = OPENED + age, OPENED + age + later
    before, after = history(paid), history(paid + more)
    assert STEPS[0].buys <= before.may_buy(now, operators) <= after.may_buy(then, operators) <= STEPS[-1].buys
    assert STEPS[0].gives <= before.may_give(now, operators) <= after.may_give(then, operators) <= STEPS[-1].gives
    assert may_spend(OPENED, now) <= may_spend(OPENED, then)


@given(payments, days, st.sampled_from([{"disputed": 1}, {"owed": 1}]))
def test_a_dispute_or_a_debt_is_the_lowest_step(
    paid: list[tuple[timedelta, int]], age: timedelta, trouble: dict[str, int]
) -> None:
    """However old the account is, and whatever the operator lets others do."""
    troubled = History(OPENED, history(paid).paid, **trouble)
    assert troubled.may_buy(OPENED + age, 5_000 * DOLLAR) == STEPS[0].buys
    assert troubled.may_give(OPENED + age, 5_000 * DOLLAR) == STEPS[0].gives


def test_a_payment_proves_nothing_for_weeks() -> None:
    """A payment counts once a dispute of it would be known, and age without payments lifts nothing."""
    paid = history([(timedelta(days=200), 3_000 * DOLLAR)])
    now = OPENED + timedelta(days=200)
    assert paid.step(now + PROVEN_AFTER) == STEPS[0]
    assert paid.step(now + PROVEN_AFTER + timedelta(days=14)) == STEPS[-1]
    assert history([]).step(now) == STEPS[0]


def test_no_sequence_of_wallets_passes_the_cap(harness: BillingHarness) -> None:
    """Each further wallet pays of the same day's sum, for the team and for its owner, also what an admin buys."""
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    for amount, who, payer in (("300.00", OWNER, "self"), ("150.00", ADMIN, "team"), ("50.00", OWNER, "team")):
        harness.attach()
        assert harness.buy(amount, who, payer=payer).status == 201
    harness.attach()
    refused = harness.buy("1.00", OWNER)
    assert (refused.status, refused.body["code"], refused.body["used"]["amount"]) == (429, "daily_limit", "500.00")
    assert (refused.body["errors"][0]["field"], refused.body["limit"]["amount"]) == ("amount", "500.00")
    assert 0 < int(refused.headers["retry-after"]) <= 86_401
    assert (harness.give("0.50").status, harness.give("201.00").body["code"]) == (201, "daily_limit")
    assert len(harness.paypal.captures()) == 3
    harness.assert_books_right()


def test_a_declined_purchase_uses_nothing(harness: BillingHarness) -> None:
    """What fails leaves the room that it had."""
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    assert harness.buy("500.00").status == 402
    assert harness.buy("500.00").status == 201


def test_a_team_that_owes_is_back_at_the_lowest_step(harness: BillingHarness) -> None:
    """An account whose team owes buys little, whatever the operator lets others buy."""
    in_debt(harness)
    assert harness.buy("500.01").body["code"] == "daily_limit"
    assert harness.buy("480.00").status == 201


def test_the_history_keeps_what_was_paid_and_not_taken_back(harness: BillingHarness) -> None:
    """A reversal takes its payment out of the history; a refused one never was in it."""
    harness.attach()
    harness.buy("20.00")
    assert list(kept(harness).values()) == [20 * DOLLAR]
    harness.paypal.control("events", type="reversed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert list(kept(harness).values()) == [0]


def kept(harness: BillingHarness) -> dict[str, int]:
    """Return what the owner paid and kept, by week."""
    key = histories.key(OWNER)
    return histories.paid_of(harness.table.get(key["pk"], key["sk"]))


def test_giving_is_limited_row_by_row(harness: BillingHarness) -> None:
    """A new team gives 500 dollars a day, for its owner: its admins and a batch count too."""
    harness.attach()
    harness.buy("900.00")
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    assert harness.give("400.00", as_=ADMIN).status == 201
    rows = {"allocations": [{"user_id": it} | money("60.00") for it in (MEMBER, OWNER)]}
    many = harness.ask("POST /v1/users/credits/batch", body=rows, headers={"idempotency-key": "k1"})
    assert [(row["problem"] or {}).get("code") for row in many.body["results"]] == [None, "daily_limit"]
    assert harness.parts(MEMBER) == {GIVEN: 460 * DOLLAR}


def test_a_new_account_spends_a_hundred_dollars_a_day(harness: BillingHarness) -> None:
    """The next text is refused; what comes back makes room again."""
    harness.attach()
    harness.buy("200.00")
    harness.give("200.00")
    spend(harness, MEMBER, 60 * DOLLAR, cause="msg_1")
    spend(harness, MEMBER, 40 * DOLLAR)
    assert refuses(harness)
    work = UnitOfWork(harness.table, RequestContext(MEMBER, clock.now(), "cor"))
    refund_credits(work, account_id=MEMBER, cause="msg_1")
    work.commit()
    spend(harness, MEMBER, 60 * DOLLAR)
    assert (refuses(harness), harness.parts(TEAM)) == (True, {})


def refuses(harness: BillingHarness) -> bool:
    """Return whether the member may not spend another cent today."""
    try:
        spend(harness, MEMBER, 10_000)
    except DailySpendReached:
        return True
    return False


def used_today(harness: BillingHarness, use: str) -> int:
    """Return what counts as bought or given today for the team's owner, in micro-dollars."""
    return sum(it["used"] for it in harness.items("DAY#") if it["sk"].endswith(f"#{use}"))


def test_what_was_not_given_uses_nothing(harness: BillingHarness) -> None:
    """An allocation whose charge is declined, or which PayPal was never asked for, leaves the day's room."""
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    assert harness.give("500.00").status == 402
    with harness.paypal_away():
        assert harness.give("500.00", key="k1").status == 503
    assert used_today(harness, "given") == 0
    assert harness.give("500.00", key="k1").status == 201
    assert used_today(harness, "given") == 500 * DOLLAR
    harness.assert_books_right()


def test_credits_that_stay_with_the_team_use_nothing(harness: BillingHarness) -> None:
    """A member who left before PayPal decided gets nothing: it does not count as given."""
    harness.attach()
    harness.paypal.control("behaviour", charge="pending")
    assert harness.give("30.00").status in (201, 202)
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=5))
    (payment,) = harness.items("PAYMENT")
    done = ChargeResult(ChargeStatus.COMPLETED, payment["capture_id"], money=30 * DOLLAR)
    harness.record_payment_fact(payment["payment_id"], done)
    assert (harness.parts(), used_today(harness, "given")) == ({"available": 30 * DOLLAR}, 0)


def test_what_an_owner_approves_counts_as_given(harness: BillingHarness) -> None:
    """The allocation that an admin asked for is given for the owner too: no balance passes the day's limit by it."""
    harness.attach()
    harness.buy("400.00")
    approval = {"idempotency_key": "k1", "allocation": money("700.00") | {"user_id": MEMBER}}
    asked = harness.ask("POST /v1/approvals", ADMIN, body=approval)
    forget_days(harness)
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    path = {"id": asked.body["approval_id"]}
    refused = harness.ask("POST /v1/approvals/{id}/approve", path=path, body=money("300.00"))
    assert (refused.status, refused.body["code"]) == (429, "daily_limit")


def forget_days(harness: BillingHarness) -> None:
    """Let a day go by: what was bought or given before counts no longer."""
    for item in [*harness.items("DAY#"), *harness.items("PAYER#")]:
        harness.table.commit([update({"pk": item["pk"], "sk": item["sk"]}, set={"used": 0})])


def test_a_charge_that_was_refused_and_then_completed_counts(harness: BillingHarness) -> None:
    """PayPal's later capture of the same payment uses the room that the refused one had left."""
    harness.attach()
    harness.paypal.control("behaviour", charge="declined")
    payment_id = harness.buy("20.00").body["payment_id"]
    assert used_today(harness, "bought") == 0
    harness.record_payment_fact(payment_id, ChargeResult(ChargeStatus.COMPLETED, "CAP2", money=20 * DOLLAR))
    assert used_today(harness, "bought") == 20 * DOLLAR
