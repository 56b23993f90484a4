"""Stores the recordings of voicemails in a private bucket of their own (N9).

| question | key |
|---|---|
| the recording of a voicemail | <voicemail id> |

Only the number's user gets at one, by a link that is valid for five minutes. A recording is stored before its item is,
and erased before it: whatever dies in between, the next try finds the same key.
"""

from typing import Any

LINK_SECONDS = 300


class VoicemailRecordings:
    """The bucket of recordings. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def store(self, voicemail_id: str, content: bytes, content_type: str) -> None:
        """Store the recording of a voicemail, whether it is there already or not."""
        self._client.put_object(Bucket=self._bucket, Key=voicemail_id, Body=content, ContentType=content_type)

    def sign_link(self, voicemail_id: str) -> str:
        """Return a link that a browser plays for five minutes. No request is made."""
        params = {"Bucket": self._bucket, "Key": voicemail_id, "ResponseCacheControl": "private, no-store"}
        link: str = self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=LINK_SECONDS)
        return link

    def erase(self, voicemail_id: str) -> None:
        """Remove the recording of a voicemail; no error if there is none."""
        self._client.delete_object(Bucket=self._bucket, Key=voicemail_id)
