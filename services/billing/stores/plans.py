"""Stores the plans of numbers.

| question | key | index |
|---|---|---|
| what is the status of this plan | PLAN#subscription / PLAN | |
| which plan has this number | NUMBER#number / PLAN | |
| to whom was this number handed over | NUMBER#number / HOLDER | |
| which plans does a holder have, paid by any payer | HOLDER#account / PLAN#subscription | |
| the running plans of a payer, by when they are due | PLANS#payer / time#subscription | gsi1 |
| whose plans are due (sweep) | PLANS_DUE#shard of the payer / time#subscription | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put
from kernel.problems import Stale
from services.billing.domain.hand_over import HandOver
from services.billing.domain.plan import Source, Subscription

SHARDS = 16
_OF_PAYER = "PLANS#"


def key(subscription_id: str) -> dict[str, str]:
    """Return the key of a plan."""
    return {"pk": f"PLAN#{subscription_id}", "sk": "PLAN"}


def find(table: Table, subscription_id: str) -> Subscription | None:
    """Return the plan, or None."""
    item = table.get(**key(subscription_id))
    return from_item(Subscription, item) if item else None


def find_by_number(table: Table, number_id: str) -> Subscription | None:
    """Return the plan that a number has now, or had last."""
    item = table.get(**number_key(number_id))
    return find(table, item["subscription_id"]) if item else None


def find_hand_over(table: Table, number_id: str) -> HandOver | None:
    """Return the last known hand-over of a number, or None."""
    item = table.get(**_hand_over_key(number_id))
    return from_item(HandOver, item) if item else None


def save(after: Subscription, before: Subscription | None = None) -> list[TransactItem]:
    """Write the plan decided from `before`; refuse with Stale if it changed since. Its version counts the changes."""
    unchanged: Condition = Attr("version").eq(before.version) if before else absent()
    entries = [put(_item(after), only_if=unchanged, on_conflict=Stale())]
    if before is None:
        entries.append(put(number_key(after.number_id) | {"subscription_id": after.subscription_id}))
    if before is None or before.holder != after.holder:
        entries += [delete(_holder_key(before))] if before else []
        entries.append(put(_holder_key(after) | {"subscription_id": after.subscription_id}))
    return entries


def save_hand_over(after: HandOver, before: HandOver | None, plan: Subscription | None) -> list[TransactItem]:
    """Write who holds a number; refuse with Stale if that changed since, or another plan was opened for it."""
    points = Attr("subscription_id").eq(plan.subscription_id) if plan else absent()
    return [
        put(
            _hand_over_key(after.number_id) | to_item(after),
            only_if=_as_known(before),
            on_conflict=Stale(),
        ),
        check(number_key(after.number_id), points, on_conflict=Stale()),
    ]


def check_hand_over(number_id: str, known: HandOver | None) -> TransactItem:
    """Refuse the transaction with Stale if the number was handed over since."""
    return check(_hand_over_key(number_id), _as_known(known), on_conflict=Stale())


def list_by_holder(
    table: Table, account_id: str, limit: int, cursor: str | None = None
) -> tuple[list[Subscription], str | None]:
    """Return a page of the plans of a holder, paid by any payer, and the cursor of the next one."""
    page = table.query(f"HOLDER#{account_id}", begins="PLAN#", limit=limit, cursor=cursor)
    return list(find_many(table, [item["subscription_id"] for item in page.items]).values()), page.next_cursor


def list_by_payer(table: Table, payer: str, limit: int, cursor: str | None) -> ItemPage:
    """Return a page of the plans that an account or team pays for, by when they are due."""
    return table.query(f"{_OF_PAYER}{payer}", index="gsi1", limit=limit, cursor=cursor)


def list_due_by(table: Table, payer: str, until: datetime) -> Iterable[Subscription]:
    """Yield every plan of a payer that is due by an instant."""
    items = table.query_all(f"{_OF_PAYER}{payer}", index="gsi1", up_to=f"{clock.to_text(until)}~")
    return (from_item(Subscription, item) for item in items)


def list_running(table: Table, payer: str) -> Iterable[Subscription]:
    """Yield every plan of a payer that is not over."""
    return (from_item(Subscription, item) for item in table.query_all(f"{_OF_PAYER}{payer}", index="gsi1"))


def has_running(table: Table, payer: str) -> bool:
    """Return whether the payer has a plan that their wallet will renew."""
    items = table.query_all(f"{_OF_PAYER}{payer}", index="gsi1")
    return any(not item["cancelled"] and item.get("source") != Source.STORE for item in items)


def list_due_payers(table: Table, as_of: datetime) -> Iterable[list[str]]:
    """Yield the payers who have due plans, some at a time; each once, as all of their plans are in one shard."""
    for shard in range(SHARDS):
        known: set[str] = set()
        for items in table.query_pages(f"PLANS_DUE#{shard}", index="gsi2", up_to=f"{clock.to_text(as_of)}~", size=50):
            found = {item["gsi1pk"].removeprefix(_OF_PAYER) for item in items} - known
            known |= found
            if found:
                yield sorted(found)


def find_many(table: Table, subscription_ids: Iterable[str]) -> dict[str, Subscription]:
    """Return up to 100 plans by their ids, in one read."""
    found = table.get_each(map(key, subscription_ids))
    return {item["subscription_id"]: from_item(Subscription, item) for item in found if item}


def number_key(number_id: str) -> dict[str, str]:
    """Return the key of which plan a number has."""
    return {"pk": f"NUMBER#{number_id}", "sk": "PLAN"}


def _hand_over_key(number_id: str) -> dict[str, str]:
    return {"pk": f"NUMBER#{number_id}", "sk": "HOLDER"}


def _as_known(known: HandOver | None) -> Condition:
    return Attr("revision").eq(known.revision) if known else absent()


def _holder_key(plan: Subscription) -> dict[str, str]:
    return {"pk": f"HOLDER#{plan.holder}", "sk": f"PLAN#{plan.subscription_id}"}


def _item(plan: Subscription) -> Item:
    item: Item = key(plan.subscription_id) | to_item(plan)
    if plan.due_at is None:
        return item
    order = f"{clock.to_text(plan.due_at)}#{plan.subscription_id}"
    shard = zlib.crc32(plan.pays_later.encode()) % SHARDS
    return item | {
        "gsi1pk": f"{_OF_PAYER}{plan.pays_later}",
        "gsi1sk": order,
        "gsi2pk": f"PLANS_DUE#{shard}",
        "gsi2sk": order,
    }
