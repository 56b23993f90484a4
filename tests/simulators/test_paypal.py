"""The simulated PayPal behaves as PayPal does, and fails as the control has set."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from kernel.clock import now
from services.billing.paypal import PayPal, Wallet
from simulators.paypal.certificates import Certificates
from simulators.paypal.deliveries import serialize
from simulators.paypal.notifications import member_text
from simulators.paypal.state import PayPalState
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet
from tests.stand_in import Heard

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


def _types(received: list[Heard]) -> list[str]:
    return [json.loads(one.body)["event_type"] for one in received]


def _page(at_paypal: RunningPayPal, client: PayPal) -> str:
    back = ("https://portal.test/ok?state=s%201", "https://portal.test/no")
    return client.start_vaulting("start", *back).approve_url


def test_the_approval_page_asks_in_plain_words(at_paypal: RunningPayPal, client: PayPal) -> None:
    """The page names the merchant and the purpose, and has two buttons."""
    page = requests.get(_page(at_paypal, client), timeout=5)
    assert page.ok
    assert '<html lang="en">' in page.text
    assert "Pay Teamline with this wallet?" in page.text
    assert [word in page.text for word in ('value="approve"', 'value="cancel"')] == [True, True]


@pytest.mark.parametrize(
    ("decision", "leads_to", "status"),
    [("approve", "https://portal.test/ok", "APPROVED"), ("cancel", "https://portal.test/no", "PAYER_ACTION_REQUIRED")],
)
def test_a_button_leads_back(
    at_paypal: RunningPayPal, client: PayPal, decision: str, leads_to: str, status: str
) -> None:
    """The browser returns to our URL with our and PayPal's parameters, by button or by control."""
    page = _page(at_paypal, client)
    setup_id = page.rsplit("/", 1)[-1]
    answer = requests.post(page, data={"decision": decision}, allow_redirects=False, timeout=5)
    there = answer.headers["location"]
    assert (answer.status_code, there.split("?")[0]) == (303, leads_to)
    query = parse_qs(urlsplit(there).query)
    assert query["approval_token_id"] == [setup_id]
    assert query.get("state", ["s 1"]) == ["s 1"]
    assert at_paypal.control(f"approvals/{setup_id}", decision=decision) == {"status": status, "redirect": there}


def test_a_complete_approval_cannot_be_approved_again(at_paypal: RunningPayPal, client: PayPal) -> None:
    """The page answers 404 for an approval that is complete."""
    page = _page(at_paypal, client)
    requests.post(page, data={"decision": "approve"}, allow_redirects=False, timeout=5)
    assert requests.get(page, timeout=5).status_code == 404


