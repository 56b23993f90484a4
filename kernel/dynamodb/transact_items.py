"""The items of a DynamoDB transaction, each with the refusal to raise when its condition fails."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kernel.dynamodb.conditions import Attr, Condition, Expressions

Item = dict[str, Any]
Refusal = Exception | Callable[[Item], Exception]


@dataclass(frozen=True)
class TransactItem:
    """One item of `TransactWriteItems`: its kind, its parameters, its condition, and the refusal if that fails."""

    kind: str
    params: dict[str, Any]
    refusal: Refusal | None = None
    only_if: Condition | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return the key of what it writes or checks."""
        key = self.params["Item"] if self.kind == "Put" else self.params["Key"]
        return key["pk"]["S"], key["sk"]["S"]

    def request(self, table_name: str) -> dict[str, Any]:
        """Return the item as `TransactWriteItems` takes it."""
        params = self.params | {"TableName": table_name}
        for name, value in _rendered(self.only_if).items():
            params[name] = params.get(name, {}) | value if isinstance(value, dict) else value
        return {self.kind: params}

    def with_check(self, check: "TransactItem") -> "TransactItem":
        """Return this item under the condition of a check of the same key as well; DynamoDB allows one item for a key.

        Whichever of the two fails, the refusal is the check's: a right is lost, or is looked at again (E6).
        """
        both = check.only_if & self.only_if if check.only_if and self.only_if else check.only_if or self.only_if
        return replace(self, only_if=both, refusal=check.refusal)

    def refused(self, old: Item) -> Exception:
        """Return what to raise when the condition failed; `old` is the item that was there, or empty."""
        if self.refusal is None:
            return AssertionError(f"a condition without a refusal failed: {self.params}")
        return self.refusal if isinstance(self.refusal, Exception) else self.refusal(old)


def absent() -> Condition:
    """Return the condition that there is no such item."""
    return Attr("pk").not_exists()


def present() -> Condition:
    """Return the condition that there is such an item."""
    return Attr("pk").exists()


def put(item: Item, *, only_if: Condition | None = None, on_conflict: Refusal | None = None) -> TransactItem:
    """Write a whole item."""
    return TransactItem("Put", {"Item": encode(item)}, on_conflict, only_if)


def put_new(item: Item, *, on_conflict: Refusal) -> TransactItem:
    """Write an item that must not be there yet."""
    return put(item, only_if=absent(), on_conflict=on_conflict)


def delete(key: Item, *, only_if: Condition | None = None, on_conflict: Refusal | None = None) -> TransactItem:
    """Delete an item; a missing one is an error only if the condition says so."""
    return TransactItem("Delete", {"Key": encode(key)}, on_conflict, only_if)


def check(key: Item, only_if: Condition, *, on_conflict: Refusal) -> TransactItem:
    """Change nothing, but refuse the whole transaction unless the condition holds."""
    return TransactItem("ConditionCheck", {"Key": encode(key)}, on_conflict, only_if)


def update(
    key: Item,
    *,
    set: Mapping[str, Any] | None = None,
    set_once: Mapping[str, Any] | None = None,
    add: Mapping[str, int] | None = None,
    remove: tuple[str, ...] = (),
    only_if: Condition | None = None,
    on_conflict: Refusal | None = None,
) -> TransactItem:
    """Update some attributes: `set` (None removes), `set_once` (unless present), `add` to a number, `remove`."""
    names: dict[str, str] = {}
    values: Item = {}

    def name(attribute: str) -> str:
        names[f"#u{len(names)}"] = attribute
        return f"#u{len(names) - 1}"

    def value(of: Any) -> str:
        values[f":u{len(values)}"] = of
        return f":u{len(values) - 1}"

    given = dict(set or {})
    remove += tuple(at for at, to in given.items() if to is None)
    sets = [f"{name(at)} = {value(to)}" for at, to in given.items() if to is not None]
    for at, to in (set_once or {}).items():
        alias = name(at)
        sets.append(f"{alias} = if_not_exists({alias}, {value(to)})")
    clauses = {
        "SET": sets,
        "ADD": [f"{name(at)} {value(by)}" for at, by in (add or {}).items()],
        "REMOVE": [name(at) for at in remove],
    }
    expression = " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses.items() if parts)
    params: dict[str, Any] = {
        "Key": encode(key),
        "UpdateExpression": expression,
        "ExpressionAttributeNames": names,
    }
    if values:
        params["ExpressionAttributeValues"] = encode(values)
    return TransactItem("Update", params, on_conflict, only_if)


def encode(item: Mapping[str, Any]) -> Item:
    """Return Python values as DynamoDB's typed attributes, without those that are None."""
    return {name: _serialize(value) for name, value in item.items() if value is not None}


def decode(item: Mapping[str, Any]) -> Item:
    """Return DynamoDB's typed attributes as Python values, with whole numbers as int."""
    return {name: _deserialize(value) for name, value in item.items()}


def _serialize(value: Any) -> dict[str, Any]:
    """One value as DynamoDB types it. Raises TypeError for a value that no item of ours holds, such as a float."""
    typed: Any = value
    match value:
        case None:
            kind, typed = "NULL", True
        case bool():
            kind = "BOOL"
        case int() | Decimal():
            kind, typed = "N", str(value)
        case str():
            kind = "S"
        case bytes():
            kind = "B"
        case Mapping():
            kind, typed = "M", {name: _serialize(member) for name, member in value.items()}
        case list() | tuple():
            kind, typed = "L", [_serialize(member) for member in value]
        case set() | frozenset() if value and all(isinstance(member, str) for member in value):
            kind, typed = "SS", sorted(value)
        case _:
            raise TypeError(f"an item cannot hold {value!r}")
    return {kind: typed}


def _deserialize(typed: Mapping[str, Any]) -> Any:
    """The value that DynamoDB typed. Raises TypeError for a type that no item of ours holds."""
    ((kind, value),) = typed.items()
    if kind not in _READ:
        raise TypeError(f"an item has the type {kind}")
    return _READ[kind](value)


_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("S", "BOOL", "B"), lambda value: value),
    "N": lambda text: int(Decimal(text)),
    "NULL": lambda _: None,
    "M": decode,
    "L": lambda members: [_deserialize(member) for member in members],
    "SS": set,
}


def _rendered(condition: Condition | None) -> dict[str, Any]:
    if condition is None:
        return {}
    built = Expressions()
    params: dict[str, Any] = {
        "ConditionExpression": built.add(condition),
        "ExpressionAttributeNames": built.names,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    if built.values:
        params["ExpressionAttributeValues"] = encode(built.values)
    return params
