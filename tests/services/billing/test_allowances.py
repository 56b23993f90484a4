"""Monthly allowances: so much each month from the team's balance, on the billing day, each month once (B6)."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.billing import AllowancesDue
from contracts.identity import MoneyLocked
from contracts.teams import MemberRemoved, MemberRestored, MemberSuspended, TeamDissolved
from kernel import aws, clock
from kernel.dynamodb.items import from_item
from services.billing.domain.allowance import Allowance, first_due
from services.billing.domain.giving_round import day_of
from services.billing.stores import allowances, billing_accounts, histories
from services.billing.use_cases.allowances import give_allowances
from tests.faults import Crash, counted, crashing, meanwhile
from tests.in_process import Reply, mails
from tests.services.billing.harness import (
    ADMIN,
    DOLLAR,
    MEMBER,
    OWNER,
    STRANGER,
    TEAM,
    BillingHarness,
    handed_over,
    joined,
    money,
)

ROUTE, BATCH, SEE = "/v1/users/{user_id}/allowance", "PUT /v1/users/allowances/batch", "GET /v1/users/credits"
GIVEN = "given:team_1"
FIRST, LAST = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 (hypothesis adds the zone)


def allow(harness: BillingHarness, amount: str = "5.00", to: str = MEMBER, as_: str = OWNER, **request: Any) -> Reply:
    return harness.ask(f"PUT {ROUTE}", as_, path={"user_id": to}, body=money(amount), **request)


def view(harness: BillingHarness, of: str = MEMBER, as_: str = OWNER) -> dict[str, Any]:
    reply = harness.ask(f"GET {ROUTE}", as_, path={"user_id": of})
    assert reply.status == 200, reply
    return dict(reply.body)


def stop(harness: BillingHarness, of: str = MEMBER) -> None:
    assert harness.ask(f"DELETE {ROUTE}", path={"user_id": of}).status == 204


def next_day(harness: BillingHarness, of: str = MEMBER) -> datetime:
    return clock.from_text(view(harness, of)["next_at"])


def given_to(harness: BillingHarness, member: str = MEMBER) -> int:
    return harness.parts(member).get(GIVEN, 0)


def notices(harness: BillingHarness) -> list[tuple[int, int, str]]:
    found = [event for event in harness.events("NoticeDue") if event["kind"] == "allowances_wait"]
    return [(event["people"], event["amount"], event["reason"]) for event in found]


def rich(harness: BillingHarness, amount: str = "100.00") -> BillingHarness:
    harness.attach()
    assert harness.buy(amount).status == 201
    return harness


def let_fall_due(harness: BillingHarness) -> datetime:
    """Have every allowance be due today; return the instant at which its day began."""
    for item in harness.items("ALLOWANCE"):
        before = from_item(Allowance, item)
        harness.table.commit([allowances.save(replace(before, due=day_of(clock.now())), before)])
    return next_day(harness)


def give(harness: BillingHarness, at: datetime) -> None:
    harness.run("start_giving_rounds", at)


@given(st.integers(1, 31), st.datetimes(timezones=st.just(UTC), min_value=FIRST, max_value=LAST), st.integers(1, 60))
def test_each_month_has_one_day_and_none_is_left_out(day: int, set_at: datetime, months: int) -> None:
    """The first is after today; from then on every calendar month, on the day or its last one."""
    due = first_due(day, set_at)
    assert f"{set_at:%Y-%m-%d}" < due <= f"{set_at + timedelta(days=32):%Y-%m-%d}"
    allowance = Allowance(MEMBER, TEAM, 1, due, day, 0, OWNER)
    found = [allowance]
    for _ in range(months):
        found.append(found[-1].move_on(None))
    numbers = [int(one.month[:4]) * 12 + int(one.month[5:]) for one in found]
    assert numbers == list(range(numbers[0], numbers[0] + months + 1))
    for one in found:
        is_last_day = (one.due_at + timedelta(days=1)).day == 1
        assert one.due_at.day == day or (one.due_at.day < day and is_last_day)


def test_a_month_is_given_on_its_day_and_once(harness: BillingHarness) -> None:
    """Not a day sooner; again and again as of that day, or an hour later, changes nothing."""
    rich(harness)
    assert allow(harness).body["amount"]["amount"] == "5.00"
    day = next_day(harness)
    give(harness, day - timedelta(seconds=1))
    assert given_to(harness) == 0
    for hours in (0, 0, 1, 30):
        give(harness, day + timedelta(hours=hours))
    assert (given_to(harness), harness.parts()) == (5 * DOLLAR, {"available": 95 * DOLLAR})
    assert next_day(harness).month == day.month % 12 + 1
    harness.assert_books_right()


def test_the_day_is_the_teams_billing_day(harness: BillingHarness) -> None:
    """The 31st is the last day of a shorter month; a quote says the first day before."""
    rich(harness)
    harness.table.commit([billing_accounts.set_billing_day(TEAM, datetime(2026, 1, 31, 12, tzinfo=UTC))])
    quote = allow(harness, query={"dry_run": "true"}).body
    assert harness.items("ALLOWANCE") == []
    allow(harness)
    first = next_day(harness)
    assert (quote["lines"][0]["when"], quote["lines"][0]["amount"]["amount"], quote["total_now"]["amount"]) == (
        view(harness)["next_at"],
        "5.00",
        "0.00",
    )
    assert (first + timedelta(days=1)).day == 1 or first.day == 31


def test_missed_months_are_all_given(harness: BillingHarness) -> None:
    """No month is lost if nothing ran for two of them, and each has an entry of its own."""
    rich(harness)
    allow(harness)
    give(harness, next_day(harness) + timedelta(days=62))
    assert given_to(harness) == 15 * DOLLAR
    entries = [entry for entry in harness.items("ENTRY") if entry["pk"] == f"WALLET#{MEMBER}"]
    assert len({entry["about"]["month"] for entry in entries}) == len(entries) == 3


def test_what_is_ended_and_set_again_in_a_month_is_given_once(harness: BillingHarness) -> None:
    """The month's journal is the same one, so that the next is that of the month after."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    give(harness, day)
    stop(harness)
    assert view(harness) == {"user_id": MEMBER, "amount": None, "next_at": None}
    allow(harness, "9.00")
    assert next_day(harness) > day
    give(harness, day + timedelta(hours=1))
    assert given_to(harness) == 5 * DOLLAR


