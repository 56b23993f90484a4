"""A recording of each shape of request that the services' tests send to moto, with items before and outcome."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType

from kernel import aws
from tests.moto_lookups import slow_down
from tests.moto_shortcut import the_long_way
from tests.moto_tables import moto_table

Json = dict[str, Any]
OPERATIONS = ("TransactWriteItems", "GetItem", "BatchGetItem", "Query")
_SAID = ("ConditionExpression", "UpdateExpression", "FilterExpression", "KeyConditionExpression",
         "ExpressionAttributeNames", "IndexName", "ScanIndexForward")  # fmt: skip


@dataclass
class Sample:
    """A request, the items stored before it, and moto's outcome."""

    operation: str
    request: Json
    before: list[Json] = field(default_factory=list)
    outcome: Any = None
    after: list[Json] = field(default_factory=list)

    @property
    def shape(self) -> str:
        """Return the operation, the expressions without values, and the outcome."""
        entries = entries_of(self.request)
        said = [(kind, *(str(entry.get(name)) for name in _SAID)) for kind, entry in entries]
        ended = self.outcome if self.operation == "TransactWriteItems" else bool(self.outcome)
        return repr((self.operation, said, ended))


def entries_of(request: Json) -> list[tuple[str, Json]]:
    """Return the transact items of a transaction, or the request itself as the only one."""
    return [item for one in request.get("TransactItems", []) for item in one.items()] or [("", request)]


def keys_of(request: Json) -> list[Json]:
    """Return the keys of the items that a request names."""
    if "RequestItems" in request:
        return [key for asked in request["RequestItems"].values() for key in asked["Keys"]]
    named = [entry.get("Key") or entry.get("Item") for _, entry in entries_of(request)]
    return [{"pk": item["pk"], "sk": item["sk"]} for item in named if item]


def outcome_of(operation: str, answer: Json) -> Any:
    """Return the members of a response that a service reads."""
    match operation:
        case "GetItem":
            return answer.get("Item")
        case "BatchGetItem":
            found = [item for items in answer["Responses"].values() for item in items]
            return sorted(found, key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
        case "Query":
            return [answer["Items"], answer.get("LastEvaluatedKey")]
    if "Error" not in answer:
        return "written"
    return [reason.get("Code") for reason in answer.get("CancellationReasons", [])] or answer["Error"]["Code"]


class Recording:
    """A pytest plugin that records one sample of each shape."""

    def __init__(self) -> None:
        self.samples: dict[str, Sample] = {}

    def pytest_runtest_call(self) -> None:
        """Register the recorder at the services' shared client, once; moto is asked as it is, by no shorter way."""
        slow_down()
        the_long_way()
        events = aws.client("dynamodb").meta.events
        for operation in OPERATIONS:
            events.register(f"provide-client-params.dynamodb.{operation}", self._asked, f"asked {operation}")
            events.register(f"after-call.dynamodb.{operation}", self._answered, f"answered {operation}")
        events.register_last("before-call", _sent, "sent")

    def _asked(self, params: Json, model: Any, context: Json, **_: Any) -> None:
        context["sample"] = Sample(model.name, copy.deepcopy(params))

    def _answered(self, parsed: Json, context: Json, **_: Any) -> None:
        sample: Sample = context["sample"]
        sample.outcome = copy.deepcopy(outcome_of(sample.operation, parsed))
        if sample.shape not in self.samples:
            sample.after = list(_met(sample.request)) if sample.operation == "TransactWriteItems" else []
            self.samples[sample.shape] = sample


def _sent(context: Json, **_: Any) -> None:
    """Read the stored items just before sending, because some tests change them in between."""
    if "sample" in context:
        sample: Sample = context["sample"]
        sample.before = list(_met(sample.request))


def _met(request: Json) -> Iterator[Json]:
    """Return the items of moto's table that a request may read or change."""
    name = _table_of(request)
    if "KeyConditionExpression" not in request:
        for key in keys_of(request):
            item = moto_table(name).get_item(DynamoType(key["pk"]), DynamoType(key["sk"]))
            if item:
                yield copy.deepcopy(item.to_json()["Attributes"])
        return
    index = f"{request.get('IndexName', '')}pk"
    values = {value["S"] for value in request["ExpressionAttributeValues"].values() if "S" in value}
    for item in moto_table(name).all_items():
        if index in item.attrs and item.attrs[index].value in values:
            yield copy.deepcopy(item.to_json()["Attributes"])


def _table_of(request: Json) -> str:
    if "RequestItems" in request:
        return str(next(iter(request["RequestItems"])))
    return str(entries_of(request)[0][1]["TableName"])
