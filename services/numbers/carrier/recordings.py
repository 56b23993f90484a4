"""Recordings at the carrier: find one, download it, delete it (N9).

The carrier keeps the files at Amazon S3, in buckets of its own, and signs addresses that are valid for ten minutes:
they are asked for when they are needed. An address is only followed to where the carrier keeps files.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kernel.log import log
from kernel.providers.downloads import TooLargeError, download
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.responses import report_refusal

MOST_BYTES = 20 * 1024 * 1024  # 40 minutes; voicemails are cut much earlier
_GONE = (404, 410, 422)
_READY = "completed"
_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
_STORAGE = re.compile(r"s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com")
_BUCKET = "telephony-recorder-prod"
_OWN = re.compile(r"(?:[a-z0-9-]+\.)*telnyx\.com")


class NotReadyError(Exception):
    """The carrier has not finished the recording."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that the carrier has: who called, as the carrier says it, how long it is, and its file."""

    recording_id: str
    caller: str
    seconds: int
    url: str
    content_type: str


class Recordings:
    """Telnyx's API of recordings. Every method may raise ProviderDownError: ask again."""

    def __init__(self, provider: Provider, base_url: str) -> None:
        self._provider = provider
        self._origin = _origin(base_url)

    def find(self, recording_id: str) -> Recording | None:
        """Return the recording; None if the carrier has none, or no more. Raises NotReadyError."""
        try:
            data = self._provider.ask("GET", f"recordings/{recording_id}").get("data")
        except ProviderRefusedError as refusal:
            if refusal.status in _GONE:
                return None
            raise report_refusal(refusal) from refusal
        return _read(recording_id, data if isinstance(data, dict) else {})

    def download(self, recording: Recording) -> bytes | None:
        """Return the content of the file; None if it is larger than any voicemail. Raises NotReadyError."""
        if not self._is_of_carrier(recording.url):
            log().error("carrier.recording.elsewhere", extra={"url": recording.url.partition("?")[0]})
            raise ProviderDownError("the recording is not where the carrier keeps files")
        try:
            return download(recording.url, most_bytes=MOST_BYTES)
        except ProviderRefusedError as refusal:  # the address is too old, or the file is not there yet
            raise NotReadyError from refusal
        except TooLargeError:
            log().error("carrier.recording.too_large", extra={"recording_id": recording.recording_id})
            return None

    def delete(self, recording_id: str) -> None:
        """Delete a recording; no error if there is none."""
        try:
            self._provider.ask("DELETE", f"recordings/{recording_id}")
        except ProviderRefusedError as refusal:
            if refusal.status not in _GONE:
                raise report_refusal(refusal) from refusal

    def _is_of_carrier(self, url: str) -> bool:
        """Return whether an address is the API's own, or on https where the carrier keeps files."""
        try:
            return _origin(url) == self._origin or _is_storage(urlsplit(url))
        except ValueError:
            return False


def _is_storage(parts: SplitResult) -> bool:
    host, bucket = parts.hostname or "", parts.path.lstrip("/")
    if parts.scheme != "https" or parts.port not in (None, 443) or "@" in parts.netloc:
        return False
    if host.startswith(_BUCKET):
        host, bucket = host.partition(".")[2], _BUCKET
    return bool(_OWN.fullmatch(host) or (_STORAGE.fullmatch(host) and bucket.startswith(_BUCKET)))


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _read(recording_id: str, data: dict[str, Any]) -> Recording:
    urls = data.get("download_urls")
    files = [(urls[kind], named) for kind, named in _TYPES.items() if urls.get(kind)] if isinstance(urls, dict) else []
    if data.get("status", _READY) != _READY or not files:
        raise NotReadyError
    millis = data.get("duration_millis")
    seconds = round(millis / 1000) if isinstance(millis, int) else 0
    return Recording(recording_id, str(data.get("from") or ""), seconds, str(files[0][0]), files[0][1])
