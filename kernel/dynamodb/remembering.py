"""A table that remembers what it has read until that is written: for requests that run a use case row by row."""

from collections.abc import Iterable, Sequence

from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem

_AT_ONCE = 100

Place = tuple[str, str]


class RememberingTable(Table):
    """Answers a read of an item that was read before from memory: what is decided by it is written on conditions.

    What is written is read anew, and everything is after a refused transaction.
    """

    def __init__(self, behind: Table) -> None:
        super().__init__(behind.name, behind.client)
        self._read: dict[Place, Item | None] = {}

    def read_ahead(self, places: Iterable[Place]) -> None:
        """Read these items, a hundred in one call."""
        wanted = [place for place in dict.fromkeys(places) if place not in self._read]
        for at in range(0, len(wanted), _AT_ONCE):
            self.get_many(wanted[at : at + _AT_ONCE])

    def forget(self) -> None:
        """Have everything read anew."""
        self._read.clear()

    def get(self, pk: str, sk: str) -> Item | None:
        """Return the item under this key, or None."""
        if (pk, sk) not in self._read:
            self._read[pk, sk] = super().get(pk, sk)
        return self._read[pk, sk]

    def get_many(self, keys: Iterable[Place]) -> dict[Place, Item]:
        """Return the items found under these keys, by key."""
        wanted = list(dict.fromkeys(keys))
        missing = [place for place in wanted if place not in self._read]
        found = super().get_many(missing) if missing else {}
        self._read |= {place: found.get(place) for place in missing}
        return {place: item for place in wanted if (item := self._read[place]) is not None}

    def commit(self, entries: Sequence[TransactItem]) -> None:
        """Write all the items in one transaction, or none. Raise what `Table.commit` raises."""
        try:
            super().commit(entries)
        except Exception:
            self.forget()
            raise
        for entry in entries:
            if entry.kind != "ConditionCheck":
                self._read.pop(entry.key, None)
