"""Text and mail of an invitation: each sent once, noted apart, and never out of time (T3)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.teams import InvitationSent
from kernel import aws, clock
from tests.events import deliver, enveloped, queue_batch
from tests.faults import refused
from tests.services.teams.stage import ANN, BOBS, Stage
from tests.world import door, mails, texts

_DOWN = {"Error": {"Code": "InternalError", "Message": "busy"}}
_OPTED_OUT = {"Error": {"Code": "OptedOut", "Message": "said stop"}}


@pytest.fixture
def sent(stage: Stage) -> InvitationSent:
    """An invitation that was made but whose event has not arrived yet."""
    stage.open_team()
    stage.world.call("POST /v1/team/invitations", as_=ANN, body={"phone_number": BOBS, "email": "bob@example.org"})
    (envelope,) = [envelope for envelope in stage.outbox() if envelope.type == "InvitationSent"]
    return InvitationSent.model_validate(envelope.data)


def receive(stage: Stage, event: InvitationSent, event_id: str = "evt_1") -> bool:
    """Hand the event over once; whether the consumer is done with it."""
    with stage.world.inside("teams"):
        answer = deliver(door("teams", "consumer").handler, queue_batch(enveloped(event, event_id=event_id)))
    return bool(answer == {"batchItemFailures": []})


def delivery(stage: Stage) -> Any:
    return stage.world.call("GET /v1/team/users", as_=ANN).body["items"][1]["delivery"]


def counts() -> tuple[int, int]:
    return len(texts(BOBS)), len(mails("bob@example.org"))


def test_before_it_is_sent_it_is_pending(stage: Stage, sent: InvitationSent) -> None:
    """The owner sees that neither went out yet."""
    assert {way["state"] for way in delivery(stage).values()} == {"pending"}


def test_a_retry_repeats_only_what_failed(stage: Stage, sent: InvitationSent) -> None:
    """When the text failed for a moment the mail still goes, and only the text comes again."""
    began = counts()
    with refused(aws.client("sns"), "Publish", times=9, error=_DOWN, status=500):
        assert not receive(stage, sent)
    assert (delivery(stage)["text"]["state"], delivery(stage)["email"]["state"]) == ("pending", "sent")
    assert receive(stage, sent)
    assert receive(stage, sent)
    assert counts() == (began[0] + 1, began[1] + 1)
    assert delivery(stage)["text"]["state"] == "sent"


def test_what_never_arrives_says_why(stage: Stage, sent: InvitationSent) -> None:
    """A number that takes no texts is noted with the reason, and not tried again; the mail goes."""
    with refused(aws.client("sns"), "Publish", times=9, error=_OPTED_OUT):
        assert receive(stage, sent)
    assert delivery(stage)["text"] == {"state": "failed", "reason": "OptedOut"}
    assert delivery(stage)["email"]["state"] == "sent"


def test_a_sending_that_is_overtaken_is_not_sent(stage: Stage, sent: InvitationSent) -> None:
    """Sent again, revoked, or over before the first text went: the old code reaches nobody."""
    made = {"id": sent.invitation_id}
    stage.world.call("POST /v1/team/invitations/{id}/resend", as_=ANN, path=made)
    assert receive(stage, sent)
    assert counts()[0] == 0
    stage.settle()
    assert len(texts(BOBS)) == 1
    stage.world.call("POST /v1/team/invitations/{id}/resend", as_=ANN, path=made)
    stage.call("DELETE /v1/team/invitations/{id}", ANN, path=made)
    assert len(texts(BOBS)) == 1


def test_an_invitation_that_is_over_is_not_sent(
    stage: Stage, sent: InvitationSent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event that comes after the 14 days sends nothing."""
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    began = counts()
    assert receive(stage, sent)
    assert counts() == began


def test_a_name_is_no_place_for_a_link(stage: Stage) -> None:
    """What somebody calls their team stands in a message that we answer for: links are cut out (field 25)."""
    stage.open_team()
    assert stage.call("PATCH /v1/team", ANN, body={"name": "see http://evil.example"}).status == 422
    stage.call("PATCH /v1/team", ANN, body={"name": "www.evil.example Inc"})
    stage.invite(BOBS)
    assert "evil" not in texts(BOBS)[-1]
    assert "Inc invites you" in texts(BOBS)[-1]
    stage.call("PATCH /v1/team", ANN, body={"name": "evil.example of J.R. Smith"})
    stage.invite(BOBS)
    assert texts(BOBS)[-1].startswith("evil example of J.R. Smith invites you")
