"""Stores the documents of port-ins in a private bucket: people upload them straight to it, by a form we sign (N7).

| question | key |
|---|---|
| a document of a port-in | <port id>/<kind> |

The signed form bounds the place and the size of an upload, and is valid for 15 minutes. The kind of a file is only its
sender's claim, so its first bytes are checked when the port-in is submitted, before anything goes to the carrier.
The form stays valid after that: the port-in keeps the ETag of each document as it was checked, a hash of the content,
and a document that was replaced since then is not sent.
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

DocumentKind = Literal["authorization", "bill"]
DOCUMENT_KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)
MAX_BYTES = 10 * 1024 * 1024
FORM_SECONDS = 900
_BEGINNINGS = {b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_PDF, _PDF_WITHIN = b"%PDF-", 1024  # readers look for it there: print drivers write a byte order mark or line before it
_MARKUP = b"<"
_CONTAINER, _PHONE_PHOTOS = b"ftyp", (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
ACCEPTED_TYPES = ("pdf", "jpg", "png")
TYPES = ("application/pdf", "image/jpeg", "image/png")
LINK_SECONDS = 300
_SIGNED_HERE = {"signed": "here"}  # metadata, which a signed form lets no one else set


class DocumentReplacedError(Exception):
    """The document in the bucket is not the one that was submitted; `kind` names it."""

    def __init__(self, kind: DocumentKind) -> None:
        super().__init__(f"{kind} was replaced")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class UploadForm:
    """A form that a browser or app posts, with the file as its last field; valid for 15 minutes."""

    url: str
    fields: dict[str, str]


class Documents:
    """The bucket of documents. `client` is S3's."""

    def __init__(self, bucket: str, client: Any) -> None:
        self._bucket = bucket
        self._client = client

    def sign_form(self, port_id: str, kind: DocumentKind) -> UploadForm:
        """Sign a form that uploads this document, up to 10 MB, and nothing else. No request is made."""
        given = self._client.generate_presigned_post(
            self._bucket,
            _key(port_id, kind),
            Conditions=[["content-length-range", 1, MAX_BYTES], ["starts-with", "$Content-Type", ""]],
            ExpiresIn=FORM_SECONDS,
        )
        return UploadForm(given["url"], dict(given["fields"]))

    def find_uploaded(self, port_id: str) -> dict[DocumentKind, str]:
        """Return the ETag of each document that is uploaded."""
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"{port_id}/").get("Contents", [])
        etags = {entry["Key"].partition("/")[2]: entry["ETag"] for entry in found if 0 < entry["Size"] <= MAX_BYTES}
        return {kind: etags[kind] for kind in DOCUMENT_KINDS if kind in etags}

    def read_file_type(self, port_id: str, kind: DocumentKind, etag: str) -> str | None:
        """Return the file type of a document by its content: pdf, jpg, png, heic; None for another, or if replaced."""
        first = f"bytes=0-{_PDF_WITHIN - 1}"
        answer = self._client.get_object(Bucket=self._bucket, Key=_key(port_id, kind), Range=first)
        return _file_type(answer["Body"].read()) if answer["ETag"] == etag else None

    def read(self, port_id: str, kind: DocumentKind, etag: str | None) -> tuple[bytes, str]:
        """Return the content of a document, and its file name. Raise DocumentReplacedError for another ETag than this.

        Without an ETag (a port-in submitted before they were kept) any content is returned.
        """
        answer = self._client.get_object(Bucket=self._bucket, Key=_key(port_id, kind))
        if etag is not None and answer["ETag"] != etag:
            raise DocumentReplacedError(kind)
        content: bytes = answer["Body"].read()
        return content, f"{kind}.{_file_type(content) or 'pdf'}"

    def store_signed_letter(self, port_id: str, content: bytes) -> str:
        """Store the PDF of a letter that was signed on the screen in place of any other letter. Return its ETag."""
        stored = self._client.put_object(
            Bucket=self._bucket,
            Key=_key(port_id, "authorization"),
            Body=content,
            ContentType="application/pdf",
            Metadata=_SIGNED_HERE,
        )
        return str(stored["ETag"])

    def is_signed_here(self, port_id: str, etag: str) -> bool:
        """Return whether the letter with this ETag is one that `store_signed_letter` has stored."""
        answer = self._client.get_object(Bucket=self._bucket, Key=_key(port_id, "authorization"), Range="bytes=0-0")
        return bool(answer["ETag"] == etag and answer["Metadata"] == _SIGNED_HERE)

    def sign_link(self, port_id: str, kind: DocumentKind) -> str:
        """Sign a link that downloads a document for five minutes. No request is made."""
        saved = f'attachment; filename="{kind}.pdf"'
        asked = {"Bucket": self._bucket, "Key": _key(port_id, kind), "ResponseContentDisposition": saved}
        link: str = self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=LINK_SECONDS)
        return link

    def erase(self, port_id: str) -> None:
        """Remove all documents of a port-in; no error if there are none."""
        for kind in DOCUMENT_KINDS:
            self._client.delete_object(Bucket=self._bucket, Key=_key(port_id, kind))


def _key(port_id: str, kind: DocumentKind) -> str:
    return f"{port_id}/{kind}"


def _file_type(content: bytes) -> str | None:
    if content[4:8] == _CONTAINER and content[8:12] in _PHONE_PHOTOS:
        return "heic"
    picture = next((kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning)), None)
    return picture or ("pdf" if _is_pdf(content) else None)


def _is_pdf(content: bytes) -> bool:
    """Return whether readers open it as a PDF, and browsers do not open it as a page."""
    before, header, _ = content[:_PDF_WITHIN].partition(_PDF)
    return bool(header) and not before.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_MARKUP)
