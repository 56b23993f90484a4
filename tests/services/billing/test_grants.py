"""The operator grants credits to a person until a day: used first, reminded of, and gone when the day is over (B18)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.billing import GrantDue
from contracts.identity import AccountClosed
from contracts.teams import MemberRemoved, TeamDissolved
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from services.billing.domain.grant import MOST_OPEN, is_granted, last_day_of
from services.billing.domain.ledger import Wallet
from services.billing.domain.problems import CreditsUsedUp
from services.billing.domain.spending import refund_spending, spend, spendable
from services.billing.stores import entries
from tests.in_process import door
from tests.services.billing import spending
from tests.services.billing.harness import DOLLAR, MEMBER, OWNER, TEAM, BillingHarness
from tests.services.billing.test_chargebacks import dispute, in_dispute, reverse
from tests.services.billing.test_closing import close, trial_balance

DAY = timedelta(days=1)
SOON, LATER = date(2027, 3, 1), date(2027, 4, 1)


def operate(harness: BillingHarness, action: str, **body: Any) -> dict[str, Any]:
    """Have an action done, as the operator asks for it; what follows waits in the outbox."""
    about = {"action": action, "request_id": f"request-{len(harness.items('ACTION'))}", "by": "kim", "reason": "sorry"}
    with harness.world.inside("billing"):
        return dict(door("billing", "operations").handler(about | body, None))


def grant(harness: BillingHarness, amount: str = "5.00", days: int = 30, to: str = MEMBER, **body: Any) -> str:
    """Grant credits that can be used for so many days after today; return the grant's part of the wallet."""
    last_day = (clock.now() + days * DAY).date()
    about = {"account_id": to, "amount": amount, "expires_on": str(last_day)} | body
    done = operate(harness, "grant_credits", **about)["done"]
    harness.world.settle()
    return f"granted:{done['expires_on']}:{done['grant_id']}"


def use(harness: BillingHarness, amount: int, cause: str = "text", at: datetime | None = None) -> None:
    """Spend a member's credits at an instant."""
    work = UnitOfWork(harness.table, RequestContext(MEMBER, at or clock.now(), "cor"))
    spending.spend_credits(work, account_id=MEMBER, amount=amount, cause=cause)
    work.commit()


def give_back(harness: BillingHarness, cause: str = "text", at: datetime | None = None) -> None:
    """Give back what was spent for a cause."""
    work = UnitOfWork(harness.table, RequestContext(MEMBER, at or clock.now(), "cor"))
    spending.refund_credits(work, account_id=MEMBER, cause=cause)
    work.commit()


def notices(harness: BillingHarness, kind: str) -> list[dict[str, Any]]:
    """Return the notices of a kind that were published."""
    return [event for event in harness.events("NoticeDue") if event["kind"] == kind]


def midnight(part: str) -> datetime:
    """Return the first instant at which a grant cannot be used."""
    return datetime.combine(last_day_of(part) + DAY, datetime.min.time(), UTC)


def test_a_grant_is_spent_before_all_else(harness: BillingHarness) -> None:
    """What expires first, then what the team gave, then what the person bought."""
    harness.attach()
    harness.buy("10.00")
    harness.give("2.00")
    harness.attach(MEMBER)
    harness.buy("3.00", MEMBER)
    later, sooner = grant(harness, "4.00", days=60), grant(harness, "1.00", days=30)
    view = harness.ask("GET /v1/users/{user_id}/credits", MEMBER, path={"user_id": "me"}).body
    assert [view[name]["amount"] for name in ("balance", "granted", "from_team", "own")] == [
        "10.00",
        "5.00",
        "2.00",
        "3.00",
    ]
    assert view["expires_next"] == {
        "amount": {"amount": "1.00", "currency": "USD"},
        "last_day": str(last_day_of(sooner)),
    }
    use(harness, 6 * DOLLAR)
    assert harness.parts(MEMBER) == {f"given:{TEAM}": 1 * DOLLAR, "own": 3 * DOLLAR}
    give_back(harness)
    assert harness.parts(MEMBER) == {
        sooner: 1 * DOLLAR,
        later: 4 * DOLLAR,
        f"given:{TEAM}": 2 * DOLLAR,
        "own": 3 * DOLLAR,
    }
    harness.assert_books_right()


def test_what_is_left_is_gone_when_the_day_is_over(harness: BillingHarness) -> None:
    """Once, however often the job runs or the event comes; the statement and the books say so."""
    part = grant(harness, "5.00")
    use(harness, 2 * DOLLAR)
    harness.run("review_grants", midnight(part) - timedelta(minutes=1))
    assert harness.parts(MEMBER) == {part: 3 * DOLLAR}
    for _ in range(2):
        harness.run("review_grants", midnight(part) + timedelta(minutes=20))
    assert harness.parts(MEMBER) == {}
    harness.deliver_event(GrantDue(grant_id=part[-30:], as_of=midnight(part) + DAY))
    assert harness.parts(MEMBER) == {}
    assert sorted(it["kind"] for it in entries.read_entries(harness.table, MEMBER, "")) == [
        "expired",
        "granted",
        "spent",
    ]
    harness.assert_books_right()


