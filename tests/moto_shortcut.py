"""Hands our requests to moto's own handlers without HTTP between: two thirds of the services' tests' time went there.

On its way to moto a request is signed, sent as HTTP, routed by pattern and read; the response is laid into botocore's
model attribute by attribute, written as JSON, and read again. Here moto's handler gets the parameters as its own parser
reads them from the body, and botocore gets what the handler returns. Whatever is not a plain success goes the long way.
"""

from types import SimpleNamespace
from typing import Any

from botocore import xform_name
from botocore.endpoint import Endpoint
from botocore.model import OperationModel
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import HTTPException, ServiceException
from moto.core.parse import JSONParser
from moto.dynamodb.responses import DynamoHandler

OPERATIONS = ("GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
_HOST = "https://dynamodb.us-east-1.amazonaws.com/"
_the_long_way = Endpoint.make_request


def shorten() -> None:
    """Answer what is asked of AWS' own DynamoDB at once; every other endpoint is asked as ever."""
    Endpoint.make_request = _make_request  # type: ignore[method-assign]


def the_long_way() -> None:
    """Ask moto through HTTP again."""
    Endpoint.make_request = _the_long_way  # type: ignore[method-assign]


def _make_request(endpoint: Endpoint, operation_model: OperationModel, request_dict: dict[str, Any]) -> Any:
    if operation_model.name in OPERATIONS and request_dict["url"] == _HOST:
        handler = DynamoHandler()
        vars(handler).update(current_account=DEFAULT_ACCOUNT_ID, region="us-east-1")
        handler.body = JSONParser(operation_model).parse({"body": request_dict["body"]})  # type: ignore[typeddict-item]
        try:
            result = getattr(handler, xform_name(operation_model.name))().result
        except (ServiceException, HTTPException):
            return _the_long_way(endpoint, operation_model, request_dict)
        return _succeeded(result, operation_model)
    return _the_long_way(endpoint, operation_model, request_dict)


def _succeeded(result: dict[str, Any], operation_model: OperationModel) -> tuple[SimpleNamespace, dict[str, Any]]:
    """Return the result as botocore would read it from a response."""
    members = operation_model.output_shape.members
    parsed = {name: value for name, value in result.items() if name in members and value is not None}
    metadata = {"RequestId": "none", "HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
    return SimpleNamespace(status_code=200), parsed | {"ResponseMetadata": metadata}
