"""The life of a number across billing and numbers, with PayPal and the carrier simulated (N2, N5, B8)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from contracts.identity import AccountRegistered
from contracts.teams import MemberJoined, MemberRemoved, TeamOpened
from kernel import clock, ids
from simulators.paypal import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID
from simulators.telnyx import API_KEY
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.carrier import RunningCarrier, at_carrier, one_carrier
from tests.events import enveloped
from tests.in_process import InProcessServices, build_services, mails
from tests.paypal import RunningPayPal, at_paypal, one_paypal

__all__ = ["at_carrier", "at_paypal", "one_carrier", "one_paypal"]

PORTAL = "http://localhost:8080"
Buyer = Callable[..., dict[str, Any]]


@pytest.fixture
def team() -> str:
    """Return the id of a team."""
    return ids.new_id("team")


@pytest.fixture
def owner() -> str:
    """Return the id of its owner's account."""
    return ids.new_id("acc")


@pytest.fixture
def member() -> str:
    """Return the id of a member's account."""
    return ids.new_id("acc")


@pytest.fixture
def world(
    moto_aws: None, at_paypal: RunningPayPal, at_carrier: RunningCarrier, team: str, owner: str, member: str
) -> Iterator[InProcessServices]:
    """Yield billing and numbers with a team of two, whose owner has a wallet."""
    paypal = {
        "PAYPAL_URL": at_paypal.url,
        "PAYPAL_WEBHOOK_ID": WEBHOOK_ID,
        "PAYPAL_CERT_HOSTS": "127.0.0.1",
        "PAYPAL_ROOTS": at_paypal.simulator.certificates.trusted_root(),
        "NEW_WALLET_USD": "100000",
        "PORTAL_URL": PORTAL,
        "APP_OPEN_LINK": "teamline://business/transfer",
    }
    telnyx = {"CARRIER_URL": at_carrier.url, "CARRIER_PUBLIC_KEY": PUBLIC_KEY, "PORTAL_URL": PORTAL}
    secrets = {
        "billing": {"paypal_client_id": CLIENT_ID, "paypal_client_secret": CLIENT_SECRET},
        "numbers": {"carrier_api_key": API_KEY},
    }
    world = build_services(("billing", "numbers"), {"billing": paypal, "numbers": telnyx}, secrets)
    for number, account in enumerate((owner, member)):
        registered = AccountRegistered(
            account_id=account, phone_number=f"+1415555010{number}", name="Rosa", email=f"{account}@example.com"
        )
        world.deliver(enveloped(registered))
    world.deliver(enveloped(TeamOpened(team_id=team, owner_id=owner, name="Rosa's")))
    for account, role in ((owner, "owner"), (member, "member")):
        about: dict[str, Any] = {"team_id": team, "account_id": account, "role": role}
        world.deliver(enveloped(MemberJoined(**about, invitation_id=None, credits=0, revision=1)))
    _attach(world, at_paypal, owner)
    yield world
    world.empty()


@pytest.fixture
def buys(world: InProcessServices, at_carrier: RunningCarrier, owner: str) -> Buyer:
    """Return a function that buys a number and delivers the carrier's webhooks."""

    def buy(as_: str = owner, **more: Any) -> dict[str, Any]:
        found = world.call("GET /v1/numbers/available", as_=as_, query={"area_code": "212", "limit": "1"})
        body = {"phone_number": found.body["items"][0]["phone_number"], "plan_id": "local_monthly"} | more
        reply = world.call("POST /v1/numbers", as_=as_, body=body)
        assert reply.status == 202, reply
        world.settle()
        orders = len(at_carrier.books()["orders"])
        for delivery in at_carrier.listener.wait_for(lambda heard: len(heard) >= orders):
            assert world.deliver_events("numbers", "POST /webhooks/carrier", delivery.headers, delivery.body) == 200
        world.settle()
        return see(world, as_, reply.body["number_id"])

    return buy


