"""Text and mail of an invitation are each sent once, recorded apart, and never sent too late (T3)."""

from datetime import timedelta
from typing import Any

import pytest

from contracts.teams import InvitationSent
from kernel import aws, clock
from services.teams.domain import letters
from tests.events import deliver, enveloped, queue_batch
from tests.faults import refused
from tests.in_process import door, mails, texts
from tests.services.teams.harness import ANN, BOBS, Harness

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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("see http://evil.example", "name_web_address"),
        ("www.evil.example Inc", "name_web_address"),
        ("evil.example of J.R. Smith", "name_web_address"),
        ("paypal\u3002com", "name_web_address"),
        ("Call 415-555-0132", "name_phone_number"),
        ("Your Amazon code is 123456", "name_digits"),
        ("\u0420ayPal Security", "name_mixed_alphabets"),
        ("\u200b", "name_empty"),
        ("\u202egnihtyna", "name_invisible"),
        ("TeamIine Support", "name_brand"),
    ],
)
def test_a_name_is_no_place_for_a_link_or_a_lie(harness: Harness, name: str, code: str) -> None:
    """Team and invitee names appear in messages that we answer for: what misleads is refused with its reason."""
    harness.open_team()
    for reply, field in (
        (harness.call("PATCH /v1/team", ANN, body={"name": name}), "name"),
        (harness.invite(BOBS, name=name), "name"),
    ):
        assert reply.status == 422
        assert [(it["field"], it["code"]) for it in reply.body["errors"]] == [(field, code)]
    assert texts(BOBS) == []


def test_an_invitation_begins_with_our_words(sent: InvitationSent) -> None:
    """What an inviter typed never begins a text or a subject, and nothing in it becomes a link (field 25)."""
    typed = sent.model_copy(update={"team_name": "PayPal Security www.evil.example of J.R. Smith", "name": "a.example"})
    links = letters.Links("https://get.example", "https://open.example", "https://us.example")
    text, mail = letters.text(typed, "7K3QDX0M2B", links), letters.mail(typed, "7K3QDX0M2B", links)
    assert text.startswith("Teamline: you're invited to the business account of PayPal Security")
    assert letters.subject(typed).startswith("Teamline: ")
    assert mail.startswith("Hello a example,")
    assert not any("evil" in words or "a.example" in words for words in (text, mail, letters.subject(typed)))
