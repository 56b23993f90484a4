"""Messages are sent at least once, never for what has expired, and one unreachable phone stops no other."""

import pytest

from contracts.event import Envelope
from kernel import aws
from services.identity.domain import letters
from tests.events import deliver, queue_batch
from tests.faults import refused
from tests.in_process import door, mails, texts
from tests.services.identity.harness import ANN, BOB, Harness


def _new_events(harness: Harness) -> list[Envelope]:
    return [envelope for envelope in harness.world.outbox() if envelope.type == "CodeRequested"]


def _receive(harness: Harness, *envelopes: Envelope) -> list[str]:
    with harness.world.inside("identity"):
        answer = deliver(door("identity", "consumer").handler, queue_batch(*envelopes))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_an_event_that_comes_twice_sends_one_text(harness: Harness) -> None:
    """A repeated event sends nothing more."""
    harness.sign_up()
    assert [_receive(harness, *_new_events(harness)) for _ in range(3)] == [[], [], []]
    assert len(texts(ANN)) == 1


def test_a_call_is_retried_when_the_carrier_is_down(harness: Harness) -> None:
    """The event stays in the queue until the carrier is back up."""
    harness.carrier.types[ANN] = "fixed line"
    harness.sign_up()
    harness.carrier.status = 503
    assert _receive(harness, *_new_events(harness)) == ["m0"]
    harness.carrier.status = 200
    assert _receive(harness, *_new_events(harness)) == []
    assert len(harness.carrier.spoken(ANN)) == 1


def test_a_refused_call_is_counted_and_not_retried(harness: Harness, capsys: pytest.CaptureFixture[str]) -> None:
    """A refused call is not retried: it would be refused again."""
    harness.carrier.types[ANN] = "fixed line"
    harness.sign_up()
    harness.carrier.status = 422
    assert _receive(harness, *_new_events(harness)) == []
    assert "NotDeliverable" in capsys.readouterr().out


def test_a_number_that_takes_no_texts_stops_no_other(harness: Harness, capsys: pytest.CaptureFixture[str]) -> None:
    """An undeliverable text is counted, and the next phone gets its code."""
    harness.sign_up(ANN)
    harness.sign_up(BOB)
    error = {"Error": {"Code": "OptedOut", "Message": "opted out"}}
    with refused(aws.client("sns"), "Publish", times=1, error=error):
        assert _receive(harness, *_new_events(harness)) == []
    assert "NotDeliverable" in capsys.readouterr().out
    assert len(texts(ANN)) + len(texts(BOB)) == 1


def test_a_text_is_retried_when_aws_is_down(harness: Harness) -> None:
    """Only what failed is retried."""
    harness.sign_up(ANN)
    harness.sign_up(BOB)
    error = {"Error": {"Code": "InvalidClientTokenId", "Message": "no"}}
    with refused(aws.client("sns"), "Publish", times=1, error=error, status=403):
        assert _receive(harness, *_new_events(harness)) == ["m0"]
    assert _receive(harness, *_new_events(harness)) == []
    assert len(texts(ANN)) + len(texts(BOB)) == 2


def test_a_used_code_is_not_sent(harness: Harness) -> None:
    """An event that arrives after its code was used sends nothing."""
    harness.sign_up()
    harness.clock.forward(minutes=10)
    assert _receive(harness, *_new_events(harness)) == []
    assert texts(ANN) == []


def test_a_name_is_no_place_for_a_link(harness: Harness) -> None:
    """A mail to an unconfirmed address carries no link but ours: a name cannot advertise (field 25)."""
    token = harness.registration_token()
    for name in ("You won! http://evil.example", "evil.example", "evil\uff0eexample", "Won\u2028Click"):
        assert harness.register(token, name=name, email="victim@example.com").status == 422
    assert mails("victim@example.com") == []
    mail = letters.confirmation_mail(
        "You won! http://evil.example or evil.example\u2028Click", "tok", "https://us.example"
    )
    assert "Hello You won!  or evil exampleClick," in mail
    assert mail.count("://") == 1