def test_an_expired_grant_is_not_spent_before_the_job_has_run(harness: BillingHarness) -> None:
    """The last instant of its day counts, and not when it is taken."""
    part = grant(harness, "5.00")
    use(harness, 1 * DOLLAR, at=midnight(part) - timedelta(seconds=1))
    with pytest.raises(CreditsUsedUp):
        use(harness, 1 * DOLLAR, "late", at=midnight(part))
    assert harness.parts(MEMBER) == {part: 4 * DOLLAR}


def test_what_is_given_back_of_an_expired_grant_is_gone(harness: BillingHarness) -> None:
    """A text that fails after its grant has expired gives nothing back; before, it does."""
    part = grant(harness, "5.00")
    use(harness, 5 * DOLLAR)
    give_back(harness, at=midnight(part))
    assert harness.parts(MEMBER) == {}
    harness.assert_books_right()


def test_a_person_is_reminded_once_a_week_before(harness: BillingHarness) -> None:
    """Of what is left, and until which day; not of what is spent, nor of what ends in a week anyway."""
    part = grant(harness, "5.00")
    spent, short = grant(harness, "1.00", days=29), grant(harness, "2.00", days=6)
    use(harness, 3 * DOLLAR + DOLLAR // 2)
    assert harness.parts(MEMBER) == {part: 4 * DOLLAR + DOLLAR // 2}
    assert spent != short
    for hour in range(2):
        harness.run("review_grants", midnight(part) - 7 * DAY + hour * timedelta(hours=1))
    (notice,) = notices(harness, "grant_expires")
    assert (notice["wallet"], notice["amount"]) == (MEMBER, 4_500_000)
    assert notice["paid_through"][:10] == str(last_day_of(part))
    assert len(notices(harness, "granted")) == 3


def test_a_grant_repays_what_is_owed_first(harness: BillingHarness) -> None:
    """Like all that comes in; what repaid a debt does not expire."""
    harness.attach(MEMBER)
    harness.buy("4.00", MEMBER)
    use(harness, 4 * DOLLAR)
    reverse(harness)
    assert harness.parts(MEMBER) == {"owed": -4 * DOLLAR}
    part = grant(harness, "5.00")
    assert harness.parts(MEMBER) == {part: 1 * DOLLAR}
    harness.run("review_grants", midnight(part) + timedelta(minutes=20))
    assert harness.parts(MEMBER) == {}
    harness.assert_books_right()


def test_a_disputed_debt_is_repaid_by_no_grant(harness: BillingHarness) -> None:
    """PayPal may return the money, and what was a present would be refundable then."""
    in_dispute(harness)
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    about = {"account_id": OWNER, "amount": "5.00", "expires_on": str((clock.now() + DAY).date())}
    assert operate(harness, "grant_credits", **about)["refused"]["code"] == "money_disputed"
    assert harness.parts(OWNER) == {"owed": -4 * DOLLAR}


def test_a_debt_takes_nothing_of_a_grant(harness: BillingHarness) -> None:
    """A present is neither refunded nor taken for what PayPal takes back later."""
    harness.attach(MEMBER)
    harness.buy("4.00", MEMBER)
    use(harness, 4 * DOLLAR)
    part = grant(harness, "5.00")
    dispute(harness, "created")
    assert harness.parts(MEMBER) == {part: 5 * DOLLAR, "owed": -4 * DOLLAR}
    harness.assert_books_right()


def test_a_grant_stays_the_persons_when_they_leave(harness: BillingHarness) -> None:
    """No team has given it."""
    part = grant(harness, "5.00")
    gone = MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=50)
    harness.deliver_events(gone)
    assert harness.parts(MEMBER) == {part: 5 * DOLLAR}


def test_a_closed_account_forfeits_its_grants(harness: BillingHarness) -> None:
    """Once; what they bought stays on their wallet, and nothing is granted to a closed account."""
    harness.attach(MEMBER)
    harness.buy("3.00", MEMBER)
    grant(harness, "5.00")
    grant(harness, "1.00", days=60)
    for _ in range(2):
        harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert harness.parts(MEMBER) == {"own": 3 * DOLLAR}
    refused = operate(harness, "grant_credits", account_id=MEMBER, amount="1.00", expires_on="2027-03-01")["refused"]
    assert (refused["code"], refused["errors"][0]["field"]) == ("not_found", "account_id")
    harness.assert_books_right()


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"amount": "0.00"}, "amount"),
        ({"amount": "0.001"}, "amount"),
        ({"amount": "1000.01"}, "amount"),
        ({"account_id": TEAM}, "account_id"),
        ({"account_id": "acc_nobody"}, "account_id"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"expires_on": "2199-01-01"}, "expires_on"),
        ({"expires_on": "soon"}, "expires_on"),
        ({"team": TEAM}, "team"),
    ],
)
def test_what_cannot_be_granted_names_the_field(harness: BillingHarness, given_: dict[str, str], field: str) -> None:
    """To a person, an amount up to 1,000.00 USD in cents, and a day within two years; and nothing changes."""
    body = {"account_id": MEMBER, "amount": "5.00", "expires_on": str((clock.now() + DAY).date())} | given_
    (fault,) = operate(harness, "grant_credits", **body)["refused"]["errors"]
    assert fault["field"] == field
    assert harness.parts(MEMBER) == {}


