"""Moto is asked by shorter ways than its own: whatever is asked, the answer is moto's."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from kernel import aws
from tests.moto_lookups import quicken, slow_down
from tests.moto_shortcut import shorten, the_long_way
from tests.moto_tables import kept, put_back

Json = dict[str, Any]


def _item(pk: str, sk: str, **attributes: Json) -> Json:
    return {"pk": {"S": pk}, "sk": {"S": sk}} | attributes


_RICH = {
    "n": {"N": "7.50"},
    "yes": {"BOOL": False},
    "packed": {"B": b"\x00\xff"},
    "names": {"SS": ["a", "b"]},
    "none": {"NULL": True},
    "list": {"L": [{"N": "1"}, {"M": {"deep": {"S": ""}}}]},
    "map": {"M": {"b": {"B": b"1"}, "s": {"SS": ["x"]}}},
}
_ITEMS = [
    _item("a", "1", gsi1pk={"S": "g"}, gsi1sk={"S": "2"}, **_RICH),
    _item("a", "2", gsi1pk={"S": "g"}, gsi1sk={"S": "1"}, n={"N": "2"}),
    _item("a", "3", n={"N": "10"}),
    _item("b", "1", gsi1pk={"S": "g"}, n={"N": "2"}),
    _item("b", "2", gsi1pk={"S": "other"}, gsi1sk={"S": "1"}),
]
_KEY = {"pk": {"S": "a"}, "sk": {"S": "1"}}
_NOT_THERE = {"pk": {"S": "a"}, "sk": {"S": "9"}}
_OF_A = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "a"}}}
_OF_G = {"KeyConditionExpression": "gsi1pk = :p", "ExpressionAttributeValues": {":p": {"S": "g"}}, "IndexName": "gsi1"}
_BOTH = {":p": {"S": "a"}, ":s": {"S": "2"}}
_SMALL = {"FilterExpression": "n < :n AND attribute_exists(pk)", "ExpressionAttributeValues": {":n": {"N": "9"}}}
_ADD = {
    "UpdateExpression": "ADD n :one SET #l = list_append(#l, :l) REMOVE yes",
    "ExpressionAttributeNames": {"#l": "list"},
    "ExpressionAttributeValues": {":one": {"N": "1"}, ":l": {"L": [{"S": "x"}]}},
}
_SET = {"UpdateExpression": "SET n = if_not_exists(n, :n)", "ExpressionAttributeValues": {":n": {"N": "5"}}}
_ABSENT = {"ConditionExpression": "attribute_not_exists(pk)", "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
_N_IS = {"ConditionExpression": "n = :n", "ExpressionAttributeValues": {":n": {"N": "7.5"}}}


def _put(pk: str, **attributes: Json) -> Json:
    return {"Item": _item(pk, "1", **attributes), **_ABSENT}


def _transaction(put: Json, **others: Json) -> tuple[str, Json]:
    entries = {"Put": put} | others
    items = [{kind: entry | {"TableName": "{table}"}} for kind, entry in entries.items()]
    return "TransactWriteItems", {"TransactItems": items}


_ASKED: list[tuple[str, Json]] = [
    ("GetItem", {"Key": _KEY, "ConsistentRead": True}),
    ("GetItem", {"Key": _KEY, "ProjectionExpression": "n,packed"}),
    ("GetItem", {"Key": _NOT_THERE}),
    ("GetItem", {"Key": {"pk": {"S": ""}, "sk": {"S": "1"}}}),
    ("GetItem", {"Key": _KEY, "TableName": "no-such-table"}),
    ("BatchGetItem", {"RequestItems": {"{table}": {"Keys": [_KEY, _NOT_THERE], "ConsistentRead": True}}}),
    ("BatchGetItem", {"RequestItems": {"{table}": {"Keys": [_KEY, _KEY]}}}),
    ("Query", _OF_A),
    ("Query", _OF_A | {"ScanIndexForward": False, "Limit": 2}),
    ("Query", _OF_A | {"ExclusiveStartKey": _KEY, "Limit": 1}),
    ("Query", {"KeyConditionExpression": "pk = :p AND sk > :s", "ExpressionAttributeValues": _BOTH}),
    ("Query", {"KeyConditionExpression": "pk = :p AND begins_with(sk, :s)", "ExpressionAttributeValues": _BOTH}),
    ("Query", _OF_A | {"FilterExpression": "n < :n", "ExpressionAttributeValues": _BOTH | {":n": {"N": "9"}}}),
    ("Query", _OF_G),
    ("Query", _OF_G | {"Limit": 1}),
    ("Query", _OF_G | {"ConsistentRead": True}),
    ("Query", _OF_G | {"IndexName": "gsi9"}),
    ("Query", _OF_A | {"ExpressionAttributeValues": {":p": {"S": "nothing"}}}),
    ("Query", _OF_A | {"ExpressionAttributeNames": {"#unused": "n"}}),
    ("Scan", {}),
    ("Scan", _SMALL),
    ("PutItem", {"Item": _item("c", "1", **_RICH), "ReturnValues": "ALL_OLD"}),
    ("PutItem", {"Item": _item("a", "1"), "ReturnValues": "ALL_OLD"}),
    ("PutItem", {"Item": _item("a", "1"), **_ABSENT}),
    ("PutItem", {"Item": _item("a", "1", large={"S": "x" * 405_000})}),
    ("UpdateItem", {"Key": _KEY, "ReturnValues": "ALL_NEW", **_ADD}),
    ("UpdateItem", {"Key": _NOT_THERE, "ReturnValues": "UPDATED_NEW", **_SET}),
    ("UpdateItem", {"Key": _KEY, **_SET, "ConditionExpression": "attribute_not_exists(pk)"}),
    ("DeleteItem", {"Key": _KEY, "ReturnValues": "ALL_OLD"}),
    ("DeleteItem", {"Key": _NOT_THERE, "ReturnValues": "ALL_OLD"}),
    _transaction(_put("c", **_RICH), Delete={"Key": _KEY}),
    _transaction(_put("c"), Update={"Key": _KEY, **_ADD}, ConditionCheck={"Key": _NOT_THERE, **_ABSENT}),
    _transaction(_put("a"), Update={"Key": _NOT_THERE, **_SET}),
    _transaction(_put("c"), ConditionCheck={"Key": _KEY, **_N_IS}),
    _transaction(_put("c"), Delete={"Key": {"pk": {"S": "c"}, "sk": {"S": "1"}}}),
]


@pytest.fixture
def as_moto_is() -> Iterator[None]:
    """Have moto's own ways back once the test is over, whatever it did."""
    yield
    quicken()
    shorten()


