"""Has moto find, compare and parse what it did before, in less time: its answers are the same.

Moto sorts the whole table for each query, asks every string for its type some times to compare it, weighs an item anew
for each of its attributes, and parses each expression of a transaction three times.
"""

import copy
from functools import lru_cache
from typing import Any

from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table
from moto.dynamodb.models.utilities import bytesize
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser
from moto.dynamodb.parsing.expressions import UpdateExpressionParser

_MOST = 405_000  # bytes of an item, as moto has it
_cast = DynamoType.cast_value.fget  # type: ignore[attr-defined]
_query = Table.query
_parse = ConditionExpressionParser.parse
_wanted = DepthFirstTraverser.nodes_to_be_processed


def _value_of(value: DynamoType) -> Any:
    return value.value if value.type == "S" else _cast(value)


def _equal(one: DynamoType, other: DynamoType) -> bool:
    if one.type != other.type:
        return False
    return one.value == other.value if one.type == "S" else one.cast_value == other.cast_value  # type: ignore[no-any-return]


def _hash(value: DynamoType) -> int:
    return hash((value.type, value.value if value.type == "S" else value.cast_value))


def _weigh_once(item: Item, hash_key: DynamoType, range_key: DynamoType | None, attrs: dict[str, Any]) -> None:
    item.hash_key, item.range_key, item.attrs = hash_key, range_key, LimitedSizeDict()
    size = 0
    for key, given in attrs.items():
        value = DynamoType(given)
        size += bytesize(key) + value.size()
        if size > _MOST:
            raise ItemSizeTooLarge
        dict.__setitem__(item.attrs, key, value)


def _query_what_has_the_key(table: Table, hash_key: DynamoType, *rest: Any, **named: Any) -> Any:
    """Query a table of only those items that have the partition key; an index that is not there is moto's to refuse."""
    narrowed, index_name = copy.copy(table), rest[6]
    indexes = {index.name: index for index in table.all_indexes()}
    if index_name in indexes:
        key = indexes[index_name].schema[0]["AttributeName"]
        narrowed.items = {pk: _having(key, hash_key, under) for pk, under in table.items.items()}  # type: ignore[assignment]
    elif not index_name:
        narrowed.items = {hash_key: table.items.get(hash_key, {})}  # type: ignore[assignment]
    return _query(narrowed, hash_key, *rest, **named)


def _having(key: str, value: DynamoType, items: dict[DynamoType, Item]) -> dict[DynamoType, Item]:
    return {sort_key: item for sort_key, item in items.items() if key in item.attrs and item.attrs[key] == value}


def _parse_once(parser: ConditionExpressionParser) -> Any:
    if not parser.condition_expression:
        return _parse(parser)
    asked = (parser.expression_attribute_names, parser.expression_attribute_values)
    op, names, values = _parsed(parser.condition_expression, _Same(*asked))
    parser.expr_attr_names_found.extend(names)
    parser.expr_attr_values_found.extend(values)
    return op


class _Same:
    """The names and values of an expression, equal to others that look the same."""

    def __init__(self, names: Any, values: Any) -> None:
        self.names, self.values, self._text = names, values, repr((names, values))

    def __hash__(self) -> int:
        return hash(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._text == other._text


def _wanted_once(traverser: DepthFirstTraverser) -> tuple[type, ...]:
    if "wanted" not in vars(traverser):
        vars(traverser)["wanted"] = _wanted(traverser)
    return vars(traverser)["wanted"]  # type: ignore[no-any-return]


@lru_cache(1000)
def _parsed(expression: str, given: _Same) -> tuple[Any, tuple[str, ...], tuple[str, ...]]:
    parser = ConditionExpressionParser(expression, given.names, given.values)
    return _parse(parser), tuple(parser.expr_attr_names_found), tuple(parser.expr_attr_values_found)


_QUICKER: tuple[tuple[Any, str, Any], ...] = (
    (DynamoType, "cast_value", property(_value_of)),
    (DynamoType, "__eq__", _equal),
    (DynamoType, "__hash__", _hash),
    (Item, "__init__", _weigh_once),
    (Table, "query", _query_what_has_the_key),
    (ConditionExpressionParser, "parse", _parse_once),
    (DepthFirstTraverser, "nodes_to_be_processed", _wanted_once),
    (UpdateExpressionParser, "make", lru_cache(1000)(UpdateExpressionParser.make)),  # moto changes only copies of it
)
_OWN = [(owner, name, owner.__dict__[name]) for owner, name, _ in _QUICKER]


def quicken() -> None:
    """Put what is quicker in place of moto's own."""
    for owner, name, quicker in _QUICKER:
        setattr(owner, name, quicker)


def slow_down() -> None:
    """Put moto's own back."""
    for owner, name, own in _OWN:
        setattr(owner, name, own)
