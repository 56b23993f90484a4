"""Two webhooks that PayPal really signed, in 2015 and 2016: they pass at their time, and altered ones do not."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kernel.providers.errors import ForgedError
from services.billing.paypal.webhook_signatures import Signatures, UncheckableError

_SAMPLES = Path(__file__).parents[4] / "shared/outside/paypal/samples/signed"
_LEAF, _ABOVE, _ROOT = (
    "CERT-360caa42-fca2a594-a5cafa77.pem",
    "DigiCertSHA2ExtendedValidationServerCA.pem",
    "DigiCertHighAssuranceEVRootCA.pem",
)
_DELIVERIES = ("paypal_node_sdk_2016_sale_completed.json", "paypal_python_sdk_2015_sale_completed.json")


@pytest.fixture(autouse=True)
def _samples() -> None:
    if not _SAMPLES.exists():
        pytest.skip(f"PayPal's signed deliveries are not here: {_SAMPLES}")


def _text(name: str) -> str:
    return (_SAMPLES / name).read_text(encoding="utf-8")


@pytest.fixture
def certificate_url() -> Iterator[str]:
    """Return the address, on this machine, of PayPal's genuine certificate and the one above it."""

    class Serve(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write((_text(_LEAF) + _text(_ABOVE)).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77"
    server.shutdown()
    server.server_close()


def _delivery(name: str, certificate_url: str) -> tuple[dict[str, str], bytes, dict[str, Any]]:
    said = json.loads(_text(name))
    return said["headers"] | {"PAYPAL-CERT-URL": certificate_url}, said["raw_body"].encode(), said


def _signatures(said: dict[str, Any], roots: str, *, years_later: int = 0) -> Signatures:
    sent = datetime.fromisoformat(said["headers"]["PAYPAL-TRANSMISSION-TIME"])
    then = sent.replace(year=sent.year + years_later)
    return Signatures(said["webhook_id"], "127.0.0.1", roots, _does_not_know, now=lambda: then)


def _does_not_know(headers: object, raw: bytes, webhook_id: str) -> bool:
    raise UncheckableError("asked")


@pytest.mark.parametrize("name", _DELIVERIES)
def test_what_paypal_really_signed_passes(certificate_url: str, name: str) -> None:
    """By the certificate of its time, vouched for by DigiCert's root."""
    headers, raw, said = _delivery(name, certificate_url)
    _signatures(said, _text(_ROOT)).verify(headers, raw)


@pytest.mark.parametrize("name", _DELIVERIES)
@pytest.mark.parametrize(
    "alter",
    [
        lambda raw: raw.replace(b"USD", b"EUR", 1),
        lambda raw: raw + b" ",
        lambda raw: json.dumps(json.loads(raw)).encode(),
    ],
)
def test_what_was_altered_does_not(certificate_url: str, name: str, alter: Any) -> None:
    """One word, one blank, or only rewritten."""
    headers, raw, said = _delivery(name, certificate_url)
    with pytest.raises(ForgedError):
        _signatures(said, _text(_ROOT)).verify(headers, alter(raw))


def test_one_deliverys_signature_does_not_fit_the_other(certificate_url: str) -> None:
    """Same certificate, other words."""
    headers, _, said = _delivery(_DELIVERIES[0], certificate_url)
    _, raw, _ = _delivery(_DELIVERIES[1], certificate_url)
    with pytest.raises(ForgedError):
        _signatures(said, _text(_ROOT)).verify(headers, raw)


def test_an_expired_certificate_is_not_enough(certificate_url: str) -> None:
    """Today a certificate of 2015 is not trusted by itself: PayPal is asked."""
    headers, raw, said = _delivery(_DELIVERIES[0], certificate_url)
    with pytest.raises(UncheckableError):
        _signatures(said, _text(_ROOT), years_later=10).verify(headers, raw)


def test_a_chain_without_its_root_is_not_enough(certificate_url: str) -> None:
    """The certificate above alone vouches for nothing."""
    headers, raw, said = _delivery(_DELIVERIES[0], certificate_url)
    with pytest.raises(UncheckableError):
        _signatures(said, "").verify(headers, raw)
