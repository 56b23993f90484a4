"""Credits for people on the team: given, charged where short, taken back, spent in order (B4, B6)."""

from uuid import uuid4

import pytest

from contracts.teams import InvitationRevoked, MemberJoined, MemberRemoved, TeamDissolved
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.payment_fact import RefundFact, RefundStatus
from services.billing.domain.problems import CreditsUsedUp
from services.billing.use_cases.payments.record_payment_fact import record_payment_fact
from services.billing.use_cases.people.follow_people_events import member_removed
from tests.services.billing.harness import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, BillingHarness, invited, money
from tests.services.billing.spending import spend_credits

GIVEN = "given:team_1"


def test_credits_go_from_the_team_to_the_member(harness: BillingHarness) -> None:
    """What is in the balance is given without a charge."""
    harness.attach()
    harness.buy("10.00")
    reply = harness.give("4.00", as_=ADMIN)
    assert (reply.status, reply.body["charged"]["amount"]) == (201, "0.00")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_a_shortfall_is_charged_in_the_same_request(harness: BillingHarness) -> None:
    """What the balance lacks is charged to PayPal, and the whole is the member's (B6)."""
    harness.attach()
    harness.buy("3.00")
    reply = harness.give("10.00", key="k1")
    assert (reply.body["status"], reply.body["charged"]["amount"]) == ("completed", "7.00")
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {GIVEN: 10 * DOLLAR})
    assert harness.give("10.00", key="k1").body == reply.body


def test_a_shortfall_is_quoted_as_it_is_charged(harness: BillingHarness) -> None:
    """The quote names both parts, and charges nothing (B15)."""
    harness.attach()
    harness.buy("3.00")
    quote = harness.give("10.00", query={"dry_run": "true"})
    assert [line["amount"]["amount"] for line in quote.body["lines"]] == ["3.00", "7.00"]
    assert (quote.status, quote.body["total_now"]["amount"]) == (200, "7.00")
    assert harness.parts(MEMBER) == {}


def test_an_api_key_gives_from_the_balance_and_buys_nothing(harness: BillingHarness) -> None:
    """Buying credits is closed to API keys; what is quoted for one is what it can do (decision 093)."""
    harness.attach()
    harness.buy("3.00")
    by_key = {
        "account_id": OWNER,
        "session_id": "key_1",
        "generation": 9,
        "by_key": "key_1",
        "key_team": TEAM,
        "key_scopes": "credits:write",
        "key_pace": 100,
        "key_until": clock.to_epoch(clock.now()) + 3600,
    }
    for query in ({}, {"dry_run": "true"}):
        refused = harness.give("10.00", authorized=by_key, query=query)
        assert (refused.status, refused.body["code"]) == (402, "balance_too_low")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 3 * DOLLAR}, {})
    assert harness.give("3.00", authorized=by_key).status == 201
    assert harness.parts(MEMBER) == {GIVEN: 3 * DOLLAR}


def test_a_key_gives_once_for_ever(harness: BillingHarness) -> None:
    """After its kept answer is gone, the same key still gives nothing twice."""
    harness.attach()
    harness.buy("10.00")
    first = harness.give("4.00", key="k1")
    harness.forget_answers()
    again = harness.give("4.00", key="k1")
    assert (again.status, again.body) == (first.status, first.body)
    harness.forget_answers()
    assert harness.give("5.00", key="k1").body["code"] == "idempotency_key_reused"
    assert harness.parts(MEMBER) == {GIVEN: 4 * DOLLAR}


@pytest.mark.parametrize("user", [STRANGER, "acc_nobody", "acc_../x"])
def test_credits_only_for_people_on_the_team(harness: BillingHarness, user: str) -> None:
    """A person who is not on the team is not found."""
    assert harness.give("1.00", to=user).status in (404, 422)


