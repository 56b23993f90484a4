"""Sends the simulated App Store's notifications to the product's door, signed anew at each try."""

import json

from aiohttp import web

from simulators.apple.certificates import Signer
from simulators.apple.state import AppStoreState, Notification
from simulators.base_urls import CLIENT
from simulators.stores.deliveries import Deliveries

_HEADERS = {"content-type": "application/json", "user-agent": "App-Store-Server-Notifications"}


class Sending:
    """Keeps each notification for the history, and starts its delivery."""

    def __init__(self, state: AppStoreState, signer: Signer, deliveries: Deliveries) -> None:
        self._state = state
        self._signer = signer
        self._deliveries = deliveries

    def send(self, request: web.Request, notification: Notification) -> None:
        """Keep a notification and start to deliver it."""
        self._state.notifications.append(notification)
        self._deliveries.start(
            request.app[CLIENT], notification, lambda: signed_body(self._signer.sign(notification.payload))
        )


def signed_body(signed_payload: str) -> tuple[bytes, dict[str, str]]:
    """Return the bytes and headers of one delivery."""
    return json.dumps({"signedPayload": signed_payload}, separators=(",", ":")).encode(), dict(_HEADERS)