def test_webhooks_are_duplicated_if_set(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Duplicates are the same event in different transmissions."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.control("delivery", duplicate=2)
    client.charge(attempt(wallet.token))
    received = at_paypal.listener.wait_for(lambda received: len(received) == 4)[1:]
    assert len({json.loads(one.body)["id"] for one in received}) == 1
    assert len({one.headers["paypal-transmission-id"] for one in received}) == 3


def test_deliveries_are_listed(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Every attempt is listed with its event, status and time, until a reset."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.listener.answers.append(503)
    at_paypal.control("delivery", retry_seconds=0.01)
    client.charge(attempt(wallet.token))
    at_paypal.listener.wait_for(lambda received: len(received) == 3)
    attempts = at_paypal.deliveries("PAYMENT.CAPTURE.COMPLETED", 2)
    assert [one["status"] for one in attempts] == [503, 200]
    assert len({one["event_id"] for one in attempts}) == 1
    assert all(one["milliseconds"] > 0 for one in attempts)
    at_paypal.control("reset")
    assert at_paypal.deliveries("PAYMENT.CAPTURE.COMPLETED", 0) == []


def test_webhooks_cross_if_set(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """The refund's webhook arrives before the capture's."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.control("delivery", reorder=True)
    charge = client.charge(attempt(wallet.token))
    client.refund(charge.capture_id or "", "f1", 10_000, "Sorry")
    received = at_paypal.listener.wait_for(lambda received: len(received) == 3)[1:]
    assert _types(received) == ["PAYMENT.CAPTURE.REFUNDED", "PAYMENT.CAPTURE.COMPLETED"]


def test_a_webhook_held_back_comes_in_the_end(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """A webhook that is held back is delivered even if no other one overtakes it."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.control("delivery", reorder=True)
    client.charge(attempt(wallet.token))
    at_paypal.listener.wait_for(lambda received: len(received) == 2)


def test_dropped_webhooks_are_listed(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """A dropped webhook never arrives, but its event can be listed."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.control("delivery", drop=True)
    client.charge(attempt(wallet.token))
    hour = timedelta(hours=1)
    listed = [event["event_type"] for event in client.listed(now() - hour, now() + hour)]
    assert "PAYMENT.CAPTURE.COMPLETED" in listed
    at_paypal.control("delivery")
    client.charge(attempt(wallet.token, 2))
    assert len(at_paypal.listener.wait_for(lambda received: len(received) >= 2)) == 2


def test_a_webhook_is_sent_again_until_it_is_accepted(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """A webhook is sent again until it is answered with 2xx."""
    at_paypal.listener.wait_for(lambda received: len(received) == 1)
    at_paypal.control("delivery", retry_seconds=0.01)
    at_paypal.listener.answers += [503, 401, 500]
    client.charge(attempt(wallet.token))
    received = at_paypal.listener.wait_for(lambda received: len(received) == 5)
    assert len({json.loads(one.body)["id"] for one in received[1:]}) == 1


def test_odd_bytes_do_not_survive_rewriting() -> None:
    """Odd bytes change when they are parsed and serialized again; the event is the same."""
    event = {"id": "WH-1", "amount": "1.00", "name": "Zoë"}
    odd = serialize(event, odd=True)
    assert json.dumps(json.loads(odd)).encode() != odd
    assert {name: json.loads(odd)[name] for name in event} == event
    assert json.loads(serialize(event, odd=False)) == event


@pytest.mark.parametrize("text", ['{"a": {"x": 1}, "x" :  {"b" : 1.0 } }', '{"x":{"b" : 1.0 },"y":2}'])
def test_a_members_very_characters_are_found(text: str) -> None:
    """The member is returned exactly as it was written."""
    assert member_text(text, "x") == '{"b" : 1.0 }'


def test_request_ids_are_forgotten_as_paypal_forgets_them() -> None:
    """Wallets after 3 hours, orders after 6, refunds after 45 days."""
    clock = [now()]
    world = PayPalState(lambda: clock[0])
    for kind in ("vault", "orders", "refunds"):
        world.remember(kind, "r", "made")
    seen = {}
    for hours in (2.9, 3.1, 5.9, 6.1, 45 * 24 - 1, 45 * 24 + 1):
        clock[0] = now() + timedelta(hours=hours)
        seen[hours] = [kind for kind in ("vault", "orders", "refunds") if world.remembered(kind, "r")]
    assert list(map(len, seen.values())) == [3, 2, 2, 1, 1, 0]


def test_the_root_lasts_and_the_rest_does_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A client that trusts the root still does after a restart."""
    folder = tmp_path_factory.mktemp("trust")
    first, second = Certificates(folder), Certificates(folder)
    assert first.trusted_root() == second.trusted_root()
    assert first.chain != second.chain


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("behaviour", {"charge": "sometimes"}),
        ("behaviour", {"chrage": "completed"}),
        ("delivery", {"drop_all": True}),
        ("events", {"type": "miracle"}),
        ("events", {"type": "refunded", "capture_id": "NONE"}),
        ("approvals/NONE", {"decision": "approve"}),
    ],
)
def test_the_control_says_what_it_does_not_know(at_paypal: RunningPayPal, path: str, asked: dict[str, str]) -> None:
    """A misspelled command is refused, not ignored."""
    answer = requests.post(f"{at_paypal.origin}/_control/paypal/{path}", json=asked, timeout=5)
    assert answer.status_code in (400, 404)
    assert len(answer.text) > 10


def test_only_its_own_client_is_accepted(at_paypal: RunningPayPal) -> None:
    """Wrong credentials and made-up tokens are refused."""
    token = requests.post(f"{at_paypal.url}/v1/oauth2/token", auth=("x", "y"), timeout=5)
    order = requests.get(f"{at_paypal.url}/v2/checkout/orders/1", headers={"authorization": "Bearer x"}, timeout=5)
    assert (token.status_code, token.json()["error"]) == (401, "invalid_client")
    assert (order.status_code, order.json()["name"]) == (401, "AUTHENTICATION_FAILURE")


def test_a_mock_response_is_given_as_asked(at_paypal: RunningPayPal, wallet: Wallet) -> None:
    """PayPal's own header for testing refusals works."""
    bearer = next(iter(at_paypal.simulator.state.bearers))
    said = {
        "authorization": f"Bearer {bearer}",
        "PayPal-Request-Id": "m1",
        "PayPal-Mock-Response": '{"mock_application_codes": "TRANSACTION_REFUSED"}',
    }
    body = {
        "intent": "CAPTURE",
        "purchase_units": [{"amount": {"currency_code": "USD", "value": "1.00"}}],
        "payment_source": {"paypal": {"vault_id": wallet.token}},
    }
    answer = requests.post(f"{at_paypal.url}/v2/checkout/orders", json=body, headers=said, timeout=5)
    assert (answer.status_code, answer.json()["details"][0]["issue"]) == (422, "TRANSACTION_REFUSED")


def test_reset_forgets_everything(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """Money, wallets and set outcomes are gone."""
    client.charge(attempt(wallet.token))
    at_paypal.control("behaviour", charge="declined", times=9)
    at_paypal.control("reset")
    assert at_paypal.captures() == []
    assert client.wallet(wallet.token) is None
    assert at_paypal.simulator.behavior.charges.times == 0
