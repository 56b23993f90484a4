"""Webhooks of the simulated PayPal: genuine ones pass, all others do not, and doubt is settled by asking PayPal."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from kernel.clock import now
from services.billing.paypal import PayPal, Wallet
from services.billing.paypal.webhook_signatures import ForgedError, Signatures, UncheckableError
from services.billing.paypal.webhook_verification import Verification
from simulators.paypal import WEBHOOK_ID
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet
from tests.stand_in import Heard

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]


def _nobody(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
    raise AssertionError("nobody had to be asked")


def _roots(at_paypal: RunningPayPal) -> str:
    return at_paypal.simulator.certificates.trusted_root()


@pytest.fixture
def signatures(at_paypal: RunningPayPal) -> Signatures:
    """Checks offline, and fails if it asks."""
    return Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), _nobody)


@pytest.fixture
def heard(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> Heard:
    """A genuine delivery of a completed capture."""
    client.charge(attempt(wallet.token))
    return at_paypal.listener.wait_for(lambda heard: len(heard) >= 2)[-1]


@pytest.mark.parametrize("odd", [False, True])
def test_a_genuine_delivery_passes_offline(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, signatures: Signatures, *, odd: bool
) -> None:
    """Tidy or odd bytes, the signature is over what came."""
    at_paypal.control("delivery", odd_bytes=odd)
    client.charge(attempt(wallet.token))
    for one in at_paypal.listener.wait_for(lambda heard: len(heard) >= 2):
        signatures.verify(one.headers, one.body)


def test_a_rewritten_delivery_is_forged(
    at_paypal: RunningPayPal, client: PayPal, wallet: Wallet, signatures: Signatures
) -> None:
    """The same JSON in other bytes is not what was signed."""
    at_paypal.control("delivery", odd_bytes=True)
    client.charge(attempt(wallet.token))
    one = at_paypal.listener.wait_for(lambda heard: len(heard) >= 2)[-1]
    with pytest.raises(ForgedError):
        signatures.verify(one.headers, json.dumps(json.loads(one.body)).encode())


@pytest.mark.parametrize("header", ["id", "time", "sig", "cert-url"])
def test_a_delivery_without_a_header_is_forged(signatures: Signatures, heard: Heard, header: str) -> None:
    """All of the headers are needed."""
    headers = {name: value for name, value in heard.headers.items() if not name.endswith(header)}
    with pytest.raises(ForgedError):
        signatures.verify(headers, heard.body)


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
    at_paypal: RunningPayPal, heard: Heard, header: str, value: str
) -> None:
    """Each header is checked or signed; PayPal, if asked, says so as well."""
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), at_paypal.verification().is_genuine)
    with pytest.raises(ForgedError):
        signatures.verify(heard.headers | {header: value}, heard.body)


def test_a_delivery_to_another_webhook_is_forged(at_paypal: RunningPayPal, heard: Heard) -> None:
    """Our webhook's id is ours to say, never the request's."""
    with pytest.raises(ForgedError):
        Signatures("ANOTHER", "127.0.0.1", _roots(at_paypal), _nobody).verify(heard.headers, heard.body)


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
def test_a_certificate_from_elsewhere_is_forged(heard: Heard, address: str) -> None:
    """Only https, only the hosts of the settings, only the one path: in live neither sandbox nor laptop."""
    signatures = Signatures(WEBHOOK_ID, "api.paypal.com,api-m.paypal.com", "", _nobody)
    with pytest.raises(ForgedError):
        signatures.verify(heard.headers | {"paypal-cert-url": address}, heard.body)


def test_a_huge_delivery_is_forged(signatures: Signatures, heard: Heard) -> None:
    """Nothing of PayPal's is a megabyte."""
    with pytest.raises(ForgedError):
        signatures.verify(heard.headers, heard.body + b" " * 1024 * 1024)


def test_a_certificate_that_nobody_vouches_for_is_asked_about(at_paypal: RunningPayPal, heard: Heard) -> None:
    """Without its root trusted, PayPal itself says that the delivery is genuine."""
    Signatures(WEBHOOK_ID, "127.0.0.1", "", at_paypal.verification().is_genuine).verify(heard.headers, heard.body)
    assert at_paypal.exchanges[-1].target.endswith("verify-webhook-signature")


def test_what_paypal_denies_is_forged(at_paypal: RunningPayPal, heard: Heard) -> None:
    """Asked about altered bytes, PayPal says no."""
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", "", at_paypal.verification().is_genuine)
    with pytest.raises(ForgedError):
        signatures.verify(heard.headers, heard.body.replace(b"12.50", b"99.50"))


@pytest.mark.parametrize("tail", [b', "webhook_id": "X"}', b"", b" {}"])
def test_nothing_slips_into_the_question(at_paypal: RunningPayPal, heard: Heard, tail: bytes) -> None:
    """Bytes that are not one whole JSON object are not even asked about."""
    before = len(at_paypal.exchanges)
    raw = heard.body + tail if tail else b"not json"
    assert not at_paypal.verification().is_genuine(heard.headers, raw, WEBHOOK_ID)
    assert len(at_paypal.exchanges) == before


def test_without_certificate_and_without_paypal_nobody_can_tell(heard: Heard) -> None:
    """Then it is neither genuine nor forged: PayPal will send it again."""
    nowhere = Verification("http://127.0.0.1:9", "x", "y")
    headers = heard.headers | {"paypal-cert-url": "http://127.0.0.1:9/v1/notifications/certs/CERT-1"}
    with pytest.raises(UncheckableError):
        Signatures(WEBHOOK_ID, "127.0.0.1", "", nowhere.is_genuine).verify(headers, heard.body)


def test_rubbish_does_not_make_us_flood_paypal(heard: Heard) -> None:
    """At most 30 questions a minute, whatever comes."""
    asked: list[bytes] = []
    signatures = Signatures(WEBHOOK_ID, "127.0.0.1", "", lambda _headers, raw, _id: bool(asked.append(raw)))
    headers = heard.headers | {"paypal-cert-url": "http://127.0.0.1:9/v1/notifications/certs/CERT-1"}
    outcomes: list[type[Exception]] = []
    for _ in range(40):
        with pytest.raises((ForgedError, UncheckableError)) as fault:
            signatures.verify(headers, heard.body)
        outcomes.append(fault.type)
    assert (outcomes.count(ForgedError), outcomes.count(UncheckableError), len(asked)) == (30, 10, 30)


def test_a_certificate_is_fetched_once(at_paypal: RunningPayPal, signatures: Signatures, heard: Heard) -> None:
    """However many deliveries it signs."""
    for _ in range(5):
        signatures.verify(heard.headers, heard.body)
    assert [one.target for one in at_paypal.exchanges].count(at_paypal.certificate_path) == 1


@pytest.mark.parametrize("late", [timedelta(days=-30), timedelta(days=500)])
def test_outside_its_dates_a_certificate_proves_nothing(
    at_paypal: RunningPayPal, heard: Heard, late: timedelta
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
    signatures.verify(heard.headers, heard.body)
    assert asked == [heard.body]


def test_a_delivery_is_good_for_days(signatures: Signatures, at_paypal: RunningPayPal, heard: Heard) -> None:
    """PayPal tries for three days, and an operator may send again later."""
    later = Signatures(WEBHOOK_ID, "127.0.0.1", _roots(at_paypal), _nobody, now=lambda: now() + timedelta(days=30))
    later.verify(heard.headers, heard.body)
    assert datetime.fromisoformat(heard.headers["paypal-transmission-time"]) <= datetime.now(UTC)
