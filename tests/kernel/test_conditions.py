"""Tests of conditions: each renders as boto3 renders it, and items are read back as they were written."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb import conditions as boto3s
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from kernel.dynamodb import conditions as ours
from kernel.dynamodb.transact_items import decode, encode

SIMPLE: list[tuple[str, tuple[Any, ...]]] = [
    *((name, (3,)) for name in ("eq", "ne", "lt", "lte", "gt", "gte")),
    ("between", (1, 5)),
    ("begins_with", ("a",)),
    ("exists", ()),
    ("not_exists", ()),
]
VALUES = ["", "a", 0, -7, 10**30, True, False, b"x", {"a": {"b": [1, None, "c", {}]}}, [], {"x", "y"}]


def built(condition: Any) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return the expression, names and values that boto3 renders."""
    of = boto3s.ConditionExpressionBuilder().build_expression(condition)
    return of.condition_expression, of.attribute_name_placeholders, of.attribute_value_placeholders


def rendered(condition: ours.Condition) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Return the expression, names and values that our code renders."""
    expressions = ours.Expressions()
    return expressions.add(condition), expressions.names, expressions.values


@pytest.mark.parametrize(("name", "given"), SIMPLE)
@pytest.mark.parametrize("attribute", ["pk", "terms.plan"])
def test_a_condition_renders_as_in_boto3(name: str, given: tuple[Any, ...], attribute: str) -> None:
    """Each of the ten conditions renders as in boto3."""
    assert rendered(getattr(ours.Attr(attribute), name)(*given)) == built(getattr(boto3s.Attr(attribute), name)(*given))


def test_joined_conditions_render_as_in_boto3() -> None:
    """Joined conditions are in parentheses, with placeholders counted through the whole expression."""

    def joined(attr: Any) -> Any:
        return (attr("a").eq(1) | attr("b").not_exists()) & attr("c").between(2, 3) | attr("a").begins_with("x")

    assert rendered(joined(ours.Attr)) == built(joined(boto3s.Attr))


def test_two_expressions_of_one_request_share_no_placeholder() -> None:
    """A key condition and a filter of one request use different placeholders."""
    expressions = ours.Expressions()
    assert (expressions.add(ours.Key("pk").eq("a")), expressions.add(ours.Attr("b").lt(2))) == (
        "#n0 = :v0",
        "#n1 < :v1",
    )
    assert (expressions.names, expressions.values) == ({"#n0": "pk", "#n1": "b"}, {":v0": "a", ":v1": 2})


@pytest.mark.parametrize("value", VALUES, ids=[type(value).__name__ + str(index) for index, value in enumerate(VALUES)])
def test_a_value_is_typed_as_boto3_types_it_and_comes_back(value: Any) -> None:
    """Each value has boto3's type and is read back equal; the order of a set does not count."""
    (typed,) = encode({"a": value}).values()
    theirs = TypeSerializer().serialize(value)
    assert {kind: sorted(member) if kind == "SS" else member for kind, member in theirs.items()} == typed
    assert decode({"a": typed}) == {"a": value}
    assert TypeDeserializer().deserialize(typed) == value


def test_a_number_of_another_form_comes_back_whole() -> None:
    """A number that DynamoDB returns with an exponent is read as the same integer."""
    assert decode({"a": {"N": "1E+3"}}) == {"a": 1000}
    assert encode({"a": Decimal(12)}) == {"a": {"N": "12"}}


@pytest.mark.parametrize("value", [1.5, set(), object()])
def test_a_value_that_no_item_can_store_is_refused(value: Any) -> None:
    """Floats and unknown types raise TypeError, as in boto3."""
    with pytest.raises(TypeError):
        encode({"a": value})
    with pytest.raises(TypeError):
        decode({"a": {"XX": value}})
