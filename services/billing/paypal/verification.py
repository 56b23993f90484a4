"""Asking PayPal whether a delivery is its own: the question, with the delivered bytes in it as they came."""

import json
from collections.abc import Mapping

_MEMBERS = {
    "auth_algo": "paypal-auth-algo",
    "cert_url": "paypal-cert-url",
    "transmission_id": "paypal-transmission-id",
    "transmission_sig": "paypal-transmission-sig",
    "transmission_time": "paypal-transmission-time",
}


def verification(headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bytes | None:
    """The body of verify-webhook-signature, or None for a delivery that nobody need ask about.

    JSON that is read and written again has other bytes and fails. What is spliced in is first known to be one whole
    object, and our members come after it, so that nothing in it can stand in for them.
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
