"""Where the carrier keeps files: addresses that it names are only followed to its own hosts and buckets."""

import re
from urllib.parse import SplitResult, urlsplit

from kernel.log import count, log
from kernel.providers.errors import ProviderDownError

_STORAGE = re.compile(r"(?:(?P<bucket>[a-z0-9.-]+)\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com")
_OWN = re.compile(r"(?:[a-z0-9-]+\.)*telnyx\.com")


class FileAddresses:
    """The addresses of one kind of file: the API's own origin, Telnyx's hosts, and its buckets at Amazon S3.

    Buckets of regions are called as `bucket` and a hyphen, such as `telephony-recorder-prod-fr5`.
    """

    def __init__(self, base_url: str, bucket: str) -> None:
        self._origin = _origin(base_url)
        self._bucket = re.compile(rf"{re.escape(bucket)}(?:-[a-z0-9-]+)?")

    def require(self, url: str) -> None:
        """Raise ProviderDownError, and alarm the operator, unless an address is the carrier's: it may have moved."""
        if not self.has(url):
            log().error("carrier.file.elsewhere", extra={"url": url.partition("?")[0]})
            count("CarrierFileElsewhere")
            raise ProviderDownError("the file is not where the carrier keeps files")

    def has(self, url: str) -> bool:
        """Return whether an address is the API's own, or on https where the carrier keeps files."""
        try:
            return _origin(url) == self._origin or self._is_storage(urlsplit(url))
        except ValueError:
            return False

    def _is_storage(self, parts: SplitResult) -> bool:
        host = parts.hostname or ""
        if parts.scheme != "https" or parts.port not in (None, 443) or "@" in parts.netloc:
            return False
        if _OWN.fullmatch(host):
            return True
        storage = _STORAGE.fullmatch(host)
        bucket = storage and (storage["bucket"] or parts.path.lstrip("/").partition("/")[0])
        return bool(bucket and self._bucket.fullmatch(bucket))


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
