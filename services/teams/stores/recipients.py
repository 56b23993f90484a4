"""What each recipient of invitations was sent, over all teams, under a keyed hash of who it is."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, put
from kernel.problems import Stale
from services.teams.domain.recipient import Recipient
from services.teams.stores import keys

_LIFETIME = timedelta(days=16)  # longer than an invitation is open


def read(table: Table, hashes: Iterable[str]) -> dict[str, Recipient]:
    """Return the recipients with these hashes, in one call for each hundred."""
    wanted = list(dict.fromkeys(hashes))
    parts = (wanted[at : at + 100] for at in range(0, len(wanted), 100))
    return {of.hashed: of for part in parts for of in _read_some(table, part)}


def of_items(hashes: Iterable[str], found: dict[tuple[str, str], Item]) -> Iterator[Recipient]:
    """Yield the recipients among the items of a batch read; one without an item was sent nothing."""
    for hashed in hashes:
        key = keys.recipient(hashed)
        item = found.get((key["pk"], key["sk"]))
        yield from_item(Recipient, item) if item else Recipient(hashed)


def save(now: Recipient, at: datetime) -> TransactItem:
    """Write a recipient; raise Stale if they were sent another invitation in between."""
    attributes = to_item(now.written())
    unchanged = Attr("version").eq(now.version) if now.version else absent()
    item = keys.recipient(now.hashed) | attributes | {"ttl": clock.to_epoch(at + _LIFETIME)}
    return put(item, only_if=unchanged, on_conflict=Stale())


def _read_some(table: Table, hashes: Iterable[str]) -> Iterator[Recipient]:
    places = {hashed: keys.recipient(hashed) for hashed in hashes}
    return of_items(places, table.get_many((key["pk"], key["sk"]) for key in places.values()))