def see(world: InProcessServices, as_: str, number_id: str) -> dict[str, Any]:
    """Return a number as a caller sees it."""
    reply = world.call("GET /v1/numbers/{id}", as_=as_, path={"id": number_id})
    assert reply.status == 200, reply
    return dict(reply.body)


def at(text: str, **later: float) -> str:
    """Return an instant some time after another."""
    return clock.to_text(clock.from_text(text) + timedelta(**later))


def test_a_number_is_bought(buys: Buyer, at_paypal: RunningPayPal) -> None:
    """A number is chosen, paid once, ordered and active, on a plan that is paid for a month."""
    number = buys()
    assert number["status"] == "active"
    assert number["plan"]["plan_id"] == "local_monthly"
    assert [it["amount"] for it in at_paypal.captures()] == ["1.00"]


def test_a_failed_order_is_refunded_automatically(
    world: InProcessServices, buys: Buyer, owner: str, at_carrier: RunningCarrier
) -> None:
    """If the carrier fails, the payment is refunded and the owner notified (N2)."""
    at_carrier.behave(outcome="failure", delay_seconds=0)
    number = buys()
    assert (number["status"], number["reason"]) == ("failed", "carrier_failed")
    (payment,) = world.call("GET /v1/payments", as_=owner).body["items"]
    assert (payment["status"], payment["returned"]["amount"]) == ("refunded", "1.00")
    assert any("could not be set up" in mail for mail in mails(f"{owner}@example.com"))


def test_a_purchase_that_paypal_declines_fails_with_the_reason(
    world: InProcessServices, owner: str, at_paypal: RunningPayPal, at_carrier: RunningCarrier
) -> None:
    """Nothing is charged or ordered, and the buyer sees why."""
    at_paypal.control("behaviour", charge="declined")
    found = world.call("GET /v1/numbers/available", as_=owner, query={"limit": "1"}).body["items"][0]
    body = {"phone_number": found["phone_number"], "plan_id": "local_monthly"}
    number_id = world.call("POST /v1/numbers", as_=owner, body=body).body["number_id"]
    world.settle()
    number = see(world, owner, number_id)
    assert number["status"] == "failed"
    assert number["reason"]
    assert at_carrier.books()["orders"] == []


def test_past_due_suspends_and_a_retry_reactivates(
    world: InProcessServices, buys: Buyer, owner: str, at_paypal: RunningPayPal
) -> None:
    """If the renewal fails, the number is suspended; paid on day 1, it is active again."""
    number = buys()
    at_paypal.control("behaviour", charge="declined")
    world.run_job("billing", "renew_plans", number["paid_through"])
    world.settle()
    assert see(world, owner, number["number_id"])["status"] == "suspended"
    world.run_job("billing", "renew_plans", at(number["paid_through"], days=1))
    world.settle()
    after = see(world, owner, number["number_id"])
    assert after["status"] == "active"
    assert after["paid_through"] > number["paid_through"]


def test_a_cancelled_number_is_reserved_for_thirty_days(
    world: InProcessServices, buys: Buyer, owner: str, at_carrier: RunningCarrier
) -> None:
    """A canceled number works to the end of the paid period, is reserved for 30 days, and is then released."""
    number = buys()
    path = {"id": number["number_id"]}
    assert world.call("DELETE /v1/numbers/{id}", as_=owner, path=path).status == 204
    world.settle()
    assert see(world, owner, number["number_id"])["ends"]
    world.run_job("billing", "renew_plans", number["paid_through"])
    world.settle()
    assert see(world, owner, number["number_id"])["status"] == "releasing"
    world.run_job("numbers", "release_numbers", at(number["paid_through"], days=29.9))
    world.settle()
    assert see(world, owner, number["number_id"])["status"] == "releasing"
    world.run_job("numbers", "release_numbers", at(number["paid_through"], days=30.1))
    world.settle()
    assert see(world, owner, number["number_id"])["status"] == "released"
    assert [it["status"] for it in at_carrier.books()["numbers"]] == ["deleted"]