def test_what_is_unspent_is_taken_back(harness: BillingHarness) -> None:
    """Only what the team gave returns; what the member bought stays theirs (B6)."""
    harness.attach()
    harness.attach(MEMBER)
    harness.buy("10.00")
    harness.buy("2.00", as_=MEMBER)
    harness.give("5.00")
    spend(harness, MEMBER, 1 * DOLLAR)
    reply = harness.ask("DELETE /v1/users/{user_id}/credits", path={"user_id": MEMBER})
    assert (reply.body["from_team"]["amount"], reply.body["own"]["amount"]) == ("0.00", "2.00")
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 9 * DOLLAR}, {"own": 2 * DOLLAR})


def test_the_teams_part_is_spent_first(harness: BillingHarness) -> None:
    """What the team gave goes first, one's own next, and nothing goes below zero (B4)."""
    harness.attach()
    harness.attach(MEMBER)
    harness.buy("3.00")
    harness.give("3.00")
    harness.buy("5.00", as_=MEMBER)
    spend(harness, MEMBER, 4 * DOLLAR)
    assert harness.parts(MEMBER) == {"own": 4 * DOLLAR}
    with pytest.raises(CreditsUsedUp):
        spend(harness, MEMBER, 5 * DOLLAR)
    harness.assert_books_right()


def test_who_goes_leaves_the_teams_credits_and_keeps_their_own(harness: BillingHarness) -> None:
    """Unspent credits of the team return to it, also when joining and leaving cross (T8)."""
    harness.attach()
    harness.attach(MEMBER)
    harness.buy("10.00")
    harness.buy("2.00", as_=MEMBER)
    harness.give("4.00")
    joined = MemberJoined(
        team_id="team_2", account_id=MEMBER, role="member", invitation_id="inv_2", credits=0, revision=3
    )
    harness.deliver_events(joined)
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert (harness.parts(), harness.parts(MEMBER)) == ({"available": 10 * DOLLAR}, {"own": 2 * DOLLAR})
    assert harness.give("1.00").status == 404


def test_a_dissolved_teams_balance_is_its_owners(harness: BillingHarness) -> None:
    """What was paid is never lost: the balance, and what comes back later, goes to the owner (T9)."""
    harness.attach()
    harness.buy("10.00")
    harness.give("4.00")
    harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    harness.deliver_events(
        MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="dissolved", numbers="keep", revision=2)
    )
    assert (harness.parts(), harness.parts(OWNER), harness.parts(MEMBER)) == ({}, {"own": 10 * DOLLAR}, {})
    assert harness.ask("GET /v1/billing").body["payer"] == "self"
    harness.assert_books_right()


def test_credits_given_while_a_member_leaves_are_not_lost(harness: BillingHarness) -> None:
    """Credits that arrive between reading and writing a departure have it decided again (T8)."""
    harness.attach()
    harness.buy("10.00")
    late = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
    member_removed(late, MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=2))
    assert harness.give("4.00").status == 201
    with pytest.raises(Stale):
        late.commit()


def test_a_team_that_owes_pays_that_in_the_same_request(harness: BillingHarness) -> None:
    """The quote names the debt, the charge covers it, and the member has the credits at once (B6, B15)."""
    in_debt(harness)
    quote = harness.give("5.00", query={"dry_run": "true"}).body
    assert (quote["total_now"]["amount"], [line["amount"]["amount"] for line in quote["lines"]]) == (
        "13.00",
        ["8.00", "5.00"],
    )
    given = harness.give("5.00", key="k1").body
    assert (given["charged"]["amount"], given["status"]) == ("13.00", "completed")
    assert (harness.parts(), harness.parts(MEMBER)) == ({}, {"given:team_1": 5 * DOLLAR})
    harness.forget_answers()
    assert harness.give("5.00", key="k1").body == given
    harness.assert_books_right()


