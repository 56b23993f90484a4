"""Downloads a file of a provider: without our key, without redirects, up to a size and a time."""

import time
from typing import TYPE_CHECKING

from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import TIMEOUT

if TYPE_CHECKING:
    import requests

_PIECE = 64 * 1024


class TooLargeError(Exception):
    """The file is larger than what is accepted."""


def download(url: str, *, most_bytes: int, most_seconds: float = 30) -> bytes:
    """Return the content of a file. The caller has made sure that the address is the provider's.

    Raise TooLargeError; ProviderDownError if it did not come, or not in time; ProviderRefusedError for a 4xx.
    """
    import requests

    ends_at = time.monotonic() + most_seconds
    try:
        with requests.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as answer:
            if 400 <= answer.status_code < 500 and answer.status_code != 429:
                raise ProviderRefusedError(f"the download was refused: {answer.status_code}", answer.status_code, {})
            if answer.status_code != 200:
                raise ProviderDownError(f"the download was answered with {answer.status_code}")
            return _read(answer, most_bytes, ends_at)
    except requests.RequestException as error:
        raise ProviderDownError(f"the download failed: {type(error).__name__}") from error


def _read(answer: "requests.Response", most_bytes: int, ends_at: float) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(_PIECE):
        content += piece
        if len(content) > most_bytes:
            raise TooLargeError
        if time.monotonic() > ends_at:
            raise ProviderDownError("the download is too slow")
    return bytes(content)
