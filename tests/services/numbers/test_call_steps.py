"""What is asked of the carrier, step by step: by what is known of a call, and by nothing else (N6, N9, N10, N12)."""

from dataclasses import replace

from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import Advance, advance
from services.numbers.domain.call_commands import Command, ask, give_up
from services.numbers.domain.call_leg import Fact
from services.numbers.domain.call_settlement import entry_of
from tests.services.numbers.call_cases import (
    FORWARD,
    HELD,
    NOTICE,
    NUMBER,
    REJECT,
    RING,
    RING_TWO,
    TARGET,
    VOICEMAIL,
    a_call,
    after,
    of_app,
    of_caller,
    of_target,
)


def _play(call: Call, *facts: Fact, at: float = 1) -> Advance:
    """Return what follows from facts that come one by one."""
    step = advance(call, after(at))
    for fact in facts:
        step = advance(step.call.apply(fact), after(at))
    return step


def _names(commands: list[Command]) -> list[tuple[str, str]]:
    return [(command.name, command.control_id) for command in commands]


def test_a_forwarded_call_waits_for_money_and_is_transferred_once() -> None:
    """No command is sent before billing has answered; then the caller is transferred, within what credits buy."""
    waiting = _play(a_call(FORWARD, REJECT), of_caller("initiated", 0))
    assert (waiting.commands, waiting.call.asked.keys()) == ([], {"funds"})
    funded = advance(replace(waiting.call, money=HELD), after(2))
    (transfer,) = funded.commands
    assert (transfer.verb, transfer.control_id, transfer.to, transfer.shown) == (
        "transfer",
        "control-a",
        TARGET,
        NUMBER,
    )
    assert (transfer.seconds, transfer.time_limit) == (25, 3_600)
    again = advance(funded.call, after(40))
    assert (again.commands, [it.command_id for it in again.again]) == ([], [transfer.command_id])
    assert advance(funded.call, after(53)).again == []


