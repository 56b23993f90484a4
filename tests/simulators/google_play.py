"""A simulated Google Play in this process, a plain client for it, and the check of its pushes by PyJWT."""

import base64
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from simulators.google import GooglePlay
from simulators.google.settings import WEBHOOK_PATH, secrets, settings
from tests.running_simulator import ReceivedWebhook
from tests.simulators.running_store import Json, RunningStore

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPE = "https://www.googleapis.com/auth/androidpublisher"


@dataclass(frozen=True)
class Verified:
    """A push whose token is Google's for us: the message's id and what it says."""

    message_id: str
    event: Json


class RunningGooglePlay(RunningStore):
    """The simulated Google Play on a port of its own."""

    def settings(self) -> dict[str, str]:
        """Return what the product is set to."""
        return settings(self.origin)

    def verify(self, push: ReceivedWebhook) -> Verified:
        """Check a push as facts B1 say. Raises InvalidTokenError."""
        own = self.settings()
        key_set = jwt.PyJWKSet.from_dict(requests.get(own["keys_url"], timeout=5).json())
        keys = {key.key_id: key for key in key_set.keys}
        scheme, _, token = push.headers.get("authorization", "").partition(" ")
        kid = jwt.get_unverified_header(token).get("kid")
        if scheme != "Bearer" or kid not in keys:
            raise jwt.InvalidTokenError("no token, or of an unknown key")
        claims = jwt.decode(
            token,
            keys[kid].key,
            algorithms=["RS256"],
            audience=own["push_audience"],
            issuer=["https://accounts.google.com", "accounts.google.com"],
            leeway=60,
            options={"require": ["exp", "iat", "aud", "iss"]},
        )
        if claims.get("email_verified") is not True or claims.get("email") != own["push_account"]:
            raise jwt.InvalidTokenError("not our service account")
        return Verified(json.loads(push.body)["message"]["messageId"], event_of(push.body))

    def delivered(self, message_id: str, count: int = 1) -> list[ReceivedWebhook]:
        """Return the pushes of one message, once it came so often."""

        def mine(received: list[ReceivedWebhook]) -> list[ReceivedWebhook]:
            return [one for one in received if json.loads(one.body)["message"]["messageId"] == message_id]

        return mine(self.listener.wait_for(lambda received: len(mine(received)) >= count))

    @cached_property
    def service_account(self) -> Json:
        """Return the caller's account."""
        return dict(json.loads(secrets(self.folder, self.origin)["google_service_account"]))

    def log_in(self, *, kid: str = "", grant: str = GRANT, key: Any = None, **claims: Any) -> requests.Response:
        """Ask for a bearer token, as the service account unless said otherwise."""
        own, now = self.service_account, int(time.time())
        usual = {"iss": own["client_email"], "scope": SCOPE, "aud": own["token_uri"], "iat": now, "exp": now + 3600}
        headers = {"kid": kid or own["private_key_id"]}
        assertion = jwt.encode(usual | claims, key or own["private_key"], algorithm="RS256", headers=headers)
        form = {"grant_type": grant, "assertion": assertion}
        return requests.post(self.settings()["token_url"], data=form, timeout=5)

    def ask(self, method: str, path: str, *, bearer: str = "", package: str = "", **how: Any) -> requests.Response:
        """Send a request below /purchases, with a valid bearer token unless another is given."""
        bearer = bearer or self.log_in().json()["access_token"]
        own = self.settings()
        base = f"{own['url']}/androidpublisher/v3/applications/{package or own['package']}/purchases"
        headers = {"authorization": f"Bearer {bearer}"}
        return requests.request(method, f"{base}/{path}", headers=headers, timeout=5, **how)

    def purchase(self, token: str) -> Json:
        """Return a purchase as the API has it."""
        answer = self.ask("GET", f"subscriptionsv2/tokens/{token}")
        assert answer.ok, answer.text
        return dict(answer.json())

    def acknowledge(self, token: str, product: str = "phone.us.monthly", **body: Any) -> requests.Response:
        """Acknowledge a purchase."""
        return self.ask("POST", f"subscriptions/{product}/tokens/{token}:acknowledge", json=body)

    def cancel(self, token: str, kind: str = "DEVELOPER_REQUESTED_STOP_PAYMENTS") -> requests.Response:
        """Stop the renewals of a purchase."""
        body = {"cancellationContext": {"cancellationType": kind}}
        return self.ask("POST", f"subscriptionsv2/tokens/{token}:cancel", json=body)


def event_of(body: bytes) -> Json:
    """Return what a push says."""
    return dict(json.loads(base64.b64decode(json.loads(body)["message"]["data"])))


@pytest.fixture(scope="session")
def one_google_play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGooglePlay]:
    """One for the whole run."""
    folder: Path = tmp_path_factory.mktemp("google")
    running = RunningGooglePlay(GooglePlay, WEBHOOK_PATH, folder)
    yield running
    running.stop()


@pytest.fixture
def at_google_play(one_google_play: RunningGooglePlay) -> RunningGooglePlay:
    """The simulated Google Play, knowing nothing."""
    one_google_play.begin_test()
    return one_google_play


__all__ = ["RunningGooglePlay", "Verified", "at_google_play", "event_of", "one_google_play"]
