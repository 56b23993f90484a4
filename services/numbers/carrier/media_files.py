"""Files that came with texts, at the carrier: download one (N15).

The carrier's addresses of them need no key and expire. An address is only followed to where the carrier keeps files.
"""

from kernel.providers.downloads import TooLargeError, download
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from services.numbers.carrier.file_addresses import FileAddresses
from services.numbers.domain.media import MOST_BYTES

_BUCKET = "media.telnyx.com"
_GONE = (403, 404, 410)


class FileGoneError(Exception):
    """The carrier has the file no more."""


class MediaFiles:
    """The carrier's files of texts."""

    def __init__(self, base_url: str) -> None:
        self._addresses = FileAddresses(base_url, _BUCKET)

    def download(self, url: str) -> bytes | None:
        """Return the content of a file; None if it is larger than what is kept.

        Raise FileGoneError, and ProviderDownError: ask again.
        """
        self._addresses.require(url)
        try:
            return download(url, most_bytes=MOST_BYTES)
        except TooLargeError:
            return None
        except ProviderRefusedError as refusal:
            if refusal.status in _GONE:
                raise FileGoneError from refusal
            raise ProviderDownError(str(refusal)) from refusal
