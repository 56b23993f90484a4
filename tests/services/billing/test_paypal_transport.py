"""Requests to PayPal: its token, its faults, and what the log contains."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kernel.log import log
from services.billing.paypal import DownError, MoneyStatus, PayPal, RefusedError, UnclearError, Wallet
from tests.paypal import RunningPayPal, at_paypal, attempt, client, one_paypal, wallet

__all__ = ["at_paypal", "client", "one_paypal", "wallet"]

_TOKEN = (200, {"access_token": "A", "expires_in": 32400})
_CAPTURE: dict[str, Any] = {"id": "C1", "status": "COMPLETED", "amount": {"currency_code": "USD", "value": "12.50"}}
_ORDER: dict[str, Any] = {"id": "O1", "status": "COMPLETED", "purchase_units": [{"payments": {"captures": [_CAPTURE]}}]}


class Scripted:
    """A PayPal that sends the given responses in turn, and tokens always."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = []
        self.token: tuple[int, Any] = _TOKEN
        self.asked: list[tuple[str, str, str]] = []
        self.url = ""

    def next(self, method: str, path: str, request_id: str) -> tuple[int, Any]:
        """Return the response to this request."""
        self.asked.append((method, path, request_id))
        return self.token if path.endswith("token") else self.answers.pop(0)

    @property
    def business(self) -> list[tuple[str, str, str]]:
        """Return the requests other than for tokens."""
        return [one for one in self.asked if not one[1].endswith("token")]


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """Start a scripted PayPal on a port of its own."""
    script = Scripted()

    class Serve(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            status, body = script.next(self.command, self.path, self.headers.get("PayPal-Request-Id", ""))
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            if status == 0:
                self.connection.close()
                return
            self.send_response(status)
            self.send_header("Paypal-Debug-Id", f"debug-{status}")
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Serve)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    yield script
    server.shutdown()
    server.server_close()


def _client(scripted: Scripted) -> PayPal:
    return PayPal(scripted.url, "id", "secret")


