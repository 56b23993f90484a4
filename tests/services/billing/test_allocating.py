"""Credits for people on the team: given, charged where short, taken back, spent in order (B4, B6)."""

import pytest

from contracts.teams import InvitationRevoked, MemberJoined, MemberRemoved, TeamDissolved
from kernel import clock
from kernel.dynamodb.unit_of_work import RequestContext, UnitOfWork
from kernel.problems import Stale
from services.billing.domain.problems import CreditsUsedUp
from services.billing.use_cases.credits.spend_credits import spend_credits
from services.billing.use_cases.people.follow_people_events import member_removed
from tests.services.billing.shop import ADMIN, DOLLAR, MEMBER, OWNER, STRANGER, TEAM, Shop, invited, money

GIVEN = "given:team_1"


def test_credits_go_from_the_team_to_the_member(shop: Shop) -> None:
    """What is in the balance is given without a charge."""
    shop.attach()
    shop.buy("10.00")
    reply = shop.give("4.00", as_=ADMIN)
    assert (reply.status, reply.body["charged"]["amount"]) == (201, "0.00")
    assert (shop.parts(), shop.parts(MEMBER)) == ({"available": 6 * DOLLAR}, {GIVEN: 4 * DOLLAR})


def test_a_shortfall_is_charged_in_the_same_request(shop: Shop) -> None:
    """What the balance lacks is charged to PayPal, and the whole is the member's (B6)."""
    shop.attach()
    shop.buy("3.00")
    reply = shop.give("10.00", key="k1")
    assert (reply.body["status"], reply.body["charged"]["amount"]) == ("completed", "7.00")
    assert (shop.parts(), shop.parts(MEMBER)) == ({}, {GIVEN: 10 * DOLLAR})
    assert shop.give("10.00", key="k1").body == reply.body


def test_a_shortfall_is_quoted_as_it_is_charged(shop: Shop) -> None:
    """The quote names both parts, and charges nothing (B15)."""
    shop.attach()
    shop.buy("3.00")
    quote = shop.give("10.00", query={"dry_run": "true"})
    assert [line["amount"]["amount"] for line in quote.body["lines"]] == ["3.00", "7.00"]
    assert (quote.status, quote.body["total_now"]["amount"]) == (200, "7.00")
    assert shop.parts(MEMBER) == {}


def test_a_key_gives_once_for_ever(shop: Shop) -> None:
    """After its kept answer is gone, the same key still gives nothing twice."""
    shop.attach()
    shop.buy("10.00")
    first = shop.give("4.00", key="k1")
    shop.forget_answers()
    again = shop.give("4.00", key="k1")
    assert (again.status, again.body) == (first.status, first.body)
    shop.forget_answers()
    assert shop.give("5.00", key="k1").body["code"] == "idempotency_key_reused"
    assert shop.parts(MEMBER) == {GIVEN: 4 * DOLLAR}


@pytest.mark.parametrize("user", [STRANGER, "acc_nobody", "acc_../x"])
def test_credits_only_for_people_on_the_team(shop: Shop, user: str) -> None:
    """A person who is not on the team is not found."""
    assert shop.give("1.00", to=user).status in (404, 422)


def test_what_is_unspent_is_taken_back(shop: Shop) -> None:
    """Only what the team gave returns; what the member bought stays theirs (B6)."""
    shop.attach()
    shop.attach(MEMBER)
    shop.buy("10.00")
    shop.buy("2.00", as_=MEMBER)
    shop.give("5.00")
    spend(shop, MEMBER, 1 * DOLLAR)
    reply = shop.ask("DELETE /v1/users/{user_id}/credits", path={"user_id": MEMBER})
    assert (reply.body["from_team"]["amount"], reply.body["own"]["amount"]) == ("0.00", "2.00")
    assert (shop.parts(), shop.parts(MEMBER)) == ({"available": 9 * DOLLAR}, {"own": 2 * DOLLAR})


def test_the_teams_part_is_spent_first(shop: Shop) -> None:
    """What the team gave goes first, one's own next, and nothing goes below zero (B4)."""
    shop.attach()
    shop.attach(MEMBER)
    shop.buy("3.00")
    shop.give("3.00")
    shop.buy("5.00", as_=MEMBER)
    spend(shop, MEMBER, 4 * DOLLAR)
    assert shop.parts(MEMBER) == {"own": 4 * DOLLAR}
    with pytest.raises(CreditsUsedUp):
        spend(shop, MEMBER, 5 * DOLLAR)
    shop.assert_books_right()


def test_who_goes_leaves_the_teams_credits_and_keeps_their_own(shop: Shop) -> None:
    """Unspent credits of the team return to it, also when joining and leaving cross (T8)."""
    shop.attach()
    shop.attach(MEMBER)
    shop.buy("10.00")
    shop.buy("2.00", as_=MEMBER)
    shop.give("4.00")
    joined = MemberJoined(
        team_id="team_2", account_id=MEMBER, role="member", invitation_id="inv_2", credits=0, revision=3
    )
    shop.hear(joined)
    shop.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert (shop.parts(), shop.parts(MEMBER)) == ({"available": 10 * DOLLAR}, {"own": 2 * DOLLAR})
    assert shop.give("1.00").status == 404


def test_a_dissolved_teams_balance_is_its_owners(shop: Shop) -> None:
    """What was paid is never lost: the balance, and what comes back later, goes to the owner (T9)."""
    shop.attach()
    shop.buy("10.00")
    shop.give("4.00")
    shop.hear(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=2))
    shop.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="dissolved", numbers="keep", revision=2))
    assert (shop.parts(), shop.parts(OWNER), shop.parts(MEMBER)) == ({}, {"own": 10 * DOLLAR}, {})
    assert shop.ask("GET /v1/billing").body["payer"] == "self"
    shop.assert_books_right()


