"""The papers of a transfer, in private storage: people upload them straight to it, by a form that we sign (N7).

| question | key |
|---|---|
| a paper of a transfer | <port id>/<kind> |
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

Paper = Literal["authorization", "bill"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
MAX_BYTES = 10 * 1024 * 1024
FORM_SECONDS = 900
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
TYPES = ("application/pdf", "image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A form that a browser or app posts, with the file as its last field; good for a quarter of an hour."""

    url: str
    fields: dict[str, str]


class Documents:
    """The bucket of papers. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def form(self, port_id: str, paper: Paper) -> UploadForm:
        """A form that uploads this paper, at most 10 MB of it, and nothing else. Made without a call."""
        given = self._client.generate_presigned_post(
            self._bucket,
            _key(port_id, paper),
            Conditions=[["content-length-range", 1, MAX_BYTES], ["starts-with", "$Content-Type", ""]],
            ExpiresIn=FORM_SECONDS,
        )
        return UploadForm(given["url"], dict(given["fields"]))

    def received(self, port_id: str) -> set[Paper]:
        """Which papers are there."""
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"{port_id}/").get("Contents", [])
        names = {entry["Key"].partition("/")[2] for entry in found if 0 < entry["Size"] <= MAX_BYTES}
        return {paper for paper in PAPERS if paper in names}

    def kind(self, port_id: str, paper: Paper) -> str | None:
        """What kind of file a paper that is there really is: pdf, jpg, png, or None for anything else."""
        answer = self._client.get_object(Bucket=self._bucket, Key=_key(port_id, paper), Range="bytes=0-15")
        return _kind(answer["Body"].read())

    def read(self, port_id: str, paper: Paper) -> tuple[bytes, str]:
        """A paper, and the name of its file."""
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=_key(port_id, paper))["Body"].read()
        return content, f"{paper}.{_kind(content) or 'pdf'}"

    def forget(self, port_id: str) -> None:
        """Remove all papers of a transfer; done as well if there are none."""
        for paper in PAPERS:
            self._client.delete_object(Bucket=self._bucket, Key=_key(port_id, paper))


def _key(port_id: str, paper: Paper) -> str:
    return f"{port_id}/{paper}"


def _kind(content: bytes) -> str | None:
    return next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), None)
