"""The files of exports in their private bucket: the pieces that services wrote, and what they are packed into.

| question | key |
|---|---|
| a page of a file of a service's part (kernel/exports) | <service>/<export id>/<file>/<number>.jsonl |
| a ZIP file that a person downloads | packed/<export id>/<number>.zip |

A link is valid for 15 minutes. The bucket deletes everything after eight days; closing an account deletes it at once.
"""

from typing import Any

from contracts.exports import SERVICES
from kernel.exports.pieces import piece_key
from services.identity.domain.export import LINK_SECONDS

_PACKED = "packed"


class ExportFiles:
    """The bucket of exports. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def read_piece(self, export_id: str, service: str, name: str, number: int) -> bytes:
        """Return the lines of a piece."""
        key = piece_key(service, export_id, name, number)
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def store(self, export_id: str, number: int, content: bytes) -> None:
        """Store a ZIP file, whether it is there already or not."""
        key = f"{_PACKED}/{export_id}/{number}.zip"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType="application/zip")

    def sign_link(self, export_id: str, number: int, file_name: str) -> str:
        """Return a link that downloads a ZIP file under this name, for 15 minutes. No request is made."""
        params = {
            "Bucket": self._bucket,
            "Key": f"{_PACKED}/{export_id}/{number}.zip",
            "ResponseCacheControl": "private, no-store",
            "ResponseContentDisposition": f'attachment; filename="{file_name}"',
        }
        link: str = self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=LINK_SECONDS)
        return link

    def erase(self, export_id: str) -> None:
        """Delete everything of an export; no error if there is nothing."""
        for folder in (*SERVICES, _PACKED):
            while keys := self._list(f"{folder}/{export_id}/"):
                for key in keys:
                    self._client.delete_object(Bucket=self._bucket, Key=key)

    def _list(self, prefix: str) -> list[str]:
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix).get("Contents", [])
        return [entry["Key"] for entry in found]
