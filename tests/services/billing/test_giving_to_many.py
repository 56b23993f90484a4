"""Credits of many people at once: seen in one read, given row by row from the team's balance (B6, T7)."""

from typing import Any

import pytest

from contracts.billing import BalanceFell
from kernel import aws
from tests.faults import Crash, counted, crashing
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, BillingHarness

SEE, GIVE = "GET /v1/users/credits", "POST /v1/users/credits/batch"
GIVEN = "given:team_1"


def given(harness: BillingHarness, *rows: Any, as_: str = OWNER, key: str = "k1") -> list[dict[str, Any]]:
    reply = harness.ask(GIVE, as_, body={"allocations": list(rows)}, headers={"idempotency-key": key})
    assert reply.status == 207, reply
    return list(reply.body["results"])


def row(user_id: str, amount: str) -> dict[str, str]:
    return {"user_id": user_id, "amount": amount}


def test_credits_of_a_page_of_people_are_one_read(harness: BillingHarness) -> None:
    """What each can spend, and whether it is low; who is not on the team is left out."""
    harness.attach()
    harness.buy("10.00")
    harness.give("0.50")
    harness.give("2.00", to=ADMIN)
    with counted(aws.client("dynamodb")) as calls:
        reply = harness.ask(SEE, ADMIN, query={"user_ids": ",".join([MEMBER, ADMIN, OWNER, STRANGER, "acc_none"])})
    assert calls.made == ["BatchGetItem"]
    seen = {one["user_id"]: (one["balance"]["amount"], one["level"]) for one in reply.body["items"]}
    assert seen == {MEMBER: ("0.50", "low"), ADMIN: ("2.00", "enough"), OWNER: ("0.00", "empty")}
    assert harness.ask(SEE, MEMBER, query={"user_ids": MEMBER}).status == 403
    assert harness.ask(SEE, OWNER, query={"user_ids": ",".join(["acc_a"] * 101)}).status == 422


def test_each_row_is_given_or_refused_on_its_own(harness: BillingHarness) -> None:
    """What the balance cannot bear, who is not on the team and what is no amount harm no other row."""
    harness.attach()
    harness.buy("5.00")
    charges = len(harness.paypal.captures())
    results = given(
        harness,
        row(MEMBER, "2.00"),
        row(STRANGER, "1.00"),
        row(ADMIN, "4.00"),
        row(ADMIN, "0"),
        "not an object",
        row(ADMIN, "3.00"),
    )
    assert [one["status"] for one in results] == [201, 404, 402, 422, 422, 201]
    assert results[2]["problem"]["code"] == "balance_too_low"
    assert len(harness.paypal.captures()) == charges
    assert (harness.parts(), harness.parts(MEMBER), harness.parts(ADMIN)) == (
        {},
        {GIVEN: 2 * DOLLAR},
        {GIVEN: 3 * DOLLAR},
    )


def test_a_repeated_key_gives_once(harness: BillingHarness) -> None:
    """The same results, also long after the kept response has ended; a key is required (E6)."""
    harness.attach()
    harness.buy("10.00")
    first = given(harness, row(MEMBER, "2.00"), row(MEMBER, "2.00"))
    assert given(harness, row(MEMBER, "2.00"), row(MEMBER, "2.00")) == first
    harness.forget_answers()
    assert [one["status"] for one in given(harness, row(MEMBER, "2.00"), row(MEMBER, "2.00"))] == [201, 201]
    assert harness.parts(MEMBER) == {GIVEN: 4 * DOLLAR}


@pytest.mark.parametrize(("at_call", "after"), [(3, True), (4, False), (4, True), (5, True)])
def test_a_retry_after_a_crash_gives_nothing_twice(harness: BillingHarness, at_call: int, *, after: bool) -> None:
    """Killed between two rows, the same request goes on behind what is committed."""
    harness.attach()
    harness.buy("10.00")
    rows = [row(MEMBER, "2.00"), row(ADMIN, "3.00")]
    request = {"body": {"allocations": rows}, "headers": {"idempotency-key": "k1"}}
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), pytest.raises(Crash):
        harness.world.call(GIVE, as_=OWNER, **request)
    assert [one["status"] for one in given(harness, *rows)] == [201, 201]
    assert (harness.parts(MEMBER), harness.parts(ADMIN)) == ({GIVEN: 2 * DOLLAR}, {GIVEN: 3 * DOLLAR})


def test_a_fall_between_two_rows_is_noticed(harness: BillingHarness) -> None:
    """Each row is decided by the balance that the row before has left (B7)."""
    harness.attach()
    harness.buy("6.00")
    before = len(harness.events(BalanceFell.__name__))
    given(harness, *[row(MEMBER, "0.50") for _ in range(4)])
    assert len(harness.events(BalanceFell.__name__)) > before