def test_another_amount_keeps_the_day(harness: BillingHarness) -> None:
    """The same amount again changes and publishes nothing."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    allow(harness)
    allow(harness, "7.00", as_=ADMIN)
    assert (next_day(harness), view(harness)["amount"]["amount"]) == (day, "7.00")
    changes = [event for event in harness.events("TeamMoneyChanged") if event["action"] == "allowance_changed"]
    assert [(event["by"], event["amount"]) for event in changes] == [(OWNER, 5 * DOLLAR), (ADMIN, 7 * DOLLAR)]
    give(harness, day)
    assert given_to(harness) == 7 * DOLLAR


def test_a_short_balance_has_the_rest_wait_oldest_first(harness: BillingHarness) -> None:
    """One notice for all, and money that arrives has them given at once, without a run of the job."""
    rich(harness, "12.00")
    for who in (MEMBER, ADMIN, OWNER):
        allow(harness, "5.00", to=who)
    day = let_fall_due(harness) + timedelta(days=1)
    give(harness, day)
    give(harness, day + timedelta(days=1))
    assert sum(given_to(harness, who) for who in (MEMBER, ADMIN, OWNER)) == 10 * DOLLAR
    assert notices(harness) == [(1, 5 * DOLLAR, "balance_too_low")]
    assert "1 member could not be given their monthly allowance, 5.00 USD" in " ".join(mails(f"{OWNER}@example.com"))
    assert harness.wallet().waits
    harness.buy("3.00")
    harness.world.settle()
    assert [given_to(harness, who) for who in (MEMBER, ADMIN, OWNER)] == [5 * DOLLAR] * 3
    assert not harness.wallet().waits
    harness.assert_books_right()


def test_money_that_arrives_while_it_is_decided_is_not_missed(harness: BillingHarness) -> None:
    """That allowances wait is written only while the money is not there."""
    rich(harness, "3.00")
    allow(harness)
    event = AllowancesDue(team_id=TEAM, as_of=next_day(harness))
    with meanwhile(aws.client("dynamodb"), "TransactWriteItems", lambda: harness.buy("3.00")):
        harness.deliver_event(event)
    harness.world.settle()
    assert given_to(harness) == 5 * DOLLAR


def test_locked_money_waits(harness: BillingHarness) -> None:
    """An owner who reported a change that was not theirs gives nothing; the day after it is tried again (I14)."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    harness.deliver_events(MoneyLocked(account_id=OWNER, locked_until=clock.now() + timedelta(hours=24)))
    give(harness, day)
    assert (given_to(harness), notices(harness)) == (0, [(1, 5 * DOLLAR, "money_locked")])


