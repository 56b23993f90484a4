"""Stores the records of letters that were signed on the screen (N7).

| question | key |
|---|---|
| who has signed the document with this ETag, and which words | PORT#request / SIGNATURE#etag |
| all signatures of a request | PORT#request / SIGNATURE# |

The id of a request is that of its first port-in. The key has the ETag of the document that was stored: a letter by
hand that replaces it has no record. Records are never changed: what has gone to the carrier once keeps its own.
"""

from collections.abc import Iterable

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, check, put
from kernel.problems import Stale
from services.numbers.domain.letter_signature import LetterSignature
from services.numbers.domain.port_in import PortIn
from services.numbers.stores import port_ins

_PREFIX = "SIGNATURE#"


def find(table: Table, port_id: str, etag: str) -> LetterSignature | None:
    """Return the signature of the document with this ETag; None for a letter that was uploaded, or none at all."""
    item = table.get(**_key(port_id, etag)) if etag else None
    return from_item(LetterSignature, item) if item else None


def add(signature: LetterSignature, parts: Iterable[PortIn]) -> list[TransactItem]:
    """Store the record; refused with Stale if the form of any of the request changed since the letter was written."""
    item = _key(signature.port_id, signature.etag) | to_item(signature)
    return [put(item), *(_unchanged(it) for it in parts)]


def load_all(table: Table, port_ids: Iterable[str]) -> list[Item]:
    """Return every record of these port-ins."""
    return [item for it in port_ids for item in table.query_all(port_ins.key(it)["pk"], begins=_PREFIX)]


def _unchanged(port: PortIn) -> TransactItem:
    return check(port_ins.key(port.port_id), only_if=Attr("version").eq(port.version), on_conflict=Stale())


def _key(port_id: str, etag: str) -> dict[str, str]:
    return {"pk": port_ins.key(port_id)["pk"], "sk": f"{_PREFIX}{etag.strip(chr(34))}"}
