"""Schemathesis over the document: whatever is sent, no 5xx, and no answer that the document does not allow."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from local.system import System
from tests.journeys.people import PeopleFactory
from tests.services.test_document import apis

_CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
_ENDS_IT_ALL = {"DELETE /v1/profile", "DELETE /v1/team", "POST /v1/team/owner"}
_KEYS = sorted({route.key for api in apis() for route in api.routes} - _ENDS_IT_ALL)


@pytest.fixture(scope="session")
def api_schema(system: System) -> Any:
    """The document as it is served."""
    return schemathesis.openapi.from_url(f"{system.addresses.door_by_number}/v1/openapi.json")


@pytest.fixture(scope="session")
def bearer(system: System, people_factory: PeopleFactory) -> dict[str, str]:
    """An owner, whose team may be done anything to."""
    return {"Authorization": f"Bearer {people_factory.owner('Fay Fuzzed').access_token}"}


@pytest.mark.parametrize("key", _KEYS)
def test_every_answer_is_one_that_the_document_allows(key: str, api_schema: Any, bearer: dict[str, str]) -> None:
    """Odd, wrong and extreme input gets a documented refusal."""
    method, _, path = key.partition(" ")

    @settings(max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=api_schema[path][method].as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(headers=bearer, timeout=30)
        case.validate_response(answer, checks=_CHECKS)

    holds()
