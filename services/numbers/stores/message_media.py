"""Stores the files that came with texts in a private bucket of their own (N15).

| question | key |
|---|---|
| the file of a text at a place, from 0 | <message id>/<place> |

Only who may read the text gets at one, by a link that is valid for five minutes. A file is stored before its text says
so, and erased after its text is: whatever dies in between, the next try finds the same key.
"""

from typing import Any

from services.numbers.domain.media import Media

LINK_SECONDS = 300


class MessageMedia:
    """The bucket of files. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def store(self, message_id: str, place: int, content: bytes, content_type: str) -> None:
        """Store a file of a text, whether it is there already or not."""
        key = _key(message_id, place)
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=content_type)

    def sign_link(self, message_id: str, place: int, media: Media) -> str:
        """Return a link that a browser shows or saves the file from for five minutes. No request is made."""
        params = {
            "Bucket": self._bucket,
            "Key": _key(message_id, place),
            "ResponseCacheControl": "private, no-store",
            "ResponseContentType": media.content_type,
            "ResponseContentDisposition": "inline" if media.is_shown else "attachment",
        }
        link: str = self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=LINK_SECONDS)
        return link

    def erase(self, message_id: str, files: int) -> None:
        """Remove the files of a text; no error if there are none."""
        for place in range(files):
            self._client.delete_object(Bucket=self._bucket, Key=_key(message_id, place))


def _key(message_id: str, place: int) -> str:
    return f"{message_id}/{place}"
