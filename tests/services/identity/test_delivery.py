"""Sending: at least once, never for what is over, and one phone that cannot be reached stops no other."""

import pytest

from contracts.event import Envelope
from kernel import aws
from tests.events import deliver, queue_batch
from tests.faults import refused
from tests.services.identity.stage import ANN, BOB, Stage
from tests.world import door, mails, texts


def _fresh(stage: Stage) -> list[Envelope]:
    return [envelope for envelope in stage.world.outbox() if envelope.type == "CodeRequested"]


def _receive(stage: Stage, *envelopes: Envelope) -> list[str]:
    with stage.world.inside("identity"):
        answer = deliver(door("identity", "consumer").handler, queue_batch(*envelopes))
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_an_event_that_comes_twice_sends_one_text(stage: Stage) -> None:
    """What was sent is noted."""
    stage.sign_up()
    assert [_receive(stage, *_fresh(stage)) for _ in range(3)] == [[], [], []]
    assert len(texts(ANN)) == 1


def test_a_call_that_the_carrier_cannot_make_now_comes_again(stage: Stage) -> None:
    """A carrier that is down leaves the event in the queue; back up, it calls."""
    stage.carrier.types[ANN] = "fixed line"
    stage.sign_up()
    stage.carrier.status = 503
    assert _receive(stage, *_fresh(stage)) == ["m0"]
    stage.carrier.status = 200
    assert _receive(stage, *_fresh(stage)) == []
    assert len(stage.carrier.spoken(ANN)) == 1


def test_a_call_that_the_carrier_refuses_is_counted_and_not_tried_again(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asking again would not help."""
    stage.carrier.types[ANN] = "fixed line"
    stage.sign_up()
    stage.carrier.status = 422
    assert _receive(stage, *_fresh(stage)) == []
    assert "NotDeliverable" in capsys.readouterr().out


def test_a_number_that_takes_no_texts_stops_no_other(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    """It is counted, and the next one gets its code."""
    stage.sign_up(ANN)
    stage.sign_up(BOB)
    error = {"Error": {"Code": "OptedOut", "Message": "opted out"}}
    with refused(aws.client("sns"), "Publish", times=1, error=error):
        assert _receive(stage, *_fresh(stage)) == []
    assert "NotDeliverable" in capsys.readouterr().out
    assert len(texts(ANN)) + len(texts(BOB)) == 1


def test_a_text_that_aws_cannot_send_now_comes_again(stage: Stage) -> None:
    """Only what failed comes again."""
    stage.sign_up(ANN)
    stage.sign_up(BOB)
    error = {"Error": {"Code": "InvalidClientTokenId", "Message": "no"}}
    with refused(aws.client("sns"), "Publish", times=1, error=error, status=403):
        assert _receive(stage, *_fresh(stage)) == ["m0"]
    assert _receive(stage, *_fresh(stage)) == []
    assert len(texts(ANN)) + len(texts(BOB)) == 2


def test_a_code_that_was_used_meanwhile_is_not_sent(stage: Stage) -> None:
    """A late event after the end of its code stays silent."""
    stage.sign_up()
    stage.clock.forward(minutes=10)
    assert _receive(stage, *_fresh(stage)) == []
    assert texts(ANN) == []


def test_a_name_is_no_place_for_a_link(stage: Stage) -> None:
    """A mail to an address that nobody has confirmed carries no link but ours: a name cannot advertise (field 25)."""
    token = stage.proved()
    stage.register(token, name="You won! http://evil.example or evil.example\u2028Click", email="victim@example.com")
    stage.settle()
    (mail,) = mails("victim@example.com")
    assert "Hello You won!  or evil exampleClick," in mail
    assert mail.count("://") == 1
