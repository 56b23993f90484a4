"""Pages of a list that several wallets share, newest first: a person's own, and those that they inherited."""

import binascii

from kernel.dynamodb.cursors import InvalidCursor, encode_cursor, read_cursor
from kernel.dynamodb.table import ItemPage, Table

_MOST_KEY = 200


def page_of_wallets(table: Table, prefix: str, wallets: tuple[str, ...], limit: int, cursor: str | None) -> ItemPage:
    """Return a page of `<prefix>#<wallet>` in gsi1 over all wallets, newest first. Raises InvalidCursor."""
    if len(wallets) == 1:
        return table.query(f"{prefix}#{wallets[0]}", index="gsi1", limit=limit, cursor=cursor, newest_first=True)
    before = _decode(cursor) if cursor else None
    found = [
        item
        for wallet in wallets
        for item in table.query(
            f"{prefix}#{wallet}", index="gsi1", up_to=before, limit=limit + 2, newest_first=True
        ).items
        if item["gsi1sk"] != before
    ]
    found.sort(key=lambda item: str(item["gsi1sk"]), reverse=True)
    is_last = len(found) <= limit
    return ItemPage(found[:limit], None if is_last else encode_cursor({"before": found[limit - 1]["gsi1sk"]}))


def _decode(cursor: str) -> str:
    try:
        key = read_cursor(cursor)
    except (binascii.Error, ValueError, RecursionError) as error:
        raise InvalidCursor(field="cursor") from error
    before = key.get("before") if isinstance(key, dict) else None
    if not isinstance(before, str) or not before.isascii() or not 0 < len(before) < _MOST_KEY:
        raise InvalidCursor(field="cursor")
    return before
