"""Builds what only the doors of voicemails need from the environment, on first use."""

from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from services.numbers.carrier.recordings import Recordings
    from services.numbers.stores.voicemail_recordings import VoicemailRecordings


@cached_by_secret
def recordings() -> "Recordings":
    """Return the client of the carrier's recordings."""
    from kernel.providers.transport import Provider
    from services.numbers.carrier.recordings import Recordings

    url = setting("CARRIER_URL")
    return Recordings(Provider("telnyx", url, {"authorization": f"Bearer {secret('carrier_api_key')}"}), url)


@cache
def voicemail_recordings() -> "VoicemailRecordings":
    """Return the bucket of the recordings of voicemails."""
    from kernel import aws
    from services.numbers.stores.voicemail_recordings import VoicemailRecordings

    return VoicemailRecordings(setting("VOICEMAIL_BUCKET"), aws.client("s3"))