@pytest.mark.parametrize(("operation", "asked"), _ASKED)
def test_the_answer_and_what_is_left_are_motos(table_name: str, as_moto_is: None, operation: str, asked: Json) -> None:
    """Every request is answered, refused and done as by moto itself, over HTTP and by its own search."""
    for item in _ITEMS:
        aws.client("dynamodb").put_item(TableName=table_name, Item=item)
    before = kept(table_name)
    short = _outcome(table_name, operation, asked)
    put_back(table_name, before)
    slow_down()
    the_long_way()
    assert short == _outcome(table_name, operation, asked)


def test_an_answer_shares_nothing_with_the_table(table_name: str) -> None:
    """Who changes an answer changes nothing in the table, as over HTTP."""
    client = aws.client("dynamodb")
    client.put_item(TableName=table_name, Item=_ITEMS[0])
    client.get_item(TableName=table_name, Key=_KEY)["Item"]["names"]["SS"].append("c")
    assert client.get_item(TableName=table_name, Key=_KEY)["Item"]["names"] == {"SS": ["a", "b"]}


def _outcome(table_name: str, operation: str, asked: Json) -> tuple[Json, list[Json]]:
    request = _at(table_name, asked)
    if "TransactItems" not in request and "RequestItems" not in request:
        request = {"TableName": table_name} | request
    client = aws.client("dynamodb")
    try:
        answer = client._make_api_call(operation, request)
    except ClientError as error:
        answer = error.response
    answer = answer | {"ResponseMetadata": answer["ResponseMetadata"]["HTTPStatusCode"]}
    return answer, client.scan(TableName=table_name)["Items"]


def _at(table_name: str, asked: Any) -> Any:
    """Return the request with the name of the table in it."""
    if isinstance(asked, dict):
        return {_at(table_name, name): _at(table_name, value) for name, value in asked.items()}
    if isinstance(asked, list):
        return [_at(table_name, value) for value in asked]
    return table_name if asked == "{table}" else asked
