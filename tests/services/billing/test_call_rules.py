"""Whose calls are funded, within which limits, and where what a call did not cost goes back to (B4, B12, B18, T8)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.call_prices import Rounding, price_of, seconds_for
from contracts.event import Event
from contracts.identity import AccountClosed, MoneyLocked
from contracts.teams import MemberRemoved, MemberSuspended
from kernel import clock
from services.billing.domain.call_hold import SLICE_SECONDS, Answer, CallHold, Means, ask_slice
from services.billing.domain.call_settlement import settle
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet
from services.billing.stores import ledger
from tests.books_scan import find_faults
from tests.services.billing.calling import (
    CALLING,
    CENT,
    GIVEN,
    arrived,
    ended,
    funded,
    has,
    slice_due,
    spent_of,
    unfunded,
)
from tests.services.billing.harness import DOLLAR, MEMBER, TEAM, BillingHarness, joined, money
from tests.services.billing.test_crossings import new_work
from tests.services.billing.test_grants import grant

REFUSED: list[tuple[str, Event]] = [
    ("suspended", MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=2)),
    ("account_closed", AccountClosed(account_id=MEMBER, email="")),
    ("money_locked", MoneyLocked(account_id=MEMBER, locked_until=clock.now() + timedelta(days=1))),
]
NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(("reason", "event"), REFUSED, ids=[reason for reason, _ in REFUSED])
def test_who_must_not_spend_gets_no_call(harness: BillingHarness, reason: str, event: Event) -> None:
    """A new call is refused with the reason, a running one is not extended; its end is settled all the same."""
    has(harness, own=5 * DOLLAR)
    harness.deliver_events(arrived("call_1"), event, arrived("call_2"), slice_due(2))
    assert unfunded(harness) == [("call_2", 1, reason), ("call_1", 2, reason)]
    harness.deliver_events(ended(60))
    assert harness.parts(MEMBER) == {"own": 5 * DOLLAR - CENT}
    harness.assert_books_right()


def test_the_limit_of_a_month_holds_for_what_is_held_and_not_for_what_happened(harness: BillingHarness) -> None:
    """A slice gets what the limit leaves; under a minute it is refused; a call that was cut late is paid (B12)."""
    has(harness, own=5 * DOLLAR)
    harness.ask("PUT /v1/users/{user_id}/spend-limit", body=money("0.20"), path={"user_id": MEMBER})
    harness.deliver_events(arrived("call_1"), arrived("call_2"), arrived("call_3"))
    assert [it[:3] for it in funded(harness)] == [("call_1", 1, 900), ("call_2", 1, 300)]
    assert unfunded(harness) == [("call_3", 1, "spend_limit_reached")]
    harness.deliver_events(ended(60), ended(360, "call_2"), arrived("call_4"))
    assert spent_of(harness) == [20 * CENT], "seven cents of two calls, and thirteen held for the next one"
    assert [it[:3] for it in funded(harness)][2:] == [("call_4", 1, 780)]


def test_a_call_within_a_spend_limit_is_cut_by_the_carrier_at_the_limit(harness: BillingHarness) -> None:
    """What a limit leaves is talked for to the second: a call of one minute is not hung up as it is answered (B12)."""
    has(harness, own=5 * DOLLAR)
    harness.ask("PUT /v1/users/{user_id}/spend-limit", body=money("0.01"), path={"user_id": MEMBER})
    harness.deliver_events(arrived("call_1"))
    assert funded(harness) == [("call_1", 1, 60, 60)]


def test_the_limit_of_a_day_refuses_with_its_own_reason(harness: BillingHarness) -> None:
    """A new account spends a hundred dollars a day (B5)."""
    has(harness, own=500 * DOLLAR)
    harness.deliver_events(arrived("call_1", rate=6 * DOLLAR), arrived("call_2", rate=11 * DOLLAR))
    assert unfunded(harness) == [("call_2", 1, "daily_spend_limit")]


def test_what_was_not_used_is_given_back_to_the_day_that_counted_it() -> None:
    """Of a call over midnight at the end of a month, the last slices go back first, each to its month and day."""
    hold = CallHold("call_1", MEMBER, "num_1", "call", "", "", CENT, "second", NOON)
    wallet = Wallet(MEMBER, {"own": DOLLAR})
    for number, at in ((1, NOON), (2, NOON + timedelta(hours=13))):
        answer = held(hold, number, wallet, at)
        assert answer.hold
        hold, wallet = answer.hold, wallet.after(answer.journal)
    settled = settle(hold, 1_000, wallet, {}, None, NOON + timedelta(hours=14))
    assert settled.counted == {NOON + timedelta(hours=13): settled.hold.price - 30 * CENT}
    assert settle(hold, 60, wallet, {}, None, NOON).counted == {
        NOON: -14 * CENT,
        NOON + timedelta(hours=13): -15 * CENT,
    }
    late = NOON + timedelta(hours=15)
    assert settle(hold, 1_860, wallet, {}, None, late).counted == {late: CENT}


def held(hold: CallHold, number: int, wallet: Wallet, at: datetime) -> Answer:
    """Return the answer to a slice of a person on no team."""
    return ask_slice(hold, number, Means(wallet, None, wallet.available, 0, 0, None, 100 * DOLLAR), at)


def test_what_expires_first_is_used_first_whichever_slice_held_it(harness: BillingHarness) -> None:
    """The price takes the grant, then the team's part, then the own one; the rest goes back (B18)."""
    has(harness, own=10 * CENT)
    harness.deliver_events(arrived(rate=CENT))
    has(harness, **{GIVEN: 10 * CENT})
    part = grant(harness, "0.10")
    harness.deliver_events(slice_due(2), ended(12 * 60))
    assert harness.parts(MEMBER) == {GIVEN: 8 * CENT, "own": 10 * CENT}
    assert part not in harness.parts(MEMBER)
    harness.assert_books_right()


