"""The MCP server: which tools it offers, and that they ask the API with the key's rights and no others."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest
from mcp import Client

from kernel.http.openapi import document
from mcp_server.api import Answer, HttpApi
from mcp_server.server import create_server
from mcp_server.tools import operations_of
from tests.services.api_keys import make_key, send
from tests.services.cast import Cast
from tests.services.test_document import apis

READING = operations_of(document(apis()), allow_writes=False)
WRITING = operations_of(document(apis()), allow_writes=True)


@dataclass
class InProcess:
    """The API of the cast, asked with a key; it remembers what was asked."""

    cast: Cast
    secret: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def send(self, method: str, path: str, *, query: Any, body: Any, headers: Any) -> Answer:
        """Send a request as the HTTP API would: to the route that matches its path."""
        self.asked.append((f"{method} {path}", {**query, **headers}))
        matching = ((it, _match(it.path, path)) for it in WRITING.values() if it.method == method)
        operation, found = next((it, values) for it, values in matching if values is not None)
        request = {"path": found or None, "query": query or None, "body": body, "headers": headers}
        reply = send(self.cast, self.secret, f"{method} {operation.path}", **request)
        return Answer(reply.status, reply.body or None)


def _match(template: str, path: str) -> dict[str, str] | None:
    """Return the values of a path's parameters, or None if it is another path."""
    parts, given = template.split("/"), path.split("/")
    if len(parts) != len(given) or any(a != b for a, b in zip(parts, given, strict=True) if not a.startswith("{")):
        return None
    return {a[1:-1]: b for a, b in zip(parts, given, strict=True) if a.startswith("{")}


def ask(api: InProcess, what: Callable[[Client], Any], *, writes: bool = False) -> Any:
    """Return what a model's client gets of the server."""

    async def run() -> Any:
        async with Client(create_server(api, WRITING if writes else READING)) as client:
            return await what(client)

    with ThreadPoolExecutor(1) as thread:  # this one may have a loop already, of the browser
        return thread.submit(anyio.run, run).result()


def test_the_tools_read_and_quote_unless_writes_are_allowed(cast: Cast) -> None:
    """No tool can change anything, and no receipt or statement is one; each says what it needs."""
    listed = ask(InProcess(cast, ""), lambda client: client.list_tools())
    names = {tool.name for tool in listed.tools}
    assert {"get_team", "list_team_users", "get_usage", "list_numbers", "quote_buy_number"} <= names
    assert all(tool.annotations.read_only_hint for tool in listed.tools)
    assert not names & {"buy_number", "create_invitation", "get_receipt", "get_statement", "get_profile"}
    assert all("scope" in tool.description for tool in listed.tools)
    assert {"buy_number", "create_invitation"} <= set(WRITING)
    assert not set(WRITING) & {"create_api_key", "start_attaching_wallet", "hand_over_team", "get_receipt"}


@pytest.mark.parametrize("operation", WRITING.values(), ids=lambda it: it.name)
def test_a_tool_has_all_that_its_schema_refers_to(operation: Any) -> None:
    """No reference leads out of the tool's own schema."""
    schema = operation.tool.input_schema
    references = {part["$ref"] for part in _parts(schema) if "$ref" in part and isinstance(part["$ref"], str)}
    assert {it.removeprefix("#/$defs/") for it in references} <= set(schema.get("$defs", {}))


def _parts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [part for member in value for part in _parts(member)]
    return [value, *_parts(list(value.values()))] if isinstance(value, dict) else []


def test_a_tool_answers_with_what_the_key_may_see(cast: Cast) -> None:
    """A path, a query and a page; what the key lacks is the API's refusal, as an error that a model can read."""
    api = InProcess(cast, make_key(cast, "users:read")["secret"])
    path = {"user_id": cast.ids["other"]}
    found = ask(api, lambda client: client.call_tool("get_team_user", path))
    assert found.structured_content["user_id"] == cast.ids["other"]
    refused = ask(api, lambda client: client.call_tool("get_team", {}))
    assert refused.is_error
    assert "scope_missing" in refused.content[0].text
    unknown = ask(api, lambda client: client.call_tool("get_team_user", path | {"dry_run": "false"}))
    assert unknown.is_error


def test_a_quote_buys_nothing(cast: Cast) -> None:
    """The tool adds `dry_run` itself, whatever a model sends, and the key needs no right to buy."""
    api = InProcess(cast, make_key(cast, "numbers:read")["secret"])
    available = ask(api, lambda client: client.call_tool("search_available_numbers", {"area_code": "415"}))
    body = {"phone_number": available.structured_content["items"][0]["phone_number"], "plan_id": "local_monthly"}
    quoted = ask(api, lambda client: client.call_tool("quote_buy_number", {"body": body | {"payer": "team"}}))
    assert not quoted.is_error, quoted
    assert api.asked[-1] == ("POST /v1/numbers", {"dry_run": "true"})


def test_a_change_is_done_once_though_it_is_called_again(cast: Cast) -> None:
    """Each call has an Idempotency-Key; one whose end is unknown is repeated under its own."""
    api = InProcess(cast, make_key(cast, "users:write")["secret"])
    invited = {"phone_number": "+14155550177", "email": "new@example.com"}
    given = {"body": invited, "idempotency_key": "once"}
    first, again = (
        ask(api, lambda client: client.call_tool("create_invitation", given), writes=True) for _ in range(2)
    )
    assert not first.is_error
    assert first.structured_content == again.structured_content
    assert ask(api, lambda client: client.call_tool("create_invitation", given)).is_error


def test_the_key_is_sent_over_https_alone() -> None:
    """An address without TLS is refused, unless it is this computer."""
    with pytest.raises(ValueError, match="https"):
        HttpApi("http://api.example.com", "tlk_")
    assert HttpApi("http://localhost:8080", "tlk_")