def test_the_days_limit_of_giving_holds(harness: BillingHarness) -> None:
    """What is given counts like any allocation, waits beyond it, and could never be given above it (decision 049)."""
    rich(harness)
    assert allow(harness, "20000.01").body["code"] == "amount_too_large"
    allow(harness)
    harness.table.commit([histories.use_day(OWNER, clock.now(), "given", 19_996 * DOLLAR)])
    day = next_day(harness)
    give(harness, day)
    assert (given_to(harness), notices(harness)) == (0, [(1, 5 * DOLLAR, "daily_giving")])
    harness.table.commit([histories.use_day(OWNER, clock.now(), "given", -DOLLAR)])
    give(harness, day + timedelta(days=1))
    assert given_to(harness) == 5 * DOLLAR
    assert harness.give("0.01").body["code"] == "daily_limit"


def test_what_no_day_is_enough_for_by_now_stops_no_other(
    harness: BillingHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new owner, or a dispute, may leave the team less than it was set for: all that can be given is, by pages."""
    monkeypatch.setattr(give_allowances, "_AT_ONCE", 2)
    rich(harness, "300.00")
    people = [f"acc_p{number}" for number in range(5)]
    harness.deliver_events(*(joined(one) for one in people))
    for one, amount in zip(people, ("600.00", "5.00", "600.00", "600.00", "5.00"), strict=True):
        allow(harness, amount, to=one)
    day = next_day(harness, people[0])
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "500"
    for days in (0, 1):
        give(harness, day + timedelta(days=days))
    assert [given_to(harness, one) // DOLLAR for one in people] == [0, 5, 0, 0, 5]
    assert [reason for _, _, reason in notices(harness)] == ["daily_giving"]
    harness.world.surroundings["billing"]["NEW_WALLET_USD"] = "100000"
    harness.buy("500.00")
    give(harness, day + timedelta(days=2))
    assert [given_to(harness, one) // DOLLAR for one in people] == [600, 5, 0, 0, 5]


def test_who_is_suspended_on_the_day_gets_nothing_for_it(harness: BillingHarness) -> None:
    """After their return the next month is given, and not the one before."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    harness.deliver_events(MemberSuspended(team_id=TEAM, account_id=MEMBER, revision=60))
    give(harness, day)
    harness.deliver_events(MemberRestored(team_id=TEAM, account_id=MEMBER, revision=61))
    give(harness, day + timedelta(days=1))
    assert given_to(harness) == 0
    give(harness, next_day(harness))
    assert given_to(harness) == 5 * DOLLAR


def test_the_notice_counts_only_who_would_get_it(harness: BillingHarness) -> None:
    """Whose stay is over, or who is suspended, does not wait for the team's money."""
    rich(harness, "3.00")
    people = [f"acc_p{number}" for number in range(3)]
    harness.deliver_events(*(joined(one) for one in people))
    for one in people:
        allow(harness, to=one)
    harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=people[1], reason="removed", numbers="keep", revision=60),
        MemberSuspended(team_id=TEAM, account_id=people[2], revision=60),
    )
    give(harness, next_day(harness, people[0]))
    assert notices(harness) == [(1, 5 * DOLLAR, "balance_too_low")]


