"""The carrier's staff comment on a port-in, its holder answers, and the texts follow the calls (N7)."""

from datetime import timedelta

import pytest

from contracts.port_ins import PortInDue
from kernel import clock
from tests.in_process import mails
from tests.services.numbers.harness import OWNER, STRANGER
from tests.services.numbers.port_ins_harness import PortInsHarness

QUESTION, ANSWER = "Please tell us who the CPNI contact is.", "Rosa Diaz, owner of the bakery."


def test_a_comment_is_shown_and_mailed_once(port_ins: PortInsHarness) -> None:
    """The webhook has only the carrier's id of the order; the holder gets one notice with the words."""
    port_id, before = port_ins.sent(), len(mails(f"{OWNER}@example.com"))
    port_ins.happens(port_id, comment=QUESTION)
    port_ins.hear_all()
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert [(it["by"], it["body"]) for it in port_ins.comments(port_id)] == [("carrier", QUESTION)]
    told = [mail for mail in mails(f"{OWNER}@example.com")[before:] if "Our carrier wrote" in mail]
    assert len(told) == 1
    assert QUESTION in told[0]


@pytest.mark.parametrize("fault", ["down", "lost", "nonsense"])
def test_an_answer_is_written_once_whatever_fails(port_ins: PortInsHarness, fault: str) -> None:
    """Shown at once as on its way; after a lost answer of the carrier the words are found there, not sent again."""
    port_id = port_ins.sent()
    port_ins.happens(port_id, comment=QUESTION)
    port_ins.harness.carrier.behave_at_ports(fault=fault, times=1, only="comment")
    assert port_ins.answers(port_id, ANSWER).status == 201
    assert [(it["by"], it["is_sent"]) for it in port_ins.comments(port_id)][-1] == ("us", False)
    for _ in range(3):
        port_ins.harness.try_once(PortInDue(port_id=port_id))
    said = [(it["by"], it["body"], it["is_sent"]) for it in port_ins.comments(port_id)]
    assert said == [("carrier", QUESTION, True), ("us", ANSWER, True)]


def test_a_draft_has_no_comments_and_is_not_answered(port_ins: PortInsHarness) -> None:
    """There is no order yet, and after the end there is none any more."""
    port_id = port_ins.draft()
    assert port_ins.comments(port_id) == []
    assert port_ins.answers(port_id, ANSWER).body["code"] == "not_with_carrier"
    assert port_ins.answers(port_id, ANSWER, STRANGER).status == 404


def test_the_texts_are_followed_after_the_calls_have_moved(port_ins: PortInsHarness) -> None:
    """A number is here while its texts are not; their port is shown until it is over, without a webhook too."""
    port_id = port_ins.sent()
    port_ins.harness.carrier.behave_at_ports(delivery={"drop": True})
    port_ins.harness.carrier.port(port_id, status="completed")
    port_ins.harness.carrier.port(port_id, messaging="activating")
    assert port_ins.harness.try_once(PortInDue(port_id=port_id))
    port_ins.harness.world.settle()
    seen = port_ins.see(port_id)
    assert (seen["status"], seen["texting"]["status"]) == ("completed", "activating")
    assert seen["texting"]["message"] == "Texts are being moved now."
    port_ins.harness.carrier.port(port_id, messaging="ported")
    port_ins.asks(clock.now() + timedelta(minutes=30))
    port_ins.asks(clock.now() + timedelta(hours=7))
    assert port_ins.see(port_id)["texting"]["status"] == "ported"
