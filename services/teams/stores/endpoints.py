"""Endpoints of teams in the table, and how many each team has."""

from kernel import clock
from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item, to_item
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item, TransactItem, absent, check, delete, put, put_new, update
from kernel.problems import Stale
from services.teams.domain.endpoint import Endpoint
from services.teams.domain.endpoint_terms import MOST_ENDPOINTS
from services.teams.stores import keys


def read(table: Table, team_id: str, endpoint_id: str) -> Endpoint | None:
    """Return an endpoint of a team, or None."""
    key = keys.endpoint(team_id, endpoint_id)
    item = table.get(key["pk"], key["sk"])
    return from_item(Endpoint, item) if item else None


def read_all(table: Table, team_id: str) -> list[Endpoint]:
    """Return the endpoints of a team, the oldest first: a few at most."""
    page = table.query(f"TEAM#{team_id}", begins="ENDPOINT#", limit=MOST_ENDPOINTS)
    return [from_item(Endpoint, item) for item in page.items]


def add(endpoint: Endpoint) -> list[TransactItem]:
    """Write a new endpoint; raise TooManyEndpoints if the team has as many as it may."""
    from services.teams.domain.problems import TooManyEndpoints

    room = absent() | Attr("used").lt(MOST_ENDPOINTS)
    counted = update(
        keys.endpoint_count(endpoint.team_id), add={"used": 1}, only_if=room, on_conflict=TooManyEndpoints()
    )
    return [put_new(_item(endpoint), on_conflict=Stale()), counted]


def change(endpoint: Endpoint, before: Endpoint) -> TransactItem:
    """Write a changed endpoint; raise Stale if it is another one by now."""
    return put(_item(endpoint), only_if=Attr("revision").eq(before.revision), on_conflict=Stale())


def pause_failing(endpoint: Endpoint, before: Endpoint) -> TransactItem:
    """Write an endpoint that is paused as it fails; raise Stale if it is another one, or took a webhook, by now."""
    since = clock.to_text(before.failing_since) if before.failing_since else None
    same = Attr("revision").eq(before.revision) & Attr("failing_since").eq(since)
    return put(_item(endpoint), only_if=same, on_conflict=Stale())


def check_unchanged(endpoint: Endpoint) -> TransactItem:
    """Raise Stale if the endpoint is another one by now."""
    key = keys.endpoint(endpoint.team_id, endpoint.endpoint_id)
    return check(key, Attr("revision").eq(endpoint.revision), on_conflict=Stale())


def check_count(team_id: str, count: int) -> TransactItem:
    """Raise Stale if the team has not so many endpoints by now."""
    same = Attr("used").eq(count)
    return check(keys.endpoint_count(team_id), same if count else same | absent(), on_conflict=Stale())


def remove(endpoint: Endpoint) -> list[TransactItem]:
    """Delete an endpoint; raise Stale if it is another one by now."""
    same = Attr("revision").eq(endpoint.revision)
    key = keys.endpoint(endpoint.team_id, endpoint.endpoint_id)
    counted = update(keys.endpoint_count(endpoint.team_id), add={"used": -1})
    return [delete(key, only_if=same, on_conflict=Stale()), counted]


def mark_failing(endpoint: Endpoint, since: str) -> TransactItem:
    """Write when its failures began, unless it fails already; raise Stale if it is gone or has another address."""
    key = keys.endpoint(endpoint.team_id, endpoint.endpoint_id)
    return update(key, set_once={"failing_since": since}, only_if=Attr("url").eq(endpoint.url), on_conflict=Stale())


def mark_well(endpoint: Endpoint) -> TransactItem:
    """Write that it does not fail anymore; raise Stale if it is gone or has another address."""
    key = keys.endpoint(endpoint.team_id, endpoint.endpoint_id)
    return update(key, remove=("failing_since",), only_if=Attr("url").eq(endpoint.url), on_conflict=Stale())


def _item(endpoint: Endpoint) -> Item:
    return keys.endpoint(endpoint.team_id, endpoint.endpoint_id) | to_item(endpoint)
