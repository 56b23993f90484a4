"""Cursors between the pages of a list: where a query stopped, as text that only this list accepts (E4)."""

import base64
import binascii
import json
from typing import Any, ClassVar

from kernel.problems import Invalid


class InvalidCursor(Invalid):
    code: ClassVar[str] = "invalid_cursor"
    title: ClassVar[str] = "This cursor does not belong to this list. Start again without it."


def encode_cursor(key: dict[str, Any]) -> str:
    """Return the key of the last item read, as text for the caller."""
    return base64.urlsafe_b64encode(json.dumps(key, sort_keys=True).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> dict[str, Any]:
    """Return the key in a cursor of our own; raise ValueError if it is none."""
    key: dict[str, Any] = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    return key


def decode_cursor(cursor: str, pk_name: str, pk: str) -> dict[str, Any]:
    """Return the key to continue after. Raise InvalidCursor unless it belongs to the list under `pk`."""
    try:
        key = read_cursor(cursor)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise InvalidCursor(field="cursor") from error
    wanted = {"pk", "sk", pk_name, f"{pk_name[:-2]}sk"}
    if not isinstance(key, dict) or set(key) != wanted or key[pk_name] != pk:
        raise InvalidCursor(field="cursor")
    if not all(_is_key(part) for part in key.values()):
        raise InvalidCursor(field="cursor")
    return key


def refuse_outside(sk: str, begins: str | None, between: tuple[str, str] | None, up_to: str | None) -> None:
    """Raise InvalidCursor for a sort key outside the queried range, which DynamoDB would report as our error."""
    first, last = between or ("", up_to or sk)
    if not sk.startswith(begins or "") or not first <= sk <= last:
        raise InvalidCursor(field="cursor")


def _is_key(part: Any) -> bool:
    try:
        return isinstance(part, str) and 0 < len(part.encode()) < 1000
    except UnicodeEncodeError:
        return False
