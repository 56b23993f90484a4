"""Google as tests need it: a key that signs pushes, the answers of its API, and a server of both over loopback."""

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kernel import clock
from kernel.clock import to_text
from services.billing.google_play.client import GooglePlay
from services.billing.google_play.login import Login, ServiceAccount
from services.billing.google_play.store import FindKnown, GoogleStore

AUDIENCE = "https://teamline.example/webhooks/google-play"
PUSHER = "pusher@teamline-tests.iam.gserviceaccount.com"
PACKAGE = "com.example.phone"
MONTHLY, YEARLY = "phone.us.monthly", "phone.us.yearly"
MONTHS = {MONTHLY: 1, YEARLY: 12}
TOKEN, ORDER = "token-of-the-first-purchase", "GPA.3300-1111-2222-33333"


@dataclass
class GoogleKey:
    """A key that Google publishes under an id, or that a stranger claims to be Google's."""

    key_id: str = "key-of-today"
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))

    @property
    def published(self) -> dict[str, Any]:
        """Return the key as it is in Google's set of keys."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": self.key_id, "n": public["n"], "e": public["e"]}

    @property
    def pem(self) -> str:
        """Return the private key, as the file of a service account has it."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    def token(self, **claims: Any) -> str:
        """Return a token of a push, with these claims in place of the usual ones."""
        now = int(time.time())
        usual = {
            "aud": AUDIENCE,
            "email": PUSHER,
            "email_verified": True,
            "iss": "https://accounts.google.com",
            "iat": now,
            "exp": now + 3600,
        }
        return jwt.encode(usual | claims, self.key, algorithm="RS256", headers={"kid": self.key_id})


def at(month: int, day: int = 1, hour: int = 10) -> datetime:
    """Return an instant; months from 1 on are those of 2027."""
    return datetime(2027, month, day, hour, tzinfo=UTC)


def push(notification: dict[str, Any], message_id: str = "1000000000000001") -> bytes:
    """Return the body of a push."""
    data = base64.b64encode(json.dumps({"version": "1.0", "packageName": PACKAGE} | notification).encode()).decode()
    return json.dumps({"message": {"data": data, "messageId": message_id}, "subscription": "projects/x"}).encode()


def changed(token: str = TOKEN, code: int = 2) -> dict[str, Any]:
    """Return the notification that something changed about a purchase."""
    about = {"version": "1.0", "notificationType": code, "purchaseToken": token, "subscriptionId": MONTHLY}
    return {"eventTimeMillis": "1798797600000", "subscriptionNotification": about}


def line(
    expires: datetime | None, order: str = ORDER, *, renews: bool = True, product: str = MONTHLY
) -> dict[str, Any]:
    """Return a line item of a purchase; what is empty or false is left out, as Google does."""
    said = {"productId": product, "autoRenewingPlan": {"autoRenewEnabled": True} if renews else {}}
    said |= {"expiryTime": to_text(expires)} if expires else {}
    return said | ({"latestSuccessfulOrderId": order} if order else {})


def purchase(
    *lines: dict[str, Any], state: str = "ACTIVE", started: datetime | None = None, **more: Any
) -> dict[str, Any]:
    """Return a purchase as the API answers it."""
    said = {
        "subscriptionState": f"SUBSCRIPTION_STATE_{state}",
        "acknowledgementState": "ACKNOWLEDGEMENT_STATE_PENDING",
        "startTime": to_text(started or at(1)),
        "lineItems": list(lines),
    }
    return said | more


@dataclass
class ScriptedGoogle:
    """Google over loopback: what it answers by the beginning of the path, in turn, and what it was asked."""

    answers: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, str, str, bytes]] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)
    url: str = ""

    def answer_to(self, path: str) -> tuple[int, Any]:
        """Return the next answer to a path, the last one again and again."""
        given = next((answers for start, answers in self.answers.items() if path.startswith(start)), [(404, {})])
        return given.pop(0) if len(given) > 1 else given[0]


@contextmanager
def scripted_google() -> Iterator[ScriptedGoogle]:
    """Run a Google that answers what a test has written for it."""
    google = ScriptedGoogle()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            google.asked_at.append(clock.now())
            google.asked.append((self.command, self.path, self.headers.get("authorization", ""), body))
            status, said = google.answer_to(self.path)
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _answer  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    google.url = f"http://127.0.0.1:{server.server_port}"
    yield google
    server.shutdown()
    server.server_close()


def google_store(google: ScriptedGoogle, find: FindKnown, package: str = PACKAGE) -> GoogleStore:
    """Return Google Play as billing asks it, which signs in at a scripted Google."""
    google.answers["/token"] = [(200, {"access_token": "access", "expires_in": 3599})]
    account = {"client_email": "a@b", "private_key_id": "1", "private_key": GoogleKey().pem}
    login = Login(ServiceAccount.read(json.dumps(account | {"token_uri": f"{google.url}/token"})))
    return GoogleStore(GooglePlay(google.url, package, login), package, find, MONTHS)
