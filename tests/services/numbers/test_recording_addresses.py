"""Recordings are only fetched from where the carrier keeps files, no matter what named the address (N9)."""

import pytest

from kernel.providers.errors import ProviderDownError
from kernel.providers.transport import Provider
from services.numbers.carrier.file_addresses import FileAddresses
from services.numbers.carrier.recordings import Recording, Recordings

_API = "https://api.telnyx.com/v2"
_FILE = "telephony-recorder-prod/57bd0f26/2026-11-30/25478362-1771287492.mp3?X-Amz-Signature=abc"


def _is_followed(url: str) -> bool:
    return FileAddresses(_API, "telephony-recorder-prod").has(url)


@pytest.mark.parametrize(
    "url",
    [
        f"https://s3.amazonaws.com/{_FILE}",
        "https://s3.eu-central-1.amazonaws.com/telephony-recorder-prod-fr5/fresh.mp3",
        "https://telephony-recorder-prod.s3.amazonaws.com/a.mp3",
        "https://telephony-recorder-prod.s3.us-east-1.amazonaws.com/a.mp3",
        "https://api.telnyx.com/v2/recordings/a.mp3",
        "https://media.telnyx.com/a.mp3",
    ],
)
def test_the_carriers_own_addresses_are_followed(url: str) -> None:
    """Its buckets at S3 in any region, and its own hosts, on https."""
    assert _is_followed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:8000/a.mp3",
        f"http://s3.amazonaws.com/{_FILE}",
        f"https://s3.amazonaws.com:8443/{_FILE}",
        f"https://user:pass@s3.amazonaws.com/{_FILE}",
        "https://s3.amazonaws.com/another-bucket/a.mp3",
        "https://s3.amazonaws.com/telephony-recorder-production/a.mp3",
        "https://telephony-recorder-prodigy.s3.amazonaws.com/a.mp3",
        "https://s3.amazonaws.com.example.com/telephony-recorder-prod/a.mp3",
        "https://telephony-recorder-prod.example.com/a.mp3",
        "https://telephony-recorder-prod.s3.amazonaws.com.example.com/a.mp3",
        "https://example.com/telnyx.com",
        "https://eviltelnyx.com/a.mp3",
        "https://telnyx.com.example.com/a.mp3",
        "ftp://api.telnyx.com/a.mp3",
        "https://[::1/a.mp3",
        "https://s3.amazonaws.com:port/telephony-recorder-prod/a.mp3",
        "",
    ],
)
def test_no_other_address_is(url: str) -> None:
    """Nothing is requested there; the recording waits for an operator who reads the log."""
    assert not _is_followed(url)
    with pytest.raises(ProviderDownError):
        Recordings(Provider("telnyx", _API, {}), _API).download(Recording("rec_1", "", 1, url, "audio/mpeg"))