def test_an_allocation_used_up_by_a_newer_debt_is_not_given(harness: BillingHarness) -> None:
    """When PayPal takes money back while the charge is pending, the replay says what became of the allocation."""
    harness.attach()
    harness.buy("10.00")
    harness.give("10.00")
    spend(harness, MEMBER, 10 * DOLLAR)
    harness.paypal.control("behaviour", charge="pending")
    assert harness.give("5.00", key="k1").body["status"] == "pending"
    first, second = sorted(harness.items("PAYMENT"), key=lambda it: -it["amount"])
    harness.paypal.control("events", type="reversed", capture_id=first["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    harness.paypal.control("events", type="completed", capture_id=second["capture_id"])
    harness.delivered(2, "PAYMENT.CAPTURE.COMPLETED")
    harness.forget_answers()
    assert harness.give("5.00", key="k1").body["status"] == "not_given"
    assert (harness.parts(), harness.parts(MEMBER)) == ({"owed": -5 * DOLLAR}, {})


def test_what_returns_from_an_invitation_pays_a_debt_first(harness: BillingHarness) -> None:
    """A team that owes has nothing free: a promise that is called off goes to what PayPal took back (B5, T5)."""
    harness.attach()
    harness.buy("10.00")
    harness.deliver_events(invited("inv_1", 6 * DOLLAR))
    with harness.world.inside("billing"):
        taken = RefundFact("ref_1", 10 * DOLLAR, RefundStatus.COMPLETED)
        work = UnitOfWork(harness.table, RequestContext(OWNER, clock.now(), "cor"))
        record_payment_fact(work, harness.items("PAYMENT")[0]["payment_id"], taken)
    assert harness.parts() == {"held": 6 * DOLLAR, "owed": -6 * DOLLAR}
    harness.deliver_event(InvitationRevoked(team_id=TEAM, invitation_id="inv_1"))
    assert harness.parts() == {}
    harness.assert_books_right()


def in_debt(harness: BillingHarness) -> None:
    """Bring the team into debt: 8.00 of its 10.00 are spent, and PayPal has taken all of it back."""
    harness.attach()
    harness.buy("10.00")
    harness.give("8.00")
    spend(harness, MEMBER, 8 * DOLLAR)
    harness.paypal.control("events", type="reversed", capture_id=harness.items("PAYMENT")[0]["capture_id"])
    harness.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert harness.parts() == {"owed": -8 * DOLLAR}


def test_a_part_of_a_cent_is_quoted_as_it_is_charged(harness: BillingHarness) -> None:
    """What the balance gives is never less than nothing, however small the amount; at least 1.00 is charged (B6)."""
    harness.attach()
    harness.buy("1.00")
    harness.give("0.998")
    quote = harness.give("0.005", query={"dry_run": "true"})
    assert (quote.status, quote.body["total_now"]["amount"]) == (200, "1.00")


def test_a_spend_limit_is_kept(harness: BillingHarness) -> None:
    """An admin sets and lifts it; the member sees it."""
    path = {"user_id": MEMBER}
    assert harness.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body=money("5.00"), path=path).status == 200
    seen = harness.ask("GET /v1/users/{user_id}/credits", MEMBER, path={"user_id": "me"})
    assert seen.body["spend_limit"]["amount"] == "5.00"
    harness.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body={"amount": None}, path=path)
    assert harness.ask("GET /v1/users/{user_id}/credits", MEMBER, path=path).body["spend_limit"] is None


def test_a_spend_limit_ends_with_the_team(harness: BillingHarness) -> None:
    """Who has left spends their own credits as they like (T8)."""
    path = {"user_id": MEMBER}
    harness.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body=money("5.00"), path=path)
    harness.deliver_events(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert harness.ask("GET /v1/users/{user_id}/credits", MEMBER, path=path).body["spend_limit"] is None


def spend(harness: BillingHarness, account_id: str, amount: int, cause: str = "") -> None:
    """Spend a person's credits."""
    work = UnitOfWork(harness.table, RequestContext(account_id, clock.now(), "cor"))
    cause = cause or uuid4().hex
    spend_credits(work, account_id=account_id, amount=amount, cause=cause)
    work.commit()