def test_an_app_that_is_not_answered_gives_way_to_the_target() -> None:
    """The second transfer follows from the end of the first leg, whatever ended it; money is asked for only then."""
    for cause in ("timeout", "no_answer", "user_busy", "call_rejected", "not_found"):
        ringing = _play(a_call(RING, FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
        assert _names(ringing.commands) == [("transfer", "control-a")]
        given_up = _play(ringing.call, of_app("initiated", 1), of_app("ended", 21, cause=cause), at=22)
        assert _names(given_up.commands) == [("transfer:2", "control-a")]
    unpaid = _play(a_call(RING, FORWARD, REJECT), of_caller("initiated", 0))
    assert not unpaid.asks_funds
    assert _play(unpaid.call, of_app("ended", 21, cause="timeout")).asks_funds


def test_a_leg_that_may_have_been_answered_is_no_refusal() -> None:
    """A leg that ends normally without a report of its answer leads nowhere until the carrier was asked."""
    ringing = _play(a_call(RING, FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
    unclear = _play(ringing.call, of_app("ended", 21, cause="normal_clearing"))
    assert unclear.commands == []
    asked = advance(give_up(unclear.call.check(after(60)), after(60)), after(60))
    assert [it.name for it in asked.commands] == ["transfer:2"]


def test_of_several_apps_the_first_that_answers_has_the_call() -> None:
    """Each app is dialed and linked to the caller; once one is answered, those that still ring are hung up."""
    ringing = _play(a_call(RING_TWO, VOICEMAIL), of_caller("initiated", 0))
    assert [(it.name, it.verb, it.control_id) for it in ringing.commands] == [
        ("dial:1.1", "dial", "control-a"),
        ("dial:1.2", "dial", "control-a"),
    ]
    both = _play(ringing.call, of_app("initiated", 1, "dial:1.1"), of_app("initiated", 1, "dial:1.2", "leg-s"))
    declined = _play(both.call, of_app("ended", 3, "dial:1.1", cause="call_rejected"))
    assert declined.commands == []
    taken = _play(both.call, of_app("answered", 4, "dial:1.2", "leg-s"))
    assert _names(taken.commands) == [("hangup:leg-r", "control-leg-r")]
    over = _play(taken.call, of_app("ended", 90, "dial:1.2", "leg-s", cause="normal_clearing"))
    assert over.settles
    assert (entry_of(over.call).answered_by, entry_of(over.call).seconds) == ("app", 86)


def test_voicemail_answers_speaks_and_records() -> None:
    """A caller is answered first: nothing is spoken to a leg that was not. The message ends the call."""
    call = a_call(VOICEMAIL, reason="after_hours")
    answered = _play(call, of_caller("initiated", 0))
    assert _names(answered.commands) == [("answer", "control-a")]
    spoken = _play(answered.call, of_caller("answered", 1))
    assert [(it.verb, it.words) for it in spoken.commands] == [("speak", "Hello")]
    recorded = _play(spoken.call, of_caller("spoken", 4))
    assert _names(recorded.commands) == [("record", "control-a")]
    saved = _play(recorded.call, of_caller("recorded", 20, recording_id="rec", seconds=12))
    assert _names(saved.commands) == [("hangup:leg-a", "control-a")]
    over = _play(saved.call, of_caller("ended", 21, cause="normal_clearing"))
    assert (over.settles, over.leaves_voicemail) == (True, True)
    assert (entry_of(over.call).answered_by, entry_of(over.call).reason) == ("voicemail", "after_hours")


def test_a_message_that_is_saved_after_the_end_is_left_once() -> None:
    """The caller hangs up while recording: the message is left once its recording is reported."""
    facts = [of_caller("initiated", 0), of_caller("answered", 1), of_caller("spoken", 4)]
    over = _play(a_call(VOICEMAIL), *facts, of_caller("ended", 21, cause="normal_clearing"))
    assert (over.settles, over.leaves_voicemail) == (True, False)
    saved = of_caller("recorded", 22, recording_id="rec", seconds=12)
    late = _play(over.call, saved)
    assert (late.settles, late.leaves_voicemail, late.commands) == (False, True, [])
    assert not _play(late.call, saved).leaves_voicemail


def test_a_notice_is_cut_after_a_minute() -> None:
    """An answer has no time limit at the carrier: a caller whose notice has not ended is hung up by the clock."""
    speaking = _play(a_call(NOTICE), of_caller("initiated", 0), of_caller("answered", 1))
    assert [it.verb for it in speaking.commands] == ["speak"]
    assert ask(speaking.call, after(60))[1] == []
    assert _names(ask(speaking.call, after(62))[1]) == [("hangup:leg-a", "control-a")]
    assert _names(_play(speaking.call, of_caller("spoken", 5)).commands) == [("hangup:leg-a", "control-a")]


def test_a_caller_who_gives_up_ends_what_still_rings() -> None:
    """The leg that rings is hung up, also if the carrier reports it after the caller's end."""
    transferred = _play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
    gone = _play(transferred.call, of_caller("ended", 3, cause="originator_cancel"))
    assert (gone.commands, gone.settles) == ([], False)
    late = _play(gone.call, of_target("initiated", 2))
    assert _names(late.commands) == [("hangup:leg-b", "control-b")]
    over = _play(late.call, of_target("ended", 4, cause="originator_cancel"))
    assert (over.settles, entry_of(over.call).reason, entry_of(over.call).seconds) == (True, "missed", 0)


def test_whom_no_one_answers_is_turned_away() -> None:
    """A blocked caller is rejected; one whose call no one took gets the busy signal, without an answer."""
    blocked = _play(a_call(replace(REJECT, cause="CALL_REJECTED"), reason="blocked"), of_caller("initiated", 0))
    assert [(it.verb, it.cause) for it in blocked.commands] == [("reject", "CALL_REJECTED")]
    missed = _play(a_call(RING, REJECT), of_caller("initiated", 0), of_app("ended", 21, cause="timeout"))
    assert [(it.verb, it.cause) for it in missed.commands] == [("reject", "USER_BUSY")]
    full = advance(_play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0)).call, after(1))
    refused = advance(full.call.refuse("transfer", "90041"), after(1))
    assert [it.verb for it in refused.commands] == ["reject"]


def test_a_caller_who_was_left_alone_is_hung_up() -> None:
    """When the other end has hung up and the carrier, asked, still has the caller, they are hung up, until it works."""
    talked = _play(
        a_call(FORWARD, REJECT, money=HELD),
        of_caller("initiated", 0),
        of_target("answered", 9),
        of_target("ended", 40, cause="normal_clearing"),
    )
    assert (talked.settles, talked.commands) == (True, [])
    first = advance(talked.call.check(after(80)), after(80))
    assert _names(first.commands) == [("hangup:leg-a", "control-a")]
    second = advance(first.call.check(after(140)), after(140))
    assert _names(second.commands) == [("hangup:leg-a:1", "control-a")]
    assert second.commands[0].command_id != first.commands[0].command_id


def test_a_call_from_the_app_rings_the_app_first() -> None:
    """Money is held, then the app's own leg is dialed; once it is answered, it is transferred to the target."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="")
    wanted = advance(call, after(0))
    assert (wanted.asks_funds, wanted.commands) == (True, [])
    funded = advance(replace(wanted.call, money=HELD), after(1))
    assert [(it.name, it.verb, it.to) for it in funded.commands] == [("dial", "dial", "sip:rosa@sip.telnyx.com")]
    rings = _play(funded.call, of_app("initiated", 2, "dial"))
    assert rings.commands == []
    answered = _play(rings.call, of_app("answered", 4, "dial"))
    assert _names(answered.commands) == [("transfer", "control-leg-r")]
    talked = _play(answered.call, of_target("answered", 10), of_target("ended", 30, cause="normal_clearing"))
    entry = entry_of(talked.call)
    assert (talked.settles, entry.seconds, entry.answered_by, entry.reason) == (True, 20, "person", "")


def test_a_call_from_the_app_ends_with_what_refuses_it() -> None:
    """Without credit nothing is dialed; if the target does not answer, the app's leg is hung up."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com")
    unpaid = replace(call, money=call.money.refuse(1, "insufficient_credits"))
    refused = advance(unpaid, after(1))
    assert (refused.settles, refused.commands, entry_of(refused.call).reason) == (True, [], "out_of_credit")
    busy = _play(
        replace(call, money=HELD),
        of_app("initiated", 1, "dial"),
        of_app("answered", 2, "dial"),
        of_target("ended", 5, cause="user_busy"),
    )
    assert _names(busy.commands) == [("hangup:leg-r", "control-leg-r")]
    over = _play(busy.call, of_app("ended", 6, "dial", cause="normal_clearing"))
    assert (over.settles, entry_of(over.call).reason) == (True, "user_busy")


def test_a_hang_up_that_the_carrier_refuses_is_not_sent_at_once_again() -> None:
    """It is asked for anew, under another name, once it may have been lost."""
    ended = _play(a_call(NOTICE), of_caller("initiated", 0), of_caller("answered", 1), of_caller("spoken", 5))
    refused = advance(ended.call.refuse("hangup:leg-a", "90015"), after(2))
    assert (refused.commands, refused.again) == ([], [])
    assert _names(advance(refused.call, after(60)).commands) == [("hangup:leg-a:1", "control-a")]


def test_an_app_that_answers_after_its_call_is_settled_calls_no_one() -> None:
    """The dial was given up, and what was held is free: the app is hung up, and no one is rung."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="", money=HELD)
    dialed = advance(call, after(1))
    lost = advance(give_up(dialed.call.check(after(60)), after(60)), after(60))
    assert lost.settles
    late = _play(lost.call, of_app("initiated", 2, "dial"), of_app("answered", 70, "dial"), at=71)
    assert _names(late.again + late.commands) == [("hangup:leg-r", "control-leg-r")]


def test_billing_that_does_not_answer_is_not_waited_for() -> None:
    """Who calls gets what there is without credits; the app of a call from the app is not rung any more."""
    waiting = _play(a_call(FORWARD, REJECT), of_caller("initiated", 0))
    asked = advance(give_up(waiting.call.check(after(60)), after(60)), after(60))
    assert _names(asked.commands) == [("answer", "control-a")]
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="")
    placed = advance(call, after(0))
    given_up = advance(give_up(placed.call.check(after(60)), after(60)), after(60))
    assert (given_up.settles, entry_of(given_up.call).reason) == (True, "lost")
    held = replace(given_up.call, money=given_up.call.money.hold(1, 900, 3_600))
    assert advance(held, after(90)).commands == []


def test_a_call_that_the_carrier_does_not_connect_says_so() -> None:
    """The app is then hung up by us: that is not why the call failed."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", money=HELD)
    rung = _play(call, of_app("initiated", 1, "dial"), of_app("answered", 2, "dial"))
    over = _play(rung.call.refuse("transfer", "90041"), of_app("ended", 6, "dial", cause="normal_clearing"))
    assert (over.settles, entry_of(over.call).reason) == (True, "90041")
