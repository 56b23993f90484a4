"""Texts at the carrier: sending them, asking how they stand, and what its webhooks tell (N8).

The carrier knows no idempotency keys, and lists no texts. What it does send back is the address that a text's webhooks
go to: our own id stands in it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import broken, codes_of, errors_of
from services.numbers.domain.message import CarrierStatus, CarrierUpdate
from services.numbers.domain.text_parts import Encoding

_OURS = "message"
_FATES = {
    "queued": CarrierStatus.QUEUED,
    "sending": CarrierStatus.QUEUED,
    "sent": CarrierStatus.SENT,
    "delivered": CarrierStatus.DELIVERED,
    "sending_failed": CarrierStatus.FAILED,
    "expired": CarrierStatus.FAILED,
    "delivery_failed": CarrierStatus.UNDELIVERED,
    "delivery_unconfirmed": CarrierStatus.UNCONFIRMED,
}
_WILL_NOT_SEND = (400, 404, 422)
_OF_TEXTS = "40"  # how the codes begin that are about a text, and not about us


class NotSentError(Exception):
    """The carrier does not send it; `reason` is its code for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Received:
    """A text that came from outside."""

    carrier_id: str
    sender: str
    to: str
    text: str
    parts: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TextEvent:
    """What a webhook tells of a text: news of one of ours, by our id, or one that came."""

    reference: str = ""
    news: CarrierUpdate | None = None
    received: Received | None = None

    @classmethod
    def read(cls, content: dict[str, Any]) -> "TextEvent | None":
        """The event of a delivery, or None if it is about no text."""
        kind, payload = str(content.get("event_type")), content.get("payload")
        if not kind.startswith("message.") or not isinstance(payload, dict):
            return None
        if kind == "message.received":
            return cls(received=_received(payload))
        return cls(_reference(payload.get("webhook_url")), _news(payload))


class Texting:
    """Telnyx's API for texts. Every method may raise ProviderDownError: not known."""

    def __init__(self, provider: Provider, webhook_url: str) -> None:
        self._provider = provider
        self._webhook_url = webhook_url

    def send(self, sender: str, to: str, text: str, encoding: Encoding, reference: str) -> CarrierUpdate:
        """Send a text. Raises NotSentError; ProviderUntouchedError: surely not sent; ProviderDownError: perhaps."""
        asked = {
            "from": sender, "to": to, "text": text, "type": "SMS", "encoding": encoding,
            "webhook_url": f"{self._webhook_url}?{urlencode({_OURS: reference})}", "use_profile_webhooks": False,
        }  # fmt: skip
        try:
            news = _news(self._provider.ask("POST", "messages", json=asked).get("data"))
        except ProviderRefusedError as refusal:
            codes = codes_of(refusal.body) or ["refused"]
            if refusal.status in _WILL_NOT_SEND or codes[0].startswith(_OF_TEXTS):
                raise NotSentError(codes[0]) from refusal
            raise ProviderUntouchedError("the carrier refuses us") from broken(refusal)
        if news is None:
            raise ProviderDownError("the carrier's answer to a text makes no sense")
        return news

    def find(self, carrier_id: str) -> CarrierUpdate | None:
        """How a text stands; None if the carrier does not know it, or not any more."""
        try:
            return _news(self._provider.ask("GET", f"messages/{carrier_id}").get("data"))
        except ProviderRefusedError as refusal:
            if refusal.status in _WILL_NOT_SEND:
                return None
            raise broken(refusal) from refusal


def _news(data: Any) -> CarrierUpdate | None:
    rows = data.get("to") if isinstance(data, dict) else None
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    if not isinstance(data, dict) or not data.get("id"):
        return None
    word = str(row.get("status"))
    if word not in _FATES:
        log().warning("a status of a text that nobody knows", extra={"word": word})
    reason = (codes_of({"errors": errors_of(data)}) or [word])[0]
    fate = _FATES.get(word, CarrierStatus.QUEUED)
    return CarrierUpdate(
        str(data["id"]), fate, reason if fate in (CarrierStatus.FAILED, CarrierStatus.UNDELIVERED) else ""
    )


def _reference(url: Any) -> str:
    return parse_qs(urlsplit(str(url or "")).query).get(_OURS, [""])[0]


def _received(payload: dict[str, Any]) -> Received | None:
    rows, sender = payload.get("to"), payload.get("from")
    to = rows[0].get("phone_number") if isinstance(rows, list) and rows and isinstance(rows[0], dict) else None
    if not (isinstance(sender, dict) and sender.get("phone_number") and to and payload.get("id")):
        return None
    parts = payload.get("parts")
    return Received(
        str(payload["id"]), str(sender["phone_number"]), str(to), str(payload.get("text") or ""),
        parts if isinstance(parts, int) and parts > 0 else 1, _instant(payload.get("received_at")),
    )  # fmt: skip


def _instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
