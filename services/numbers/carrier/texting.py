"""Texts at the carrier: send one, ask for its status, read its webhooks (N8).

The carrier knows no idempotency keys and lists no texts. It does return the URL that a text's webhooks go to, which
contains our own id.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from kernel.log import log
from kernel.providers.errors import ProviderDownError, ProviderRefusedError, ProviderUntouchedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import (
    RefusedError,
    check_account,
    read_error_codes,
    read_errors,
    read_rows,
    report_refusal,
)
from services.numbers.domain.media import MOST_FILES, Media
from services.numbers.domain.message import CarrierStatus, CarrierUpdate
from services.numbers.domain.opt_out import Keyword, read_keyword
from services.numbers.domain.text_parts import Encoding

_ID_PARAMETER = "message"
_STATUSES = {
    "queued": CarrierStatus.QUEUED,
    "sending": CarrierStatus.QUEUED,
    "sent": CarrierStatus.SENT,
    "delivered": CarrierStatus.DELIVERED,
    "sending_failed": CarrierStatus.FAILED,
    "expired": CarrierStatus.FAILED,
    "delivery_failed": CarrierStatus.UNDELIVERED,
    "delivery_unconfirmed": CarrierStatus.UNCONFIRMED,
}
_REFUSALS, _BAD_REQUEST = (400, 404, 422), 400
_CLOCKS_DIFFER, _SENT_WITHIN = timedelta(seconds=30), timedelta(minutes=2)
_MOST_RECORDS = 50  # as many as the carrier lists at once
_TEXT_ERROR_PREFIX = "40"  # of the error codes that are about a text, and not about us


class NotSentError(RefusedError):
    """The carrier does not send the text; `reason` is its error code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """A text that was sent to one of our numbers, `to`, or to a group that it is in; `media` came with it.

    `recipients` are all numbers that it went to, those of other people among them. `keyword` is what the carrier, or
    we, take it for: STOP, START or HELP.
    """

    carrier_id: str
    sender: str
    to: str
    text: str
    parts: int
    at: datetime | None
    media: tuple[Media, ...] = ()
    recipients: tuple[str, ...] = ()
    keyword: Keyword | None = None


@dataclass(frozen=True, slots=True)
class MessageEvent:
    """A webhook about a text: an update of one that we sent, by our id, or a text that was received."""

    reference: str = ""
    update: CarrierUpdate | None = None
    received: ReceivedText | None = None

    @classmethod
    def read(cls, content: dict[str, Any]) -> "MessageEvent | None":
        """Read the event of a webhook; None if it is not about a text."""
        kind, payload = str(content.get("event_type")), content.get("payload")
        if not kind.startswith("message.") or not isinstance(payload, dict):
            return None
        if kind == "message.received":
            return cls(received=_read_received(payload))
        return cls(_read_reference(payload.get("webhook_url")), _read_update(payload))


