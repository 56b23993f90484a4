"""Recordings at the carrier: find one, download it, delete it (N9).

The carrier keeps the files at Amazon S3, in buckets of its own, and signs addresses that are valid for ten minutes:
they are asked for when they are needed. An address is only followed to where the carrier keeps files.
"""

from dataclasses import dataclass
from typing import Any

from kernel.log import log
from kernel.providers.downloads import TooLargeError, download
from kernel.providers.errors import ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.file_addresses import FileAddresses
from services.numbers.carrier.responses import report_refusal

MOST_BYTES = 20 * 1024 * 1024  # 40 minutes; voicemails are cut much earlier
_GONE = (404, 410, 422)
_READY = "completed"
_TYPES = {"mp3": "audio/mpeg", "wav": "audio/wav"}
_BUCKET = "telephony-recorder-prod"


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
        self._addresses = FileAddresses(base_url, _BUCKET)

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
        self._addresses.require(recording.url)
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


def _read(recording_id: str, data: dict[str, Any]) -> Recording:
    urls = data.get("download_urls")
    files = [(urls[kind], named) for kind, named in _TYPES.items() if urls.get(kind)] if isinstance(urls, dict) else []
    if data.get("status", _READY) != _READY or not files:
        raise NotReadyError
    millis = data.get("duration_millis")
    seconds = round(millis / 1000) if isinstance(millis, int) else 0
    return Recording(recording_id, str(data.get("from") or ""), seconds, str(files[0][0]), files[0][1])
