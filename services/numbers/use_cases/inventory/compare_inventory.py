"""Compare our numbers, orders and port-ins with the carrier's lists (N16).

First the carrier's lists are read, page by page, and kept by shards of phone numbers. Then each shard is compared with
our claims on phone numbers. What differs is looked at again an hour later, each phone number by itself: what differs
then too is counted and written, and nothing is changed by it. Any step may come again: it writes what it has written.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from contracts.inventory import InventoryDue
from kernel.dynamodb.items import from_item
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from services.numbers.carrier.inventory import CarrierInventory, EntryPage
from services.numbers.domain.inventory import Difference, Entry, Ours, Settings, compare
from services.numbers.domain.number import Number
from services.numbers.domain.port_in import PortIn
from services.numbers.stores import claims, inventories, numbers, port_ins, text_profiles

Gateway = Callable[[], CarrierInventory]
DOUBTS = "doubts"
_NUMBERS, _ORDERS, _PORTS, _LISTED, _COMPARED = "numbers", "orders", "ports", "listed", "compared"
_LISTS = (_NUMBERS, _ORDERS, _PORTS)
_PORTS_SINCE = timedelta(days=180)  # a port-in takes weeks, and waits 60 days for a correction at most
_MOST_PAGES = 4_000  # a million numbers: a list that goes on beyond it has no end
_DOUBTS_AT_ONCE = 20  # each is three requests or more


def compare_inventory(work: UnitOfWork, carrier: Gateway, settings: Settings, event: InventoryDue) -> None:
    """Do one step of a day's inventory, and publish the next. Raises ProviderDownError: again later."""
    match event.part:
        case "":
            _publish(work, event, _LISTS)
        case part if part in _LISTS:
            _keep_page(work, event, _read_page(work, carrier(), event))
        case "listed":
            _begin_shards(work, event)
        case "compared":
            _end_first_look(work, event)
        case "doubts":
            _look_again(work, carrier(), settings, event)
        case shard:
            _compare_shard(work, settings, event, int(shard))


def _publish(work: UnitOfWork, event: InventoryDue, parts: Iterable[str]) -> None:
    work.publish(*(InventoryDue(day=event.day, part=part) for part in parts))


def _read_page(work: UnitOfWork, carrier: CarrierInventory, event: InventoryDue) -> EntryPage:
    if event.part == _NUMBERS:
        return carrier.list_numbers(event.page)
    if event.part == _ORDERS:
        return carrier.list_pending_orders(event.page)
    return carrier.list_ports(event.page, work.now - _PORTS_SINCE)


def _keep_page(work: UnitOfWork, event: InventoryDue, page: EntryPage) -> None:
    """Store a page, and publish the next, or that the list is read; one without an end leaves the day open."""
    work.save(inventories.save_entries(event.day, event.part, event.page, page.entries, work.now))
    if page.has_more and event.page >= _MOST_PAGES:
        log().error("carrier.inventory.endless", extra={"day": event.day, "part": event.part})
    elif page.has_more:
        work.publish(event.model_copy(update={"page": event.page + 1}))
    else:
        work.save([inventories.save_part(event.day, event.part)])
        _publish(work, event, [_LISTED])


def _begin_shards(work: UnitOfWork, event: InventoryDue) -> None:
    """Publish the shards that are not compared, once all lists are read."""
    done = inventories.list_done(work.table, event.day)
    if done.issuperset(_LISTS):
        left = [str(shard) for shard in range(claims.SHARDS) if str(shard) not in done]
        _publish(work, event, left or [_COMPARED])


def _compare_shard(work: UnitOfWork, settings: Settings, event: InventoryDue, shard: int) -> None:
    """Note the phone numbers of a shard about which we differ."""
    theirs: dict[str, list[Entry]] = defaultdict(list)
    for entry in inventories.list_entries(work.table, event.day, shard):
        theirs[entry.phone_number].append(entry)
    for page in claims.list_pages(work.table, shard):
        for ours in _load(work, page):
            _note_doubt(work, settings, event.day, ours, theirs.pop(ours.phone_number, []))
    for phone_number, entries in theirs.items():
        _note_doubt(work, settings, event.day, Ours(phone_number), entries)
    work.save([inventories.save_part(event.day, event.part)])
    _publish(work, event, [_COMPARED])


def _note_doubt(work: UnitOfWork, settings: Settings, day: str, ours: Ours, theirs: list[Entry]) -> None:
    if not compare(ours, theirs, settings):
        return
    known = [ours.number.number_id] if ours.number else [ours.port.reference] if ours.port else []
    references = {*known, *(it.reference for it in theirs if it.kind != "number" and it.reference)}
    own = work.afresh()
    own.save([inventories.save_doubt(day, ours.phone_number, references, work.now)])
    own.commit()


def _load(work: UnitOfWork, page: list[Item]) -> Iterable[Ours]:
    """Yield what each claim of a page is of."""
    for at in range(0, len(page), 100):
        items = page[at : at + 100]
        keys = [numbers.key(it["number_id"]) if "number_id" in it else port_ins.key(it["port_id"]) for it in items]
        loaded = work.table.get_each(keys)
        profile_ids = text_profiles.find_ids(work.table, (it["holder"] for it in loaded if it and "holder" in it))
        for claim, found in zip(items, loaded, strict=True):
            phone_number = claim["gsi1sk"]
            if found and "number_id" in claim:
                number = from_item(Number, found)
                yield Ours(phone_number, number=number, profile_id=profile_ids.get(number.holder, ""))
            else:
                yield Ours(phone_number, port=from_item(PortIn, found) if found else None)


def _end_first_look(work: UnitOfWork, event: InventoryDue) -> None:
    done, last = inventories.list_done(work.table, event.day), inventories.find_last(work.table)
    if all(str(shard) in done for shard in range(claims.SHARDS)) and (last is None or last.day < event.day):
        work.save([inventories.save_last(inventories.Last(event.day, work.now))])


def _look_again(work: UnitOfWork, carrier: CarrierInventory, settings: Settings, event: InventoryDue) -> None:
    """Look at a page of what differed, as it is now on both sides, and report what differs still."""
    page = inventories.list_doubts(work.table, event.day, _DOUBTS_AT_ONCE, event.cursor or None)
    for doubt in page.items:
        phone_number = doubt["phone_number"]
        claim = work.table.get(**claims.key(phone_number))
        ours = next(iter(_load(work, [claim])), None) if claim else None
        theirs = carrier.look_at(phone_number, doubt["references"])
        for found in compare(ours or Ours(phone_number), theirs, settings):
            _report(work, event.day, phone_number, found)
    last = inventories.find_last(work.table)
    if page.next_cursor:
        work.publish(event.model_copy(update={"cursor": page.next_cursor}))
    elif last and last.day == event.day:
        work.save([inventories.save_last(replace(last, is_confirmed=True))])


def _report(work: UnitOfWork, day: str, phone_number: str, found: Difference) -> None:
    """Write a line into the day's report and count it, unless it is there."""
    if inventories.has_line(work.table, day, phone_number, found.what):
        return
    log().error("carrier.inventory.difference", extra={"what": found.what, "ours": found.ours, "theirs": found.theirs})
    count("InventoryDifference")
    own = work.afresh()
    own.save([inventories.save_line(day, phone_number, found)])
    own.commit()
