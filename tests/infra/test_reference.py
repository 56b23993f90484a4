"""The API's reference: an introduction, and an example of every body, each accepted by its own schema."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from infra.doors import Doors
from infra.reference.document import JSON, document
from infra.reference.examples import _TABLE, Examples, NoValueError
from infra.reference.overrides import OVERRIDES
from infra.reference.values import VALUES
from kernel.http.api import Api

_SERVICES = ("identity", "teams", "billing", "numbers")
_APIS = [api for service in _SERVICES for api in Doors.of(service).apis.values()]


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    """Return the document as it is published."""
    return document(_APIS, strict=True)


def _operations(reference: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in reference["paths"].values():
        yield from operations.values()


def _bodies(reference: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the content of every request body and success response in JSON, with its operation."""
    for operation in _operations(reference):
        if "requestBody" in operation:
            yield operation["operationId"], operation["requestBody"]["content"][JSON]
        for status, response in operation["responses"].items():
            if status < "300" and JSON in response.get("content", {}):
                yield operation["operationId"], response["content"][JSON]


def _examples(content: dict[str, Any]) -> list[Any]:
    return [content["example"]] if "example" in content else [one["value"] for one in content["examples"].values()]


def test_every_body_has_an_example_that_its_schema_accepts(reference: dict[str, Any]) -> None:
    """Of both answers where a route quotes."""
    wrong = []
    for operation, content in _bodies(reference):
        validator = OAS31Validator({**content["schema"], "components": reference["components"]})
        wrong += [f"{operation}: {fault.message}" for one in _examples(content) for fault in validator.iter_errors(one)]
    assert wrong == []
    assert len(list(_bodies(reference))) > 200


def test_the_api_accepts_every_example_of_a_request(reference: dict[str, Any]) -> None:
    """Also what a schema cannot say: which fields exclude each other."""
    for route in (route for api in _APIS for route in api.routes if route.body):
        body = reference["paths"][route.path][route.method.lower()]["requestBody"]["content"][JSON]
        assert route.body is not None
        route.body.model_validate(body["example"])


def test_every_path_has_an_example_of_each_parameter(reference: dict[str, Any]) -> None:
    """People who try a route see what kind of id it takes."""
    for operation in _operations(reference):
        for parameter in (one for one in operation["parameters"] if one["in"] == "path"):
            assert re.fullmatch(parameter["schema"]["pattern"], parameter["example"]), operation["operationId"]


def test_a_field_without_a_good_value_is_named() -> None:
    """Who adds a field reads which one, and where to add its value."""
    schema = {"type": "object", "properties": {"shoe_size": {"type": "integer"}}}
    with pytest.raises(NoValueError, match=r"Shoe\.shoe_size: add it to infra/reference/values\.py"):
        Examples({"components": {"schemas": {"Shoe": schema}}}).of({"$ref": "#/components/schemas/Shoe"})


def test_a_field_without_a_good_value_keeps_no_one_from_deploying(monkeypatch: pytest.MonkeyPatch) -> None:
    """The example is left out until the test that names it is mended."""
    monkeypatch.delitem(_TABLE, "phone_number")
    sign_up = document(_APIS)["paths"]["/v1/signups"]["post"]["requestBody"]["content"][JSON]
    assert "schema" in sign_up
    assert "example" not in sign_up


def test_no_value_is_left_over(reference: dict[str, Any]) -> None:
    """Values of fields and schemas that are gone leave the tables."""
    schemas = reference["components"]["schemas"]
    assert set(OVERRIDES) - set(schemas) == set()
    fields = {name for schema in schemas.values() for name in schema.get("properties", {})} | {"place", "month"}
    assert {name.rpartition(".")[2] for name in VALUES} - fields == set()


def test_the_introduction_names_real_routes_and_codes(reference: dict[str, Any]) -> None:
    """What it says is in the document, or a code of a problem."""
    text = reference["info"]["description"]
    for method, path in re.findall(r"`(GET|POST) (/v1/[^`?]+)`", text):
        assert method.lower() in reference["paths"][path], path
    codes = set(re.findall(r"`(\w+)`", " ".join(_refusals(reference))))
    for code in re.findall(r"(?:401|422|429) `(\w+)`", text):
        assert code in codes, code


def _refusals(reference: dict[str, Any]) -> Iterator[str]:
    for operation in _operations(reference):
        yield from (response["description"] for response in operation["responses"].values())


def test_an_api_without_routes_has_the_introduction() -> None:
    """It does not depend on what is served."""
    made = document([Api("none", lambda: None)])  # type: ignore[arg-type, return-value]
    assert made["info"]["description"].startswith("The business team account")
