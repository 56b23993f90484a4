"""A simulated App Store in this process, Apple's own client for it, and Apple's own verifier."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from appstoreserverlibrary.api_client import AppStoreServerAPIClient
from appstoreserverlibrary.models.Environment import Environment
from appstoreserverlibrary.models.JWSRenewalInfoDecodedPayload import JWSRenewalInfoDecodedPayload
from appstoreserverlibrary.models.JWSTransactionDecodedPayload import JWSTransactionDecodedPayload
from appstoreserverlibrary.models.ResponseBodyV2DecodedPayload import ResponseBodyV2DecodedPayload
from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier

from simulators.apple import AppStore
from simulators.apple.settings import WEBHOOK_PATH, secrets, settings
from tests.running_simulator import ReceivedWebhook
from tests.simulators.running_store import Json, RunningStore

_ENVIRONMENTS = {False: Environment.PRODUCTION, True: Environment.SANDBOX}


@dataclass(frozen=True)
class Verified:
    """A notification and what is in it, each verified by Apple's library."""

    notification: ResponseBodyV2DecodedPayload
    transaction: JWSTransactionDecodedPayload | None
    renewal: JWSRenewalInfoDecodedPayload | None


class RunningAppStore(RunningStore):
    """The simulated App Store on a port of its own."""

    def settings(self) -> dict[str, Any]:
        """Return what the product is set to."""
        return settings(self.folder, self.origin)

    def verifier(self, *, sandbox: bool = False) -> SignedDataVerifier:
        """Return Apple's verifier, strict, for one environment."""
        own = self.settings()
        root = base64.b64decode(own["root"])
        environment = _ENVIRONMENTS[sandbox]
        return SignedDataVerifier([root], False, environment, own["bundle_id"], own["app_apple_id"])

    def verify(self, signed_payload: str, *, sandbox: bool = False) -> Verified:
        """Verify a notification and what is in it. Raises VerificationException."""
        verifier = self.verifier(sandbox=sandbox)
        notification = verifier.verify_and_decode_notification(signed_payload)
        inner = notification.data
        transaction = inner and inner.signedTransactionInfo
        renewal = inner and inner.signedRenewalInfo
        return Verified(
            notification,
            verifier.verify_and_decode_signed_transaction(transaction) if transaction else None,
            verifier.verify_and_decode_renewal_info(renewal) if renewal else None,
        )

    def client(self, *, sandbox: bool = False) -> AppStoreServerAPIClient:
        """Return Apple's client."""
        own = self.settings()
        key = secrets(self.folder)["app_store_key"].encode()
        client = AppStoreServerAPIClient(key, own["key_id"], own["issuer_id"], own["bundle_id"], _ENVIRONMENTS[sandbox])
        client._base_url = own["sandbox_url" if sandbox else "url"]
        return client

    def signed_payloads(self, count: int) -> list[str]:
        """Return what was delivered, once there is so much."""
        received = self.listener.wait_for(lambda received: len(received) >= count)
        return [json.loads(one.body)["signedPayload"] for one in received]

    def delivered(self, notification_id: str, count: int = 1) -> list[str]:
        """Return what was delivered of one notification, once it came so often."""

        def mine(received: list[ReceivedWebhook]) -> list[str]:
            signed = [json.loads(one.body)["signedPayload"] for one in received]
            return [one for one in signed if payload_of(one)["notificationUUID"] == notification_id]

        return mine(self.listener.wait_for(lambda received: len(mine(received)) >= count))

    def verified(self, count: int, *, sandbox: bool = False) -> list[Verified]:
        """Return what was delivered, verified, once there is so much."""
        return [self.verify(signed, sandbox=sandbox) for signed in self.signed_payloads(count)]


def payload_of(token: str) -> Json:
    """Return what a JWS says, unverified."""
    body = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


@pytest.fixture(scope="session")
def one_app_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAppStore]:
    """One for the whole run."""
    running = RunningAppStore(AppStore, WEBHOOK_PATH, tmp_path_factory.mktemp("apple"))
    yield running
    running.stop()


@pytest.fixture
def at_app_store(one_app_store: RunningAppStore) -> RunningAppStore:
    """The simulated App Store, knowing nothing."""
    one_app_store.begin_test()
    return one_app_store


__all__ = ["RunningAppStore", "Verified", "at_app_store", "one_app_store", "payload_of"]
