"""Attaching a PayPal wallet, replacing it, detaching it, and whose it is (B1, T1)."""

from contracts.identity import AccountClosed, AccountRegistered
from contracts.teams import MemberRoleChanged, TeamHandedOver
from tests.services.billing.shop import ADMIN, MEMBER, OWNER, STRANGER, TEAM, Shop, handed_over

START, CONFIRM = "POST /v1/billing/payment-method", "POST /v1/billing/payment-method/{setup_id}/confirm"
URLS = {"return_url": "https://example.com/ok", "cancel_url": "https://example.com/no"}


def tokens(shop: Shop) -> list[str]:
    """Return the tokens that we hold."""
    return [item["token"] for item in shop.items("METHOD")]


def test_an_approval_must_be_given_first(shop: Shop) -> None:
    """Confirming too early, or after a no, is a 409; nothing is attached."""
    setup = shop.ask(START, body=URLS).body
    reply = shop.ask(CONFIRM, path={"setup_id": setup["setup_id"]})
    assert (reply.status, reply.body["code"]) == (409, "not_approved")
    shop.paypal.control(f"approvals/{setup['setup_id']}", decision="cancel")
    assert shop.ask(CONFIRM, path={"setup_id": setup["setup_id"]}).status == 409
    assert tokens(shop) == []


def test_confirming_again_is_the_same_wallet(shop: Shop) -> None:
    """A lost answer is asked for again; there is one wallet."""
    setup = shop.ask(START, body=URLS).body
    shop.paypal.control(f"approvals/{setup['setup_id']}", decision="approve")
    replies = [shop.ask(CONFIRM, path={"setup_id": setup["setup_id"]}) for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert len(tokens(shop)) == 1
    assert shop.ask("GET /v1/billing").body["payment_method"] == replies[0].body


def test_an_approval_belongs_to_the_account_that_started_it(shop: Shop) -> None:
    """Another person's approval is not found."""
    setup = shop.ask(START, body=URLS).body
    shop.paypal.control(f"approvals/{setup['setup_id']}", decision="approve")
    assert shop.ask(CONFIRM, STRANGER, path={"setup_id": setup["setup_id"]}).status == 404


def test_a_new_wallet_replaces_the_old_one(shop: Shop) -> None:
    """The old token is deleted at PayPal as well."""
    shop.attach()
    (old,) = tokens(shop)
    shop.attach()
    shop.world.settle()
    assert tokens(shop) != [old]
    assert shop.paypal.client().wallet(old) is None


def test_a_removed_wallet_is_forgotten_at_paypal(shop: Shop) -> None:
    """Nothing can be charged any more, here or there; removing it again is no error."""
    shop.attach()
    (old,) = tokens(shop)
    for _ in range(2):
        assert shop.ask("DELETE /v1/billing/payment-method", query={"confirm": "true"}).status == 204
    shop.world.settle()
    assert shop.paypal.client().wallet(old) is None
    assert shop.buy().body["code"] == "payment_method_required"


def test_an_admin_buys_with_the_owners_wallet_and_cannot_change_it(shop: Shop) -> None:
    """All but the set-up is an admin's; one's own wallet is everybody's own (T1)."""
    shop.attach()
    assert shop.buy("5.00", as_=ADMIN).status == 201
    assert shop.ask(START, ADMIN, body=URLS).status == 403
    assert shop.ask("DELETE /v1/billing/payment-method", ADMIN).status == 403
    assert shop.ask(START, MEMBER, body=URLS).status == 201
    assert shop.buy("5.00", as_=MEMBER).body["code"] == "payment_method_required"


def test_a_handed_over_team_is_paid_by_its_new_owner(shop: Shop) -> None:
    """The old owner's wallet pays for them alone from then on; the balance stays with the team (T9)."""
    shop.attach()
    shop.buy("5.00")
    shop.hear(*handed_over())
    assert shop.buy("5.00", as_=ADMIN).body["code"] == "payment_method_required"
    billing = shop.ask("GET /v1/billing", ADMIN).body
    assert (billing["payer"], billing["payment_method"], billing["balance"]["amount"]) == ("team", None, "5.00")
    assert shop.buy("5.00", as_=OWNER, payer="self").status == 201


def test_an_owner_who_hands_over_and_is_demoted_stays_so(shop: Shop) -> None:
    """Also when the demotion arrives first: they spend nothing of the team's (T1)."""
    shop.attach(ADMIN)
    shop.buy("10.00", as_=ADMIN, payer="self")
    shop.hear(MemberRoleChanged(team_id=TEAM, account_id=OWNER, role="member", revision=3))
    shop.hear(*handed_over())
    assert shop.give("1.00", as_=OWNER).status == 403


def test_of_two_hand_overs_that_cross_the_later_one_pays(shop: Shop) -> None:
    """Handed to the admin and on to the member, in the wrong order: the member's wallet pays (T9)."""
    handed = [(OWNER, ADMIN, 7), (ADMIN, MEMBER, 9)]
    roles = [(OWNER, "admin", 4), (ADMIN, "owner", 4), (ADMIN, "admin", 5), (MEMBER, "owner", 3)]
    for before, after, revision in reversed(handed):
        shop.hear(TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision))
    for account_id, role, revision in reversed(roles):
        shop.hear(MemberRoleChanged(team_id=TEAM, account_id=account_id, role=role, revision=revision))
    shop.attach(MEMBER)
    assert shop.buy("5.00", as_=ADMIN).status == 201
    assert shop.ask("DELETE /v1/billing/payment-method", ADMIN, query={"payer": "team"}).status == 403
    assert shop.ask("DELETE /v1/billing/payment-method", MEMBER, query={"payer": "team"}).status == 204


def test_a_closed_account_leaves_no_wallet(shop: Shop) -> None:
    """Its token is deleted, its personal data gone; its money stays, by id (I10)."""
    shop.attach(MEMBER)
    shop.buy("5.00", as_=MEMBER)
    (token,) = tokens(shop)
    shop.hear(AccountClosed(account_id=MEMBER))
    assert (tokens(shop), shop.paypal.client().wallet(token)) == ([], None)
    (account,) = [item for item in shop.items("ACCOUNT") if item["pk"] == f"ACCOUNT#{MEMBER}"]
    assert (account["name"], account["email"], account["phone_number"]) == ("", "", "")
    assert shop.parts(MEMBER) == {"own": 5_000_000}


def test_who_is_closed_stays_forgotten(shop: Shop) -> None:
    """A registration that comes after the closing brings no personal data back (I10)."""
    shop.hear(AccountClosed(account_id="acc_late"))
    shop.hear(
        AccountRegistered(account_id="acc_late", phone_number="+14155550123", name="Lea", email="lea@example.com")
    )
    (account,) = [item for item in shop.items("ACCOUNT") if item["pk"] == "ACCOUNT#acc_late"]
    assert (account["name"], account["email"], account["phone_number"]) == ("", "", "")
