"""The example of docs/webhooks.md receives and verifies what Teamline sends (E8)."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from local.webhook_receiver import WebhookReceiver
from services.teams.receivers.receivers import Receivers
from services.teams.receivers.signing import headers_of, new_secret

_BODY = '{"type":"balance.low","version":1,"timestamp":"2026-11-30T12:00:00Z","data":{"team_id":"team_1"}}'


@pytest.fixture
def example() -> Iterator[WebhookReceiver]:
    """Return the example, which is started by the test with its secret."""
    receiver = WebhookReceiver()
    yield receiver
    receiver.stop()


def test_the_example_verifies_each_event_and_handles_it_once(example: WebhookReceiver) -> None:
    """A signed event is handled once, however often it comes; one with another secret is refused."""
    secret, former, foreign = new_secret(), new_secret(), new_secret()
    example.start(secret)
    sender = Receivers(to_loopback=True)

    def send(webhook_id: str, *secrets: str) -> int | None:
        headers = headers_of(webhook_id, _BODY, datetime.now(UTC), secrets)
        return sender.post(example.url, headers, _BODY.encode()).code

    assert [send("msg_1", secret), send("msg_1", secret), send("msg_2", foreign)] == [204, 204, 400]
    assert send("msg_3", former, secret) == 204
    assert [example.next_line() for _ in range(2)] == ["balance.low {'team_id': 'team_1'}"] * 2
