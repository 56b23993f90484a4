"""A crash between any two calls on the way of an event to an endpoint loses nothing (E8)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from contracts.billing import WalletLow
from contracts.event import Envelope
from contracts.webhooks import MissedWebhooksDue
from kernel import aws
from kernel.bus.batch import BatchFailedError
from tests.events import enveloped
from tests.faults import Crash, crashing
from tests.receiver import Receiver, receiver
from tests.services.teams.harness import ANN, Harness


@pytest.fixture
def target() -> Iterator[Receiver]:
    """Run an owner's system."""
    with receiver() as running:
        yield running


def _added(team: Harness, target: Receiver) -> tuple[str, str]:
    """Add an endpoint for low balances, and return the ids of the team and of it."""
    body = {"url": target.url, "events": ["balance.low"]}
    added = team.call("POST /v1/team/webhooks", ANN, body=body).body
    return str(team.call("GET /v1/team", ANN).body["team_id"]), str(added["endpoint_id"])


def _statuses(team: Harness, endpoint_id: str) -> list[str]:
    path = {"id": endpoint_id}
    items = team.call("GET /v1/team/webhooks/{id}/deliveries", ANN, path=path).body["items"]
    return [it["status"] for it in items]


def _crash_then_deliver(team: Harness, envelope: Envelope, at_call: int, *, after: bool) -> None:
    """Kill the reaction at a call, and deliver the event again, as its queue does."""
    with crashing(aws.client("dynamodb"), at_call=at_call, after=after), suppress(Crash, BatchFailedError):
        team.world.deliver(envelope)
    team.world.deliver(envelope)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at_call", range(1, 4))
def test_an_event_makes_one_delivery(team: Harness, target: Receiver, at_call: int, after: bool) -> None:
    """The delivery, its event and the mark of the handled event are one transaction."""
    team_id, endpoint_id = _added(team, target)
    _crash_then_deliver(team, enveloped(WalletLow(wallet=team_id, amount=1)), at_call, after=after)
    team.settle()
    assert len(target.received) == 1
    assert _statuses(team, endpoint_id) == ["delivered"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at_call", range(1, 6))
def test_a_delivery_is_sent_at_least_once_under_one_id(
    team: Harness, target: Receiver, at_call: int, after: bool
) -> None:
    """Killed at any call, the sending is done again: the endpoint knows it by its id."""
    team_id, endpoint_id = _added(team, target)
    team.world.deliver(enveloped(WalletLow(wallet=team_id, amount=1)))
    (due,) = team.outbox()
    _crash_then_deliver(team, due, at_call, after=after)
    team.settle()
    assert 1 <= len(target.received) <= 2
    assert len({it.id for it in target.received}) == 1
    assert _statuses(team, endpoint_id) == ["delivered"]


@pytest.mark.parametrize("at_call", range(1, 5))
def test_the_job_that_retries_survives_a_crash(team: Harness, target: Receiver, at_call: int) -> None:
    """What one run did not request, the next one does."""
    team_id, endpoint_id = _added(team, target)
    target.answers = [500]
    team.deliver(WalletLow(wallet=team_id, amount=1))
    as_of = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    with crashing(aws.client("dynamodb"), at_call=at_call, after=True), suppress(Crash, BatchFailedError):
        team.world.run_job("teams", "retry_webhooks", as_of)
    team.world.run_job("teams", "retry_webhooks", as_of)
    team.settle()
    assert _statuses(team, endpoint_id) == ["delivered"]
    assert len(target.received) == 2


@pytest.mark.parametrize("at_call", range(1, 5))
def test_what_was_missed_is_sent_once_whole(
    team: Harness, target: Receiver, at_call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page of what was missed and the request of the rest are one transaction; all pages are sent."""
    monkeypatch.setattr("services.teams.use_cases.endpoints.announce._AT_ONCE", 2)
    team_id, endpoint_id = _added(team, target)
    path = {"id": endpoint_id}
    team.call("PATCH /v1/team/webhooks/{id}", ANN, path=path, body={"status": "paused"})
    team.deliver(*(WalletLow(wallet=team_id, amount=amount) for amount in range(5)))
    assert _statuses(team, endpoint_id) == ["missed"] * 5
    team.call("PATCH /v1/team/webhooks/{id}", ANN, path=path, body={"status": "active"})
    asked = enveloped(MissedWebhooksDue(team_id=team_id, endpoint_id=endpoint_id))
    _crash_then_deliver(team, asked, at_call, after=True)
    team.settle()
    assert _statuses(team, endpoint_id) == ["delivered"] * 5
    assert len({it.id for it in target.received}) == 5
    assert len(target.received) == 5
