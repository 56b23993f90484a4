"""Webhooks of PayPal's simulator: genuine ones pass, all others do not, and PayPal is asked in case of doubt."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from kernel.clock import now
from kernel.providers.errors import ForgedError
from services.billing.paypal import PayPal, Wallet
from services.billing.paypal.webhook_signatures import Signatures, UncheckableError
from services.billing.paypal.webhook_verification import Verification
from simulators.paypal import WEBHOOK_ID
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet
from tests.running_simulator import ReceivedWebhook

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


def _nobody(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
    raise AssertionError("nobody had to be asked")


def _roots(at_paypal: RunningPayPal) -> str:
    return at_paypal.simulator.certificates.trusted_root()


@pytest.fixture
def signatures(at_paypal: RunningPayPal) -> Signatures:
    """Return a verifier that checks offline, and fails if it asks PayPal."""
    return Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), _nobody)


@pytest.fixture
def delivered(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> ReceivedWebhook:
    """Return a genuine webhook of a completed capture."""
    client.charge(attempt(wallet.token))
    return at_paypal.listener.wait_for(lambda delivered: len(delivered) >= 2)[-1]


@pytest.mark.parametrize("odd", [False, True])
def test_a_genuine_delivery_passes_offline(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, signatures: Signatures, *, odd: bool
) -> None:
    """Tidy or odd bytes, the signature is over what came."""
    at_paypal.control("delivery", odd_bytes=odd)
    client.charge(attempt(wallet.token))
    for one in at_paypal.listener.wait_for(lambda delivered: len(delivered) >= 2):
        signatures.verify(one.headers, one.body)


def test_a_rewritten_delivery_is_forged(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, signatures: Signatures
) -> None:
    """The same JSON in other bytes is not what was signed."""
    at_paypal.control("delivery", odd_bytes=True)
    client.charge(attempt(wallet.token))
    one = at_paypal.listener.wait_for(lambda delivered: len(delivered) >= 2)[-1]
    with pytest.raises(ForgedError):
        signatures.verify(one.headers, json.dumps(json.loads(one.body)).encode())


@pytest.mark.parametrize("header", ["id", "time", "sig", "cert-url"])
def test_a_delivery_without_a_header_is_forged(signatures: Signatures, delivered: ReceivedWebhook, header: str) -> None:
    """All of the headers are needed."""
    headers = {name: value for name, value in delivered.headers.items() if not name.endswith(header)}
    with pytest.raises(ForgedError):
        signatures.verify(headers, delivered.body)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("paypal-transmission-id", "another-id"),
        ("paypal-transmission-id", "a|b"),
        ("paypal-transmission-time", "2026-01-01T00:00:00Z"),
        ("paypal-transmission-time", "yesterday"),
        ("paypal-transmission-sig", base64.b64encode(b"x" * 256).decode()),
        ("paypal-transmission-sig", "*"),
        ("paypal-auth-algo", "SHA1withRSA"),
        ("paypal-auth-algo", "none"),
        ("paypal-auth-algo", ""),
    ],
)
def test_a_delivery_with_another_header_is_forged(
    at_paypal: RunningPayPal, delivered: ReceivedWebhook, header: str, value: str
) -> None:
    """Each header is checked or signed; PayPal, if asked, says so as well."""
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), at_paypal.verification().is_genuine)
    with pytest.raises(ForgedError):
        signatures.verify(delivered.headers | {header: value}, delivered.body)


def test_a_delivery_to_another_webhook_is_forged(at_paypal: RunningPayPal, delivered: ReceivedWebhook) -> None:
    """Our webhook's id is ours to say, never the request's."""
    with pytest.raises(ForgedError):
        Signatures("ANOTHER", "127.0.0.1", _roots(at_paypal), _nobody).verify(delivered.headers, delivered.body)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/v1/notifications/certs/CERT-1",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://user@api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:port/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/../../evil",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?to=evil",
        "https://api.paypal.com/paypal/v1/notifications/certs/CERT-1",
        "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1",
        "http://127.0.0.1:8090/paypal/v1/notifications/certs/CERT-1",
        "file:///v1/notifications/certs/CERT-1",
        "",
    ],
)
def test_a_certificate_from_elsewhere_is_forged(delivered: ReceivedWebhook, address: str) -> None:
    """Only https, only the hosts of the settings, only the one path: in live neither sandbox nor laptop."""
    signatures = Signatures(WEBHOOK_ID, "api.paypal.com,api-m.paypal.com", "", _nobody)
    with pytest.raises(ForgedError):
        signatures.verify(delivered.headers | {"paypal-cert-url": address}, delivered.body)


def test_a_huge_delivery_is_forged(signatures: Signatures, delivered: ReceivedWebhook) -> None:
    """Nothing of PayPal's is a megabyte."""
    with pytest.raises(ForgedError):
        signatures.verify(delivered.headers, delivered.body + b" " * 1024 * 1024)