def test_buying_a_plan_in_the_reserve_restores_the_number(
    world: InProcessServices, buys: Buyer, owner: str, at_paypal: RunningPayPal, at_carrier: RunningCarrier
) -> None:
    """A number is quoted, paid and restored out of its reserve, without another order at the carrier (N5)."""
    number = buys()
    path = {"id": number["number_id"]}
    world.call("DELETE /v1/numbers/{id}", as_=owner, path=path)
    world.settle()
    world.run_job("billing", "renew_plans", number["paid_through"])
    world.settle()
    restore = "POST /v1/numbers/{id}/restore"
    quote = world.call(restore, as_=owner, path=path, body={"plan_id": "local_yearly"}, query={"dry_run": "true"})
    assert quote.body["total_now"]["amount"] == "10.00"
    assert world.call(restore, as_=owner, path=path, body={"plan_id": "local_yearly"}).status == 202
    assert world.call(restore, as_=owner, path=path, body={}).body["code"] == "being_restored"
    world.settle()
    after = see(world, owner, number["number_id"])
    assert (after["status"], after["plan"]["plan_id"]) == ("active", "local_yearly")
    assert after["subscription_id"] != number["subscription_id"]
    assert sorted(it["amount"] for it in at_paypal.captures()) == ["1.00", "10.00"]
    assert len(at_carrier.books()["orders"]) == 1


def test_a_cancelled_number_can_be_kept(world: InProcessServices, buys: Buyer, owner: str) -> None:
    """While its plan runs, restoring a canceled number costs nothing."""
    number = buys()
    path = {"id": number["number_id"]}
    world.call("DELETE /v1/numbers/{id}", as_=owner, path=path)
    world.settle()
    quote = world.call("POST /v1/numbers/{id}/restore", as_=owner, path=path, body={}, query={"dry_run": "true"})
    assert quote.body["total_now"]["amount"] == "0.00"
    assert world.call("POST /v1/numbers/{id}/restore", as_=owner, path=path, body={}).body["ends"] is False
    world.settle()
    world.run_job("billing", "renew_plans", number["paid_through"])
    world.settle()
    assert see(world, owner, number["number_id"])["status"] == "active"


def test_a_member_who_leaves_takes_a_number_along(
    world: InProcessServices, buys: Buyer, owner: str, member: str, team: str, at_paypal: RunningPayPal
) -> None:
    """A number that is handed over belongs to the member with its paid time, and so does the next renewal (T8)."""
    number = buys(user_id=member)
    gone = MemberRemoved(team_id=team, account_id=member, reason="removed", numbers="hand_over", revision=2)
    world.deliver(enveloped(gone))
    world.settle()
    after = see(world, member, number["number_id"])
    assert (after["holder"], after["status"], after["paid_through"]) == ("user", "active", number["paid_through"])
    (plan,) = world.call("GET /v1/subscriptions", as_=member).body["items"]
    assert plan["payer"] == "self"
    world.run_job("billing", "renew_plans", number["paid_through"])
    world.settle()
    assert see(world, member, number["number_id"])["status"] == "suspended"
    _attach(world, at_paypal, member)
    world.run_job("billing", "renew_plans", at(number["paid_through"], days=1))
    world.settle()
    assert see(world, member, number["number_id"])["status"] == "active"


def _attach(world: InProcessServices, paypal: RunningPayPal, account: str) -> None:
    urls = {"return_url": f"{PORTAL}/ok", "cancel_url": f"{PORTAL}/no", "payer": "self"}
    setup = world.call("POST /v1/billing/payment-method", as_=account, body=urls).body["setup_id"]
    approved = paypal.approve(setup)
    confirm = "POST /v1/billing/payment-method/{setup_id}/confirm"
    assert world.call(confirm, as_=account, path={"setup_id": setup}, body=approved).status == 200
    world.settle()
