"""Asks PayPal whether a webhook is genuine, with the bytes of the webhook unchanged in the request."""

import json
from collections.abc import Mapping

from services.billing.paypal.transport import Transport

_MEMBERS = {
    "auth_algo": "paypal-auth-algo",
    "cert_url": "paypal-cert-url",
    "transmission_id": "paypal-transmission-id",
    "transmission_sig": "paypal-transmission-sig",
    "transmission_time": "paypal-transmission-time",
}


class Verification:
    """Asks PayPal whether it signed a webhook, for what `webhook_signatures.py` cannot verify offline."""

    def __init__(self, base_url: str, client_id: str, client_secret: str) -> None:
        self._http = Transport(base_url, client_id, client_secret)

    def is_genuine(self, headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
        """Return whether PayPal signed it. Raises DownError and RefusedError."""
        body = to_question(headers, raw, webhook_id)
        if body is None:
            return False
        reply = self._http.ask(
            "POST",
            "/v1/notifications/verify-webhook-signature",
            data=body,
            headers={"content-type": "application/json"},
        )
        return reply.body.get("verification_status") == "SUCCESS"


def to_question(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bytes | None:
    """Return the body of verify-webhook-signature, or None for a webhook that is certainly not genuine.

    JSON that is parsed and written again has other bytes and fails. What is inserted is first known to be one whole
    object, and our members come after it, so that none of its members can replace ours.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    try:
        members = {member: lowered[header] for member, header in _MEMBERS.items()} | {"webhook_id": webhook_id}
        text = raw.decode()
        if not isinstance(json.loads(text), dict):
            return None
    except (KeyError, ValueError, RecursionError):
        return None
    ours = json.dumps(members)[1:]
    return f'{{"webhook_event": {text}, {ours}'.encode()
