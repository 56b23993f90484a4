"""Attaching a PayPal wallet, replacing it, detaching it, and whose it is (B1, T1)."""

from contracts.identity import AccountClosed, AccountRegistered
from contracts.teams import MemberRoleChanged, TeamHandedOver
from services.billing.domain.approval import state_of
from simulators.paypal import CLIENT_SECRET
from tests.services.billing.harness import ADMIN, MEMBER, OWNER, PORTAL, STRANGER, TEAM, BillingHarness, handed_over

START, CONFIRM = "POST /v1/billing/payment-method", "POST /v1/billing/payment-method/{setup_id}/confirm"
URLS = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no"}


def tokens(harness: BillingHarness) -> list[str]:
    """Return the tokens that we hold."""
    return [item["token"] for item in harness.items("METHOD")]


def test_an_approval_must_be_given_first(harness: BillingHarness) -> None:
    """Confirming too early, or after a no, is a 409; nothing is attached."""
    setup = harness.ask(START, body=URLS).body
    state = {"state": state_of(harness.items("SETUP")[0]["request_id"], CLIENT_SECRET)}
    reply = harness.ask(CONFIRM, path={"setup_id": setup["setup_id"]}, body=state)
    assert (reply.status, reply.body["code"]) == (409, "not_approved")
    harness.paypal.control(f"approvals/{setup['setup_id']}", decision="cancel")
    assert harness.ask(CONFIRM, path={"setup_id": setup["setup_id"]}, body=state).status == 409
    assert tokens(harness) == []


def test_confirming_again_is_the_same_wallet(harness: BillingHarness) -> None:
    """A lost answer is asked for again; there is one wallet."""
    setup = harness.ask(START, body=URLS).body
    approved = harness.paypal.approve(setup["setup_id"])
    replies = [harness.ask(CONFIRM, path={"setup_id": setup["setup_id"]}, body=approved) for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 200]
    assert len(tokens(harness)) == 1
    assert harness.ask("GET /v1/billing").body["payment_method"] == replies[0].body


def test_an_approval_belongs_to_the_account_that_started_it(harness: BillingHarness) -> None:
    """Another person's approval is not found."""
    setup = harness.ask(START, body=URLS).body
    approved = harness.paypal.approve(setup["setup_id"])
    assert harness.ask(CONFIRM, STRANGER, path={"setup_id": setup["setup_id"]}, body=approved).status == 404


def test_a_new_wallet_replaces_the_old_one(harness: BillingHarness) -> None:
    """The old token is deleted at PayPal as well."""
    harness.attach()
    (old,) = tokens(harness)
    harness.attach()
    harness.world.settle()
    assert tokens(harness) != [old]
    assert harness.paypal.client().wallet(old) is None


def test_a_removed_wallet_is_forgotten_at_paypal(harness: BillingHarness) -> None:
    """Nothing can be charged any more, here or there; removing it again is no error."""
    harness.attach()
    (old,) = tokens(harness)
    for _ in range(2):
        assert harness.ask("DELETE /v1/billing/payment-method", query={"confirm": "true"}).status == 204
    harness.world.settle()
    assert harness.paypal.client().wallet(old) is None
    assert harness.buy().body["code"] == "payment_method_required"


def test_an_admin_buys_with_the_owners_wallet_and_cannot_change_it(harness: BillingHarness) -> None:
    """All but the set-up is an admin's; one's own wallet is everybody's own (T1)."""
    harness.attach()
    assert harness.buy("5.00", as_=ADMIN).status == 201
    assert harness.ask(START, ADMIN, body=URLS).status == 403
    assert harness.ask("DELETE /v1/billing/payment-method", ADMIN).status == 403
    assert harness.ask(START, MEMBER, body=URLS).status == 201
    assert harness.buy("5.00", as_=MEMBER).body["code"] == "payment_method_required"


def test_a_handed_over_team_is_paid_by_its_new_owner(harness: BillingHarness) -> None:
    """The old owner's wallet pays for them alone from then on; the balance stays with the team (T9)."""
    harness.attach()
    harness.buy("5.00")
    harness.deliver_events(*handed_over())
    assert harness.buy("5.00", as_=ADMIN).body["code"] == "payment_method_required"
    billing = harness.ask("GET /v1/billing", ADMIN).body
    assert (billing["payer"], billing["payment_method"], billing["balance"]["amount"]) == ("team", None, "5.00")
    assert harness.buy("5.00", as_=OWNER, payer="self").status == 201


def test_an_owner_who_hands_over_and_is_demoted_stays_so(harness: BillingHarness) -> None:
    """Also when the demotion arrives first: they spend nothing of the team's (T1)."""
    harness.attach(ADMIN)
    harness.buy("10.00", as_=ADMIN, payer="self")
    harness.deliver_events(MemberRoleChanged(team_id=TEAM, account_id=OWNER, role="member", revision=3))
    harness.deliver_events(*handed_over())
    assert harness.give("1.00", as_=OWNER).status == 403


def test_of_two_hand_overs_that_cross_the_later_one_pays(harness: BillingHarness) -> None:
    """Handed to the admin and on to the member, in the wrong order: the member's wallet pays (T9)."""
    handed = [(OWNER, ADMIN, 7), (ADMIN, MEMBER, 9)]
    roles = [(OWNER, "admin", 4), (ADMIN, "owner", 4), (ADMIN, "admin", 5), (MEMBER, "owner", 3)]
    for before, after, revision in reversed(handed):
        harness.deliver_events(
            TeamHandedOver(team_id=TEAM, from_account_id=before, to_account_id=after, revision=revision)
        )
    for account_id, role, revision in reversed(roles):
        harness.deliver_events(MemberRoleChanged(team_id=TEAM, account_id=account_id, role=role, revision=revision))
    harness.attach(MEMBER)
    assert harness.buy("5.00", as_=ADMIN).status == 201
    assert harness.ask("DELETE /v1/billing/payment-method", ADMIN, query={"payer": "team"}).status == 403
    assert harness.ask("DELETE /v1/billing/payment-method", MEMBER, query={"payer": "team"}).status == 204


def test_a_closed_account_leaves_no_wallet(harness: BillingHarness) -> None:
    """Its token is deleted, its personal data gone; its money stays, by id (I10)."""
    harness.attach(MEMBER)
    harness.buy("5.00", as_=MEMBER)
    (token,) = tokens(harness)
    harness.deliver_events(AccountClosed(account_id=MEMBER))
    assert (tokens(harness), harness.paypal.client().wallet(token)) == ([], None)
    (account,) = [item for item in harness.items("ACCOUNT") if item["pk"] == f"ACCOUNT#{MEMBER}"]
    assert (account["name"], account["email"], account["phone_number"]) == ("", "", "")
    assert harness.parts(MEMBER) == {"own": 5_000_000}


def test_who_is_closed_stays_forgotten(harness: BillingHarness) -> None:
    """A registration that comes after the closing brings no personal data back (I10)."""
    harness.deliver_events(AccountClosed(account_id="acc_late"))
    harness.deliver_events(
        AccountRegistered(account_id="acc_late", phone_number="+14155550123", name="Lea", email="lea@example.com")
    )
    (account,) = [item for item in harness.items("ACCOUNT") if item["pk"] == "ACCOUNT#acc_late"]
    assert (account["name"], account["email"], account["phone_number"]) == ("", "", "")