def test_a_removal_ends_it(harness: BillingHarness) -> None:
    """Who joins again has none, before and after its day."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=60)
    )
    harness.deliver_events(joined(MEMBER, revision=61))
    assert view(harness)["amount"] is None
    give(harness, day)
    assert (given_to(harness), harness.items("ALLOWANCE")) == (0, [])


def test_a_hand_over_keeps_it_and_dissolving_ends_it(harness: BillingHarness) -> None:
    """The new owner's team gives it; a team that has gone gives nothing, and is looked at no more."""
    rich(harness)
    allow(harness)
    day = next_day(harness)
    harness.deliver_events(*handed_over(revision=60))
    give(harness, day)
    assert given_to(harness) == 5 * DOLLAR
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=ADMIN, revision=90))
    give(harness, day + timedelta(days=40))
    give(harness, day + timedelta(days=41))
    assert (given_to(harness), harness.items("ALLOWANCE"), notices(harness)) == (5 * DOLLAR, [], [])


def test_many_are_given_by_pages(harness: BillingHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page is a transaction, with two months for each where one was missed."""
    monkeypatch.setattr(give_allowances, "_AT_ONCE", 2)
    rich(harness)
    people = [f"acc_p{number}" for number in range(5)]
    harness.deliver_events(*(joined(one) for one in people))
    rows = [{"user_id": one, "amount": "1.00"} for one in people]
    assert {one["status"] for one in harness.ask(BATCH, body={"allowances": rows}).body["results"]} == {200}
    give(harness, next_day(harness, people[0]) + timedelta(days=32))
    assert {given_to(harness, one) for one in people} == {2 * DOLLAR}
    harness.assert_books_right()


@pytest.mark.parametrize("at_call", range(1, 12))
def test_a_crash_gives_nothing_twice(harness: BillingHarness, at_call: int) -> None:
    """Killed at any call, the round that is delivered again gives each month once."""
    rich(harness)
    for who in (MEMBER, ADMIN):
        allow(harness, to=who)
    event = AllowancesDue(team_id=TEAM, as_of=next_day(harness))
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash):
        harness.deliver_event(event, event_id="evt_round")
    harness.deliver_events(event)
    assert (given_to(harness), given_to(harness, ADMIN)) == (5 * DOLLAR, 5 * DOLLAR)
    harness.assert_books_right()


def test_rows_are_set_and_stopped_on_their_own(harness: BillingHarness) -> None:
    """Null stops one; who is not on the team and what is no amount harm no other row."""
    rows = [
        {"user_id": MEMBER, "amount": "2.00"},
        {"user_id": STRANGER, "amount": "2.00"},
        {"user_id": ADMIN, "amount": "0"},
        {"user_id": ADMIN, "amount": None},
        "no row",
    ]
    reply = harness.ask(BATCH, body={"allowances": rows})
    assert [one["status"] for one in reply.body["results"]] == [200, 404, 422, 200, 422]
    with counted(aws.client("dynamodb")) as calls:
        seen = harness.ask(SEE, query={"user_ids": f"{MEMBER},{ADMIN}"}).body["items"]
    assert calls.made == ["BatchGetItem"]
    assert [(one["allowance"] or {}).get("amount") for one in seen] == ["2.00", None]
    assert view(harness, MEMBER, as_=MEMBER)["amount"]["amount"] == "2.00"