def test_credits_given_while_a_member_leaves_are_not_lost(shop: Shop) -> None:
    """Credits that arrive between reading and writing a departure have it decided again (T8)."""
    shop.attach()
    shop.buy("10.00")
    late = UnitOfWork(shop.table, RequestContext(OWNER, clock.now(), "cor"))
    member_removed(late, MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="removed", numbers="keep", revision=2))
    assert shop.give("4.00").status == 201
    with pytest.raises(Stale):
        late.commit()


def test_a_team_that_owes_pays_that_in_the_same_request(shop: Shop) -> None:
    """The quote names the debt, the charge covers it, and the member has the credits at once (B6, B15)."""
    in_debt(shop)
    quote = shop.give("5.00", query={"dry_run": "true"}).body
    assert (quote["total_now"]["amount"], [line["amount"]["amount"] for line in quote["lines"]]) == (
        "13.00",
        ["8.00", "5.00"],
    )
    given = shop.give("5.00", key="k1").body
    assert (given["charged"]["amount"], given["status"]) == ("13.00", "completed")
    assert (shop.parts(), shop.parts(MEMBER)) == ({}, {"given:team_1": 13 * DOLLAR})
    shop.forget_answers()
    assert shop.give("5.00", key="k1").body == given
    shop.assert_books_right()


def test_an_allocation_used_up_by_a_newer_debt_is_not_given(shop: Shop) -> None:
    """When PayPal takes money back while the charge is pending, the replay says what became of the allocation."""
    shop.attach()
    shop.buy("10.00")
    shop.give("10.00")
    shop.paypal.control("behaviour", charge="pending")
    assert shop.give("5.00", key="k1").body["status"] == "pending"
    first, second = sorted(shop.items("PAYMENT"), key=lambda it: -it["amount"])
    shop.paypal.control("events", type="reversed", capture_id=first["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    shop.paypal.control("events", type="completed", capture_id=second["capture_id"])
    shop.delivered(2, "PAYMENT.CAPTURE.COMPLETED")
    shop.forget_answers()
    assert shop.give("5.00", key="k1").body["status"] == "not_given"
    assert (shop.parts(), shop.parts(MEMBER)) == ({"owed": -5 * DOLLAR}, {"given:team_1": 10 * DOLLAR})


def test_what_returns_from_an_invitation_pays_a_debt_first(shop: Shop) -> None:
    """A team that owes has nothing free: a promise that is called off goes to what PayPal took back (B5, T5)."""
    shop.attach()
    shop.buy("10.00")
    shop.hear(invited("inv_1", 6 * DOLLAR))
    shop.paypal.control("events", type="reversed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert shop.parts() == {"held": 6 * DOLLAR, "owed": -6 * DOLLAR}
    shop.hear(InvitationRevoked(team_id=TEAM, invitation_id="inv_1"))
    assert shop.parts() == {}
    shop.assert_books_right()


def in_debt(shop: Shop) -> None:
    """Bring the team into debt: it has given 8.00 of 10.00, and PayPal has taken all of it back."""
    shop.attach()
    shop.buy("10.00")
    shop.give("8.00")
    shop.paypal.control("events", type="reversed", capture_id=shop.items("PAYMENT")[0]["capture_id"])
    shop.delivered(1, "PAYMENT.CAPTURE.REVERSED")
    assert shop.parts() == {"owed": -8 * DOLLAR}


def test_a_part_of_a_cent_is_quoted_as_it_is_charged(shop: Shop) -> None:
    """What the balance gives is never less than nothing, however small the amount."""
    shop.attach()
    shop.buy("1.00")
    shop.give("0.998")
    quote = shop.give("0.005", query={"dry_run": "true"})
    assert (quote.status, quote.body["total_now"]["amount"]) == (200, "0.01")


def test_a_spend_limit_is_kept(shop: Shop) -> None:
    """An admin sets and lifts it; the member sees it."""
    path = {"user_id": MEMBER}
    assert shop.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body=money("5.00"), path=path).status == 200
    seen = shop.ask("GET /v1/users/{user_id}/credits", MEMBER, path={"user_id": "me"})
    assert seen.body["spend_limit"]["amount"] == "5.00"
    shop.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body={"amount": None}, path=path)
    assert shop.ask("GET /v1/users/{user_id}/credits", MEMBER, path=path).body["spend_limit"] is None


def test_a_spend_limit_ends_with_the_team(shop: Shop) -> None:
    """Who has left spends their own credits as they like (T8)."""
    path = {"user_id": MEMBER}
    shop.ask("PUT /v1/users/{user_id}/spend-limit", ADMIN, body=money("5.00"), path=path)
    shop.hear(MemberRemoved(team_id=TEAM, account_id=MEMBER, reason="left", numbers="keep", revision=2))
    assert shop.ask("GET /v1/users/{user_id}/credits", MEMBER, path=path).body["spend_limit"] is None


def spend(shop: Shop, account_id: str, amount: int) -> None:
    """Spend a person's credits."""
    work = UnitOfWork(shop.table, RequestContext(account_id, clock.now(), "cor"))
    spend_credits(work, account_id=account_id, amount=amount, cause=f"call-{len(shop.items('JOURNAL'))}", what="calls")
    work.commit()