def test_one_token_serves_many_requests(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """It is fetched once, not for each."""
    for number in range(3):
        client.charge(attempt(wallet.token, number))
    assert [one.target for one in at_paypal.exchanges].count("/v1/oauth2/token") == 1


def test_a_forgotten_token_is_renewed(at_paypal: RunningPayPal, client: PayPal, wallet: Wallet) -> None:
    """A 401 costs one more round, and no second charge."""
    at_paypal.control("behaviour", forget_tokens=True)
    assert client.charge(attempt(wallet.token)).status is MoneyStatus.COMPLETED
    assert len(at_paypal.captures()) == 1


@pytest.mark.parametrize("lives", [300, 0, None, "soon"])
def test_a_token_is_not_used_to_its_last_second(scripted: Scripted, lives: Any) -> None:
    """Five minutes before its end it is renewed; one of unknown life is kept for a minute."""
    scripted.token = (200, {"access_token": "A", "expires_in": lives})
    scripted.answers = [(404, {}), (404, {})]
    paypal = _client(scripted)
    paypal.order("O1")
    paypal.order("O1")
    assert len(scripted.asked) - len(scripted.business) == (2 if isinstance(lives, int) else 1)


def test_a_token_without_a_right_is_renewed_once(scripted: Scripted) -> None:
    """A right that was given after the token was."""
    scripted.answers = [(404, {}), (403, {"name": "NOT_AUTHORIZED"}), (201, _ORDER)]
    paypal = _client(scripted)
    paypal.order("O1")
    assert paypal.charge(attempt("t")).capture_id == "C1"


@pytest.mark.parametrize("refusal", [(401, {"name": "AUTHENTICATION_FAILURE"}), (403, {"name": "NOT_AUTHORIZED"})])
def test_rejected_credentials_have_not_charged(scripted: Scripted, refusal: tuple[int, Any]) -> None:
    """Our credentials, not the payer: down, and asked no further."""
    scripted.answers = [refusal, refusal]
    with pytest.raises(DownError):
        _client(scripted).charge(attempt("t"))
    assert len(scripted.business) == 1


@pytest.mark.parametrize("token", [(401, {"error": "invalid_client"}), (500, b""), (200, b"<html>"), (0, b"")])
def test_without_a_token_nothing_is_sent(scripted: Scripted, token: tuple[int, Any]) -> None:
    """So it is certainly not done."""
    scripted.token = token
    with pytest.raises(DownError):
        _client(scripted).charge(attempt("t"))
    assert scripted.business == []


def test_an_unreachable_paypal_is_down() -> None:
    """What was never sent is not unclear."""
    with pytest.raises(DownError):
        PayPal("http://127.0.0.1:9", "id", "secret").charge(attempt("t"))


@pytest.mark.parametrize(
    "answer",
    [
        (500, {}),
        (503, b"<html>"),
        (408, {}),
        (409, {"name": "RESOURCE_CONFLICT"}),
        (200, b"[]"),
        (201, {"id": ""}),
        (201, {"status": "COMPLETED"}),
        (302, b""),
        (0, b""),
        (422, {"details": [{"issue": "DUPLICATE_INVOICE_ID"}]}),
        (201, {**_ORDER, "purchase_units": [{"payments": {"captures": [{"id": "C1"}]}}]}),
    ],
)
def test_what_may_have_been_done_is_unclear(scripted: Scripted, answer: tuple[int, Any]) -> None:
    """Asked for twice at most, both times under one request id."""
    scripted.answers = [answer, answer]
    with pytest.raises(UnclearError):
        _client(scripted).charge(attempt("t"))
    assert {request_id for _, _, request_id in scripted.business} == {"request-1"}
    assert len(scripted.business) == 2


@pytest.mark.parametrize("second", [(401, {}), (429, {}), (400, {"name": "INVALID_REQUEST"}), (404, {})])
def test_what_was_unclear_stays_so(scripted: Scripted, second: tuple[int, Any]) -> None:
    """A second answer that says nothing about the payment does not settle the first."""
    scripted.answers = [(500, {}), second, second]
    with pytest.raises(UnclearError):
        _client(scripted).charge(attempt("t"))


def test_a_decline_settles_what_was_unclear(scripted: Scripted) -> None:
    """A second answer about the payment does."""
    scripted.answers = [(500, {}), (422, {"details": [{"issue": "INSTRUMENT_DECLINED"}]})]
    with pytest.raises(RefusedError):
        _client(scripted).charge(attempt("t"))


def test_an_order_without_captures_is_looked_up(scripted: Scripted) -> None:
    """PayPal promises no more than an id at once."""
    scripted.answers = [(201, {"id": "O1", "status": "COMPLETED"}), (200, _ORDER)]
    assert _client(scripted).charge(attempt("t")).capture_id == "C1"


@pytest.mark.parametrize("look", [(200, {"id": "O1", "status": "CREATED"}), (404, {}), (400, {})])
def test_an_order_that_shows_no_money_is_unclear(scripted: Scripted, look: tuple[int, Any]) -> None:
    """Its id is kept for the next look."""
    scripted.answers = [(201, {"id": "O1", "status": "CREATED"}), look]
    with pytest.raises(UnclearError) as unclear:
        _client(scripted).charge(attempt("t"))
    assert unclear.value.order_id == "O1"


def test_answers_are_read_openly(scripted: Scripted) -> None:
    """New members, nulls and a status of tomorrow do no harm: no credit, no second charge."""
    capture = _CAPTURE | {
        "status": "ON_THE_MOON",
        "status_details": None,
        "custom_id": None,
        "new": {"a": [1]},
        "create_time": "2022-08-26T18:25:57.449PDT",
    }
    scripted.answers = [(201, _ORDER | {"payer": None, "purchase_units": [{"payments": {"captures": [capture]}}]})]
    charge = _client(scripted).charge(attempt("t"))
    assert (charge.status, charge.reason) == (MoneyStatus.PENDING, "ON_THE_MOON")


@pytest.mark.parametrize("answer", [(200, b"[]"), (200, {}), (500, {}), (409, {})])
def test_a_look_is_never_unclear(scripted: Scripted, answer: tuple[int, Any]) -> None:
    """Reading changes nothing: nonsense is down."""
    scripted.answers = [answer]
    with pytest.raises(DownError):
        _client(scripted).capture("C1")


def test_every_answer_is_logged_with_paypals_id(scripted: Scripted, caplog: pytest.LogCaptureFixture) -> None:
    """PayPal's support asks for the id; what would allow to charge a wallet is not logged."""
    scripted.answers = [(201, _ORDER), (404, {})]
    paypal = _client(scripted)
    with caplog.at_level(logging.INFO):
        paypal.charge(attempt("vault-9"))
        paypal.wallet("vault-9")
    said = [vars(record) for record in caplog.records if record.name == log().name]
    assert [one.get("debug_id") for one in said] == ["debug-200", "debug-201", "debug-404"]
    assert "vault-9" not in str(said)
    assert "secret" not in str(said)
