"""What becomes of a call when the carrier refuses, or someone does not answer: it ends, and no one waits (N6, N12)."""

from dataclasses import replace

from services.numbers.domain.call_advance import advance
from services.numbers.domain.call_commands import give_up
from services.numbers.domain.call_due import due_of, look_at
from services.numbers.domain.call_settlement import entry_of
from tests.services.numbers.call_cases import (
    FORWARD,
    HELD,
    NOTICE,
    REJECT,
    VOICEMAIL,
    a_call,
    after,
    names,
    of_app,
    of_caller,
    of_target,
    play,
)


def test_a_hang_up_that_the_carrier_refuses_is_not_sent_at_once_again() -> None:
    """It is asked for anew, under another name, once it may have been lost."""
    ended = play(a_call(NOTICE), of_caller("initiated", 0), of_caller("answered", 1), of_caller("spoken", 5))
    refused = advance(ended.call.refuse("hangup:leg-a", "90015"), after(2))
    assert (refused.commands, refused.again) == ([], [])
    assert names(advance(refused.call, after(60)).commands) == [("hangup:leg-a:1", "control-a")]


def test_an_app_that_answers_after_its_call_is_settled_calls_no_one() -> None:
    """The dial was given up, and what was held is free: the app is hung up, and no one is rung."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="", money=HELD)
    dialed = advance(call, after(1))
    lost = advance(give_up(dialed.call.check(after(60)), after(60)), after(60))
    assert lost.settles
    late = play(lost.call, of_app("initiated", 2, "dial"), of_app("answered", 70, "dial"), at=71)
    assert names(late.again + late.commands) == [("hangup:leg-r", "control-leg-r")]


def test_billing_that_does_not_answer_is_not_waited_for() -> None:
    """Who calls gets what there is without credits; the app of a call from the app is not rung any more."""
    waiting = play(a_call(FORWARD, REJECT), of_caller("initiated", 0))
    asked = advance(give_up(waiting.call.check(after(60)), after(60)), after(60))
    assert names(asked.commands) == [("answer", "control-a")]
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="")
    placed = advance(call, after(0))
    given_up = advance(give_up(placed.call.check(after(60)), after(60)), after(60))
    assert (given_up.settles, entry_of(given_up.call).reason) == (True, "lost")
    held = replace(given_up.call, money=given_up.call.money.hold(1, 900, 3_600))
    assert advance(held, after(90)).commands == []


def test_a_call_that_the_carrier_does_not_connect_says_so() -> None:
    """The app is then hung up by us: that is not why the call failed."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", money=HELD)
    rung = play(call, of_app("initiated", 1, "dial"), of_app("answered", 2, "dial"))
    over = play(rung.call.refuse("transfer", "90041"), of_app("ended", 6, "dial", cause="normal_clearing"))
    assert (over.settles, entry_of(over.call).reason) == (True, "90041")


def test_a_caller_whose_greeting_has_ended_unreported_is_recorded() -> None:
    """The carrier is asked after a minute: the caller is not left in silence until the longest message is over."""
    greeted = play(a_call(VOICEMAIL), of_caller("initiated", 0), of_caller("answered", 1))
    assert due_of(greeted.call) == ("call", after(61))
    found = greeted.call.apply(of_caller("spoken", 6)).check(after(61))
    asked = advance(give_up(found, after(61)), after(61))
    assert (names(asked.commands), due_of(asked.call)) == ([("record", "control-a")], ("call", after(241)))


def test_a_cut_that_is_not_reported_is_asked_about_soon() -> None:
    """What is held is not kept until the carrier's time limit, hours later, would have ended the call."""
    talking = play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0), of_target("answered", 10))
    refused = replace(talking.call, money=replace(HELD, asks=2, refused=2, reason="insufficient_credits"))
    cut = advance(refused, after(850))
    assert names(cut.commands) == [("hangup:leg-b", "control-b")]
    assert look_at(cut.call) == after(880)
