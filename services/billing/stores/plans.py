"""How plans lie in the table.

| question | key | index |
|---|---|---|
| how does this plan stand | PLAN#subscription / PLAN | |
| which plan has this number | NUMBER#number / PLAN | |
| to whom was this number handed over | NUMBER#number / HOLDER | |
| which plans has somebody for themselves, whoever pays | HOLDER#account / PLAN#subscription | |
| the running plans of a payer, by when they are due | PLANS#payer / time#subscription | gsi1 |
| of which is something due (sweep) | PLANS_DUE#shard / time#subscription | gsi2 |
"""

import zlib
from collections.abc import Iterable
from datetime import datetime

from kernel import clock
from kernel.dynamodb.conditions import Attr, Condition
from kernel.dynamodb.table import ItemPage, Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put
from kernel.problems import Stale
from services.billing.domain.plan import HandOver, PlanStatus, Subscription

SHARDS = 16
_PLAIN = (
    "subscription_id", "request_id", "number_id", "phone_number", "plan_id", "holder", "payer", "asked_by", "months",
    "next_plan_id", "cancelled", "lapses", "failures", "extras", "in_flight", "early", "charging", "paid_by", "reason",
    "then_payer", "handed", "wished", "version",
)  # fmt: skip


def key(subscription_id: str) -> dict[str, str]:
    """The key of a plan."""
    return {"pk": f"PLAN#{subscription_id}", "sk": "PLAN"}


def find(table: Table, subscription_id: str) -> Subscription | None:
    """The plan, or None."""
    item = table.get(**key(subscription_id))
    return loaded(item) if item else None


def of_number(table: Table, number_id: str) -> Subscription | None:
    """The plan that a number has now, or had last."""
    item = table.get(**_pointer(number_id))
    return find(table, item["subscription_id"]) if item else None


def hand_over_of(table: Table, number_id: str) -> HandOver | None:
    """The last that was heard of who has a number, if it was ever handed over."""
    item = table.get(**_noted(number_id))
    return HandOver(number_id, item["holder"], item["revision"]) if item else None


def loaded(item: Item) -> Subscription:
    """The plan of an item."""
    return Subscription(
        **{name: item[name] for name in _PLAIN if name in item},
        anchor=clock.from_text(item["anchor"]),
        standing=PlanStatus(item["standing"]),
        ended_at=clock.from_text(item["ended_at"]) if "ended_at" in item else None,
    )


def save(after: Subscription, before: Subscription | None = None) -> list[TransactItem]:
    """Write the plan as decided from `before`; Stale if it changed in between. Its version counts what happened."""
    unchanged: Condition = Attr("version").eq(before.version) if before else absent()
    entries = [put(_item(after), only_if=unchanged, on_conflict=Stale())]
    if before is None:
        entries.append(put(_pointer(after.number_id) | {"subscription_id": after.subscription_id}))
    if before is None or before.holder != after.holder:
        entries += [delete(_held(before))] if before else []
        entries.append(put(_held(after) | {"subscription_id": after.subscription_id}))
    return entries


def note(after: HandOver, before: HandOver | None, plan: Subscription | None) -> list[TransactItem]:
    """Write who has a number; Stale if that changed in between, or another plan than this was opened for it."""
    points = Attr("subscription_id").eq(plan.subscription_id) if plan else absent()
    return [
        put(_noted(after.number_id) | {"holder": after.holder, "revision": after.revision}, only_if=_as_heard(before),
            on_conflict=Stale()),
        check(_pointer(after.number_id), points, on_conflict=Stale()),
    ]  # fmt: skip


def still_held(number_id: str, heard: HandOver | None) -> TransactItem:
    """Refuse the transaction with Stale if the number was handed over since."""
    return check(_noted(number_id), _as_heard(heard), on_conflict=Stale())


def held_by(table: Table, account_id: str) -> list[Subscription]:
    """The plans that somebody has for themselves, whoever pays: few, as people go."""
    pointers = table.query_all(f"HOLDER#{account_id}", begins="PLAN#")
    found = (find(table, item["subscription_id"]) for item in pointers)
    return [plan for plan in found if plan]


def of_payer(table: Table, payer: str, limit: int, cursor: str | None) -> ItemPage:
    """A page of the plans that somebody pays for, by when they are due."""
    return table.query(f"PLANS#{payer}", index="gsi1", limit=limit, cursor=cursor)


def charged_by(table: Table, payer: str, until: datetime) -> Iterable[Subscription]:
    """Every plan of a payer that is due by an instant."""
    items = table.query_all(f"PLANS#{payer}", index="gsi1", up_to=f"{clock.to_text(until)}~")
    return map(loaded, items)


def runs_any(table: Table, payer: str) -> bool:
    """Whether somebody pays for a plan that goes on."""
    return any(not item["cancelled"] for item in table.query_all(f"PLANS#{payer}", index="gsi1"))


def due(table: Table, as_of: datetime) -> Iterable[list[str]]:
    """The ids of the plans of which something is due, some at a time."""
    for shard in range(SHARDS):
        cursor: str | None = None
        while True:
            page = table.query(f"PLANS_DUE#{shard}", index="gsi2", up_to=f"{clock.to_text(as_of)}~", limit=50,
                               cursor=cursor)  # fmt: skip
            if page.items:
                yield [item["subscription_id"] for item in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break


def _pointer(number_id: str) -> dict[str, str]:
    return {"pk": f"NUMBER#{number_id}", "sk": "PLAN"}


def _noted(number_id: str) -> dict[str, str]:
    return {"pk": f"NUMBER#{number_id}", "sk": "HOLDER"}


def _as_heard(heard: HandOver | None) -> Condition:
    return Attr("revision").eq(heard.revision) if heard else absent()


def _held(plan: Subscription) -> dict[str, str]:
    return {"pk": f"HOLDER#{plan.holder}", "sk": f"PLAN#{plan.subscription_id}"}


def _item(plan: Subscription) -> Item:
    item: Item = key(plan.subscription_id) | {name: getattr(plan, name) for name in _PLAIN}
    item |= {
        "anchor": clock.to_text(plan.anchor),
        "standing": plan.standing,
        "ended_at": clock.to_text(plan.ended_at) if plan.ended_at else None,
        "version": plan.version,
    }
    if plan.due_at is None:
        return item
    order = f"{clock.to_text(plan.due_at)}#{plan.subscription_id}"
    shard = zlib.crc32(plan.subscription_id.encode()) % SHARDS
    return item | {
        "gsi1pk": f"PLANS#{plan.pays_later}",
        "gsi1sk": order,
        "gsi2pk": f"PLANS_DUE#{shard}",
        "gsi2sk": order,
    }
