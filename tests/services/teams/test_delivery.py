"""Text and mail of an invitation are each sent once, recorded apart, and never sent too late (T3)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.teams import InvitationSent
from kernel import aws, clock
from tests.events import deliver, enveloped, queue_batch
from tests.faults import refused
from tests.services.teams.harness import ANN, BOBS, Harness
from tests.world import door, mails, texts

_DOWN = {"Error": {"Code": "InternalError", "Message": "busy"}}
_OPTED_OUT = {"Error": {"Code": "OptedOut", "Message": "said stop"}}


@pytest.fixture
def sent(harness: Harness) -> InvitationSent:
    """Return the event of an invitation that was made but not delivered yet."""
    harness.open_team()
    harness.world.call("POST /v1/team/invitations", as_=ANN, body={"phone_number": BOBS, "email": "bob@example.org"})
    (envelope,) = [envelope for envelope in harness.outbox() if envelope.type == "InvitationSent"]
    return InvitationSent.model_validate(envelope.data)


def receive(harness: Harness, event: InvitationSent, event_id: str = "evt_1") -> bool:
    """Deliver the event once; return whether the consumer is done with it."""
    with harness.world.inside("teams"):
        answer = deliver(door("teams", "consumer").handler, queue_batch(enveloped(event, event_id=event_id)))
    return bool(answer == {"batchItemFailures": []})


def delivery(harness: Harness) -> Any:
    return harness.world.call("GET /v1/team/users", as_=ANN).body["items"][1]["delivery"]


def counts() -> tuple[int, int]:
    return len(texts(BOBS)), len(mails("bob@example.org"))


def test_before_it_is_sent_it_is_pending(harness: Harness, sent: InvitationSent) -> None:
    """The owner sees that neither message was sent yet."""
    assert {way["state"] for way in delivery(harness).values()} == {"pending"}


def test_a_retry_repeats_only_what_failed(harness: Harness, sent: InvitationSent) -> None:
    """When the text fails for a moment the mail is still sent, and only the text is retried."""
    began = counts()
    with refused(aws.client("sns"), "Publish", times=9, error=_DOWN, status=500):
        assert not receive(harness, sent)
    assert (delivery(harness)["text"]["state"], delivery(harness)["email"]["state"]) == ("pending", "sent")
    assert receive(harness, sent)
    assert receive(harness, sent)
    assert counts() == (began[0] + 1, began[1] + 1)
    assert delivery(harness)["text"]["state"] == "sent"


def test_what_never_arrives_says_why(harness: Harness, sent: InvitationSent) -> None:
    """An undeliverable text is recorded with the reason and not retried; the mail is sent."""
    with refused(aws.client("sns"), "Publish", times=9, error=_OPTED_OUT):
        assert receive(harness, sent)
    assert delivery(harness)["text"] == {"state": "failed", "reason": "OptedOut"}
    assert delivery(harness)["email"]["state"] == "sent"


def test_a_sending_that_is_overtaken_is_not_sent(harness: Harness, sent: InvitationSent) -> None:
    """After a resend, a revocation or the expiry, the old code is sent to no one."""
    made = {"id": sent.invitation_id}
    harness.world.call("POST /v1/team/invitations/{id}/resend", as_=ANN, path=made)
    assert receive(harness, sent)
    assert counts()[0] == 0
    harness.settle()
    assert len(texts(BOBS)) == 1
    harness.world.call("POST /v1/team/invitations/{id}/resend", as_=ANN, path=made)
    harness.call("DELETE /v1/team/invitations/{id}", ANN, path=made)
    assert len(texts(BOBS)) == 1


def test_an_invitation_that_is_over_is_not_sent(
    harness: Harness, sent: InvitationSent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event that arrives after the 14 days sends nothing."""
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    began = counts()
    assert receive(harness, sent)
    assert counts() == began


def test_a_name_is_no_place_for_a_link(harness: Harness) -> None:
    """The team's name appears in a message that we answer for: links are removed (field 25)."""
    harness.open_team()
    assert harness.call("PATCH /v1/team", ANN, body={"name": "see http://evil.example"}).status == 422
    harness.call("PATCH /v1/team", ANN, body={"name": "www.evil.example Inc"})
    harness.invite(BOBS)
    assert "evil" not in texts(BOBS)[-1]
    assert "Inc invites you" in texts(BOBS)[-1]
    harness.call("PATCH /v1/team", ANN, body={"name": "evil.example of J.R. Smith"})
    harness.invite(BOBS)
    assert texts(BOBS)[-1].startswith("evil example of J.R. Smith invites you")
