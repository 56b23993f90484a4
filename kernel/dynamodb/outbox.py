"""The outbox: the events of a transaction as items of the table, from where the relay puts them on the bus.

A few have an item each. More are packed into one, compressed: 25 small events cost four write units instead of fifty.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from contracts.event import Envelope
from kernel import clock
from kernel.dynamodb.transact_items import Item, TransactItem, put
from kernel.packing import pack

MAX_EVENT_BYTES = 200_000
FEW = 3
_DAYS = 7


def outbox_items(envelopes: Sequence[Envelope]) -> list[TransactItem]:
    """Return the items that carry these events. Raise ValueError for an event that is too large to publish."""
    texts = [(envelope, _text(envelope)) for envelope in envelopes]
    if len(texts) <= FEW:
        return [_item(it, source=it.source, type=it.type, envelope=text) for it, text in texts]
    return [_item(packed[0][0], packed=pack(text for _, text in packed)) for packed in _packs(texts)]


def _packs(texts: Iterable[tuple[Envelope, str]]) -> Iterator[list[tuple[Envelope, str]]]:
    """Yield events that fit into an item together, whatever compression does."""
    packed: list[tuple[Envelope, str]] = []
    size = 0
    for envelope, text in texts:
        if packed and size + len(text.encode()) > MAX_EVENT_BYTES:
            yield packed
            packed, size = [], 0
        packed.append((envelope, text))
        size += len(text.encode())
    yield packed


def _text(envelope: Envelope) -> str:
    text = envelope.model_dump_json()
    if len(text.encode()) > MAX_EVENT_BYTES:
        raise ValueError(f"{envelope.type} is too large to publish")
    return text


def _item(first: Envelope, **of_it: str | bytes) -> TransactItem:
    """Return an item of the outbox, under the id of its first event."""
    key: Item = {"pk": f"EVENT#{first.id}", "sk": "EVENT"}
    return put(key | of_it | {"ttl": clock.to_epoch(first.time + timedelta(days=_DAYS))})