def test_with_an_untrusted_certificate_paypal_is_asked(at_paypal: RunningPayPal, delivered: ReceivedWebhook) -> None:
    """Without its root trusted, PayPal itself says that the delivery is genuine."""
    Signatures(WEBHOOK_ID, "127.0.0.1", "", at_paypal.verification().is_genuine).verify(
        delivered.headers, delivered.body
    )
    assert at_paypal.exchanges[-1].target.endswith("verify-webhook-signature")


def test_what_paypal_denies_is_forged(at_paypal: RunningPayPal, delivered: ReceivedWebhook) -> None:
    """Asked about altered bytes, PayPal says no."""
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", "", at_paypal.verification().is_genuine)
    with pytest.raises(ForgedError):
        signatures.verify(delivered.headers, delivered.body.replace(b"12.50", b"99.50"))


@pytest.mark.parametrize("tail", [b', "webhook_id": "X"}', b"", b" {}"])
def test_nothing_slips_into_the_question(at_paypal: RunningPayPal, delivered: ReceivedWebhook, tail: bytes) -> None:
    """Bytes that are not one whole JSON object are never sent to PayPal."""
    before = len(at_paypal.exchanges)
    raw = delivered.body + tail if tail else b"not json"
    assert not at_paypal.verification().is_genuine(delivered.headers, raw, WEBHOOK_ID)
    assert len(at_paypal.exchanges) == before


def test_without_certificate_and_without_paypal_it_is_uncheckable(delivered: ReceivedWebhook) -> None:
    """Then it is neither genuine nor forged: PayPal will send it again."""
    nowhere = Verification("http://127.0.0.1:9", "x", "y")
    headers = delivered.headers | {"paypal-cert-url": "http://127.0.0.1:9/v1/notifications/certs/CERT-1"}
    with pytest.raises(UncheckableError):
        Signatures(WEBHOOK_ID, "127.0.0.1", "", nowhere.is_genuine).verify(headers, delivered.body)


def test_forged_webhooks_do_not_make_us_flood_paypal(delivered: ReceivedWebhook) -> None:
    """PayPal is asked at most 30 times a minute, whatever arrives."""
    asked: list[bytes] = []
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", "", lambda _headers, raw, _id: bool(asked.append(raw)))
    headers = delivered.headers | {"paypal-cert-url": "http://127.0.0.1:9/v1/notifications/certs/CERT-1"}
    outcomes: list[type[Exception]] = []
    for _ in range(40):
        with pytest.raises((ForgedError, UncheckableError)) as fault:
            signatures.verify(headers, delivered.body)
        outcomes.append(fault.type)
    assert (outcomes.count(ForgedError), outcomes.count(UncheckableError), len(asked)) == (30, 10, 30)


def test_a_certificate_is_fetched_once(
    at_paypal: RunningPayPal, signatures: Signatures, delivered: ReceivedWebhook
) -> None:
    """However many deliveries it signs."""
    for _ in range(5):
        signatures.verify(delivered.headers, delivered.body)
    assert [one.target for one in at_paypal.exchanges].count(at_paypal.certificate_path) == 1


@pytest.mark.parametrize("late", [timedelta(days=-30), timedelta(days=500)])
def test_outside_its_dates_a_certificate_proves_nothing(
    at_paypal: RunningPayPal, delivered: ReceivedWebhook, late: timedelta
) -> None:
    """Not yet or no longer valid: PayPal is asked."""
    asked: list[bytes] = []
    signatures = Signatures(
        WEBHOOK_ID,
        "127.0.0.1",
        _roots(at_paypal),
        lambda _headers, raw, _id: not asked.append(raw),
        now=lambda: now() + late,
    )
    signatures.verify(delivered.headers, delivered.body)
    assert asked == [delivered.body]


def test_a_delivery_is_good_for_days(
    signatures: Signatures, at_paypal: RunningPayPal, delivered: ReceivedWebhook
) -> None:
    """PayPal tries for three days, and an operator may send again later."""
    later = Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), _nobody, now=lambda: now() + timedelta(days=30))
    later.verify(delivered.headers, delivered.body)
    assert datetime.fromisoformat(delivered.headers["paypal-transmission-time"]) <= datetime.now(UTC)