class Texting:
    """Telnyx's API of texts. Every method may raise ProviderDownError: the result is unknown."""

    def __init__(self, provider: Provider, webhook_url: str) -> None:
        self._provider = provider
        self._webhook_url = webhook_url

    def send(self, sender: str, to: str, text: str, encoding: Encoding, reference: str) -> CarrierUpdate:
        """Send a text. Raises NotSentError; ProviderUntouchedError: not sent; ProviderDownError: perhaps sent.

        AccountFaultError is one of those that are not sent.
        """
        asked = {
            "from": sender,
            "to": to,
            "text": text,
            "type": "SMS",
            "encoding": encoding,
            "webhook_url": f"{self._webhook_url}?{urlencode({_ID_PARAMETER: reference})}",
            "use_profile_webhooks": False,
        }
        try:
            update = _read_update(self._provider.ask("POST", "messages", json=asked).get("data"))
        except ProviderRefusedError as refusal:
            check_account(refusal)
            codes = read_error_codes(refusal.body) or ["refused"]
            if refusal.status in _REFUSALS or codes[0].startswith(_TEXT_ERROR_PREFIX):
                raise NotSentError(codes[0]) from refusal
            raise ProviderUntouchedError("the carrier refuses us") from report_refusal(refusal)
        if update is None:
            raise ProviderDownError("the carrier's answer to a text is unreadable")
        return update

    def find(self, carrier_id: str) -> CarrierUpdate | None:
        """Return the status of a text; None if the carrier does not know it, or not any more."""
        data = self._get(carrier_id)
        return _read_update(data) if data else None

    def search(self, sender: str, to: str, reference: str, tried_at: datetime) -> CarrierUpdate | None:
        """Look for a text of ours whose answer was lost, in the carrier's records of that minute; None if none is it.

        A record does not have our id; the text that it is of returns the URL that we gave it.
        """
        since, until = tried_at - _CLOCKS_DIFFER, tried_at + _SENT_WITHIN
        asked = {
            "filter[record_type]": "messaging",
            "filter[direction]": "outbound",
            "filter[cli]": sender,
            "filter[cld]": to,
            "filter[created_at][gte]": _written(since),
            "filter[created_at][lt]": _written(until),
            "page[size]": str(_MOST_RECORDS),
        }
        try:
            rows = read_rows(self._provider.ask("GET", "detail_records", params=asked))
        except ProviderRefusedError as refusal:
            if refusal.status == _BAD_REQUEST:
                return None  # the carrier refuses a kind of which the account has none
            raise report_refusal(refusal) from refusal
        for carrier_id in dict.fromkeys(str(row["uuid"]) for row in rows if row.get("uuid")):
            data = self._get(carrier_id)
            if data and _read_reference(data.get("webhook_url")) == reference:
                return _read_update(data)
        return None

    def _get(self, carrier_id: str) -> dict[str, Any] | None:
        try:
            data = self._provider.ask("GET", f"messages/{carrier_id}").get("data")
        except ProviderRefusedError as refusal:
            check_account(refusal)
            if refusal.status in _REFUSALS:
                return None
            raise report_refusal(refusal) from refusal
        return data if isinstance(data, dict) else None


def _read_update(data: Any) -> CarrierUpdate | None:
    rows = data.get("to") if isinstance(data, dict) else None
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    if not isinstance(data, dict) or not data.get("id"):
        return None
    word = str(row.get("status"))
    if word not in _STATUSES:
        log().warning("carrier.message.status_unknown", extra={"status": word})
    reason = (read_error_codes({"errors": read_errors(data)}) or [word])[0]
    status = _STATUSES.get(word, CarrierStatus.QUEUED)
    return CarrierUpdate(
        str(data["id"]), status, reason if status in (CarrierStatus.FAILED, CarrierStatus.UNDELIVERED) else ""
    )


def _read_reference(url: Any) -> str:
    return parse_qs(urlsplit(str(url or "")).query).get(_ID_PARAMETER, [""])[0]


def _read_received(payload: dict[str, Any]) -> ReceivedText | None:
    recipients, sender = [*_read_ends(payload.get("to")), *_read_ends(payload.get("cc"))], payload.get("from")
    if not (isinstance(sender, dict) and sender.get("phone_number") and recipients and payload.get("id")):
        return None
    parts, text = payload.get("parts"), str(payload.get("text") or "")
    return ReceivedText(
        str(payload["id"]),
        str(sender["phone_number"]),
        recipients[0],
        text,
        parts if isinstance(parts, int) and parts > 0 else 1,
        _read_instant(payload.get("received_at")),
        _read_media(payload.get("media")),
        tuple(dict.fromkeys(recipients)),
        read_keyword(text, str(payload.get("autoresponse_type") or "")),
    )


def _read_ends(rows: Any) -> list[str]:
    found = [row.get("phone_number") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [str(phone_number) for phone_number in found if phone_number]


def _read_media(rows: Any) -> tuple[Media, ...]:
    files = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(
        Media.of(str(row.get("content_type") or ""), size if isinstance(size, int) else 0, str(row.get("url") or ""))
        for row in files[:MOST_FILES]
        for size in (row.get("size"),)
    )


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_instant(text: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
