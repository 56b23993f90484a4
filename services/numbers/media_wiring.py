"""Builds what only the doors of files need from the environment, on first use."""

from functools import cache
from typing import TYPE_CHECKING

from kernel.settings import setting

if TYPE_CHECKING:
    from services.numbers.carrier.media_files import MediaFiles
    from services.numbers.stores.message_media import MessageMedia


@cache
def media_files() -> "MediaFiles":
    """Return the carrier's files of texts."""
    from services.numbers.carrier.media_files import MediaFiles

    return MediaFiles(setting("CARRIER_URL"))


@cache
def message_media() -> "MessageMedia":
    """Return the bucket of the files of texts."""
    from kernel import aws
    from services.numbers.stores.message_media import MessageMedia

    return MessageMedia(setting("MEDIA_BUCKET"), aws.client("s3"))