def test_what_a_former_team_gave_goes_back_to_it(harness: BillingHarness) -> None:
    """Who left during the call gets nothing of the team's back; the team's statement says who it came from (T8)."""
    has(harness, **{GIVEN: 10 * CENT, "own": 10 * CENT})
    harness.deliver_events(arrived())
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    harness.deliver_events(ended(60), joined(MEMBER, revision=3))
    assert (harness.parts(MEMBER), harness.parts()) == ({"own": 10 * CENT}, {"available": 9 * CENT})
    (entry,) = harness.ask("GET /v1/ledger").body["items"]
    assert (entry["kind"], entry["amount"]["amount"], entry["to"]["user_id"]) == ("returned", "0.09", MEMBER)
    harness.assert_books_right()


def test_what_comes_back_repays_first_what_is_owed(harness: BillingHarness) -> None:
    """The person's own part repays their debt, and the team's part the team's (B19)."""
    has(harness, **{GIVEN: 10 * CENT, "own": 10 * CENT})
    harness.deliver_events(arrived())
    for wallet, amount in ((MEMBER, 8 * CENT), (TEAM, 3 * CENT)):
        work, reversed_one = new_work(harness), Line(LedgerAccount("paypal", "before"), amount)
        lines = (*ledger.find(harness.table, wallet).give_up(amount), reversed_one)
        ledger.post(work, Journal(f"back:{wallet}", Kind.REVERSAL, lines))
        work.commit()
    harness.deliver_events(ended(0))
    assert harness.parts() == {}
    assert harness.parts(MEMBER) == {GIVEN: 7 * CENT, "own": 2 * CENT}
    assert find_faults(harness.items("")) == []


def test_what_expired_during_the_call_goes_back_to_the_promotions() -> None:
    """A grant that is over when the call ends is not given back; what the call cost of it was used in time (B18)."""
    hold = CallHold("call_1", MEMBER, "num_1", "call", "", "", CENT, "second", NOON)
    part = "granted:2027-01-31:grt_1"
    wallet = Wallet(MEMBER, {part: DOLLAR})
    means = Means(wallet, None, DOLLAR, 0, 0, None, 100 * DOLLAR)
    answer = ask_slice(hold, 1, means, NOON)
    assert answer.hold
    journals = settle(answer.hold, 60, wallet.after(answer.journal), {}, None, NOON + timedelta(days=1)).journals
    lines = [{(line.account.wallet, line.account.part): line.amount for line in journal.lines} for journal in journals]
    assert lines == [
        {(MEMBER, CALLING): -14 * CENT, ("promotions", "grt_1"): 14 * CENT},
        {(MEMBER, CALLING): -CENT, ("revenue", "calls"): CENT},
    ]


@given(st.integers(1, 5 * DOLLAR), st.integers(0, 50 * DOLLAR), st.sampled_from(["minute", "second"]))
def test_an_amount_pays_for_no_second_more(rate: int, amount: int, rounding: Rounding) -> None:
    """How long credits last is the longest call that costs no more than them."""
    seconds = seconds_for(amount, rate, rounding, most=10**12)
    assert price_of(seconds, rate, rounding) <= amount < price_of(seconds + 1, rate, rounding)


@given(st.integers(1, 2 * DOLLAR), st.lists(st.integers(0, 10 * DOLLAR), min_size=1, max_size=6), st.integers(0, 9_000))
def test_slices_never_hold_more_than_there_is_and_the_whole_price(rate: int, bought: list[int], seconds: int) -> None:
    """Whatever is bought between slices: the sum held is the price of the seconds funded, and the rest comes back."""
    hold = CallHold("call_1", MEMBER, "num_1", "call", "", "", rate, "second", NOON)
    wallet = Wallet(MEMBER, {})
    for number, more in enumerate(bought, 1):
        wallet = wallet.after_lines(wallet.receive(more))
        answer = held(hold, number, wallet, NOON + timedelta(minutes=number))
        hold, wallet = answer.hold or hold, wallet.after(answer.journal)
        assert wallet.available >= 0
    funded_for = hold.slices[-1].seconds if hold.slices else 0
    assert hold.amount == price_of(funded_for, rate, "second") == wallet.part(CALLING)
    assert funded_for <= SLICE_SECONDS * len(bought)
    settled = settle(hold, seconds, wallet, {}, None, NOON)
    for journal in settled.journals:
        left, wallet = wallet.left, wallet.after(journal)
        assert journal.kind is not Kind.SPENT or left - wallet.left == settled.hold.price
    assert wallet.available - wallet.owed == sum(bought) - price_of(seconds, rate, "second")
    assert not wallet.part(CALLING)