def test_a_grant_sent_twice_is_one(harness: BillingHarness) -> None:
    """The journal names the operator, and customers read that it was Teamline."""
    about = {"account_id": MEMBER, "amount": "5.00", "expires_on": str((clock.now() + DAY).date())}
    first, second = (operate(harness, "grant_credits", **about, request_id="grant-00001") for _ in range(2))
    assert first == second
    (journal,) = [item for item in harness.items("JOURNAL") if item["kind"] == "granted"]
    assert journal["actor"] == "operator:kim"
    seen = harness.ask("GET /v1/ledger", MEMBER, query={"user_id": MEMBER}).body
    assert [entry["by"] for entry in seen["items"]] == [{"user_id": None, "name": "Teamline"}]
    assert "kim" not in str(seen)
    assert harness.wallet(MEMBER).usable == 5 * DOLLAR


def test_a_person_has_at_most_so_many_grants(harness: BillingHarness) -> None:
    """Each is a part of the wallet; one that is spent makes room."""
    for days in range(MOST_OPEN):
        grant(harness, "0.01", days=days + 1)
    body = {"account_id": MEMBER, "amount": "5.00", "expires_on": str((clock.now() + DAY).date())}
    assert operate(harness, "grant_credits", **body)["refused"]["code"] == "too_many_grants"
    use(harness, 10_000)
    grant(harness, "5.00")


def test_the_nightly_check_and_the_closing_know_grants(harness: BillingHarness) -> None:
    """The trial balance of a day with a grant sums to zero, and the wallets hold what it says."""
    today = f"{clock.now():%Y-%m-%d}"
    grant(harness, "5.00")
    use(harness, 2 * DOLLAR)
    close(harness, today)
    report = trial_balance(harness, today)
    balances = {row["name"]: row["balance"] for row in report["accounts"]}
    assert balances["Promotional credits"] == "5.00 debit"
    assert balances["Credits granted to people"] == "3.00 credit"
    assert (report["sum"], report["wallets_differ"]) == ("0.00", {})


amounts = st.integers(0, 50)
parts_of_a_person = st.fixed_dictionaries(
    {f"granted:{day}:grt_{number}": amounts for number, day in enumerate((SOON, SOON, LATER))}
    | {"given:team_1": amounts, "given:team_2": amounts, "own": amounts}
)


@given(parts=parts_of_a_person, amount=st.integers(1, 300), day=st.sampled_from([SOON, SOON + DAY, LATER, LATER + DAY]))
def test_spending_follows_the_order_of_expiry(parts: dict[str, int], amount: int, day: date) -> None:
    """No part is touched before all that come before it are empty, and nothing of an expired grant is; back it is as
    before.
    """
    wallet, now = Wallet(MEMBER, parts), datetime.combine(day, datetime.min.time(), UTC)
    order = [part for part in sorted(parts) if is_granted(part) and last_day_of(part) >= day] + ["given:team_1", "own"]
    assert spendable(wallet, "team_1", now) == sum(parts[part] for part in order)
    if amount > spendable(wallet, "team_1", now):
        return
    spent = spend("text", "texts", wallet, amount, "team_1", now=now)
    after = wallet.after(spent).parts
    assert {part for part, left in after.items() if left != parts[part]} <= set(order)
    touched = [part for part in order if after[part] < parts[part]]
    assert all(after[part] == 0 for part in order[: order.index(touched[-1])])
    team = {"team_1": Wallet("team_1", {})}
    back = refund_spending("text", spent.lines, wallet.after(spent), team, "team_1", now=now, about={})
    assert {part: left for part, left in wallet.after(spent).after(back).parts.items() if left} == {
        part: left for part, left in parts.items() if left
    }


def test_who_granted_is_teamline_and_no_employee(harness: BillingHarness) -> None:
    """In the list of entries as in the statement's file: what an operator did is not automatic (decision 051)."""
    grant(harness)
    (entry,) = harness.ask("GET /v1/ledger", MEMBER, query={"user_id": "me"}).body["items"]
    assert (entry["kind"], entry["by"]) == ("granted", {"user_id": None, "name": "Teamline"})
