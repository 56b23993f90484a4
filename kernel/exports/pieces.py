"""Writes the pieces of a service's part of an export into the bucket, each a page of rows as lines of JSON.

| question | key |
|---|---|
| the rows of a page of a kind | <service>/<export id>/<kind>/<number of the page>.jsonl |

Each service writes under its own name only. A page that is prepared again is written under the same key.
"""

import json
from collections.abc import Sequence
from typing import Any

from kernel.exports.kinds import Row


def piece_key(service: str, export_id: str, kind: str, number: int) -> str:
    """Return the key of a piece."""
    return f"{service}/{export_id}/{kind}/{number:06}.jsonl"


class Pieces:
    """The bucket, as a service may use it that prepares its part. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def write(self, key: str, rows: Sequence[Row]) -> int:
        """Write a piece, and return how many bytes it has."""
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        content = text.encode()
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType="application/jsonl")
        return len(content)
