"""What is asked of the carrier, step by step: by what is known of a call, and by nothing else (N6, N9, N10, N12)."""

from dataclasses import replace

from services.numbers.domain.call_advance import Advance, advance
from services.numbers.domain.call_commands import ask, give_up
from services.numbers.domain.call_due import due_of
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
    names,
    of_app,
    of_caller,
    of_target,
    play,
)


def test_a_forwarded_call_waits_for_money_and_is_transferred_once() -> None:
    """No command is sent before billing has answered; then the caller is transferred, within what credits buy."""
    waiting = play(a_call(FORWARD, REJECT), of_caller("initiated", 0))
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
        ringing = play(a_call(RING, FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
        assert names(ringing.commands) == [("transfer", "control-a")]
        given_up = play(ringing.call, of_app("initiated", 1), of_app("ended", 21, cause=cause), at=22)
        assert names(given_up.commands) == [("transfer:2", "control-a")]
    unpaid = play(a_call(RING, FORWARD, REJECT), of_caller("initiated", 0))
    assert not unpaid.asks_funds
    assert play(unpaid.call, of_app("ended", 21, cause="timeout")).asks_funds


def test_a_leg_that_may_have_been_answered_is_no_refusal() -> None:
    """A leg that ends normally without a report of its answer leads nowhere until the carrier was asked."""
    ringing = play(a_call(RING, FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
    unclear = play(ringing.call, of_app("ended", 21, cause="normal_clearing"))
    assert unclear.commands == []
    asked = advance(give_up(unclear.call.check(after(60)), after(60)), after(60))
    assert [it.name for it in asked.commands] == ["transfer:2"]


def test_of_several_apps_the_first_that_answers_has_the_call() -> None:
    """Each app is dialed and linked to the caller; once one is answered, those that still ring are hung up."""
    ringing = play(a_call(RING_TWO, VOICEMAIL), of_caller("initiated", 0))
    assert [(it.name, it.verb, it.control_id) for it in ringing.commands] == [
        ("dial:1.1", "dial", "control-a"),
        ("dial:1.2", "dial", "control-a"),
    ]
    both = play(ringing.call, of_app("initiated", 1, "dial:1.1"), of_app("initiated", 1, "dial:1.2", "leg-s"))
    declined = play(both.call, of_app("ended", 3, "dial:1.1", cause="call_rejected"))
    assert declined.commands == []
    taken = play(both.call, of_app("answered", 4, "dial:1.2", "leg-s"))
    assert names(taken.commands) == [("hangup:leg-r", "control-leg-r")]
    over = play(taken.call, of_app("ended", 90, "dial:1.2", "leg-s", cause="normal_clearing"))
    assert over.settles
    assert (entry_of(over.call).answered_by, entry_of(over.call).seconds) == ("app", 86)


def test_voicemail_answers_speaks_and_records() -> None:
    """A caller is answered first: nothing is spoken to a leg that was not. The message ends the call."""
    call = a_call(VOICEMAIL, reason="after_hours")
    answered = play(call, of_caller("initiated", 0))
    assert names(answered.commands) == [("answer", "control-a")]
    spoken = play(answered.call, of_caller("answered", 1))
    assert [(it.verb, it.words) for it in spoken.commands] == [("speak", "Hello")]
    recorded = play(spoken.call, of_caller("spoken", 4))
    assert names(recorded.commands) == [("record", "control-a")]
    saved = play(recorded.call, of_caller("recorded", 20, recording_id="rec", seconds=12))
    assert names(saved.commands) == [("hangup:leg-a", "control-a")]
    over = play(saved.call, of_caller("ended", 21, cause="normal_clearing"))
    assert (over.settles, over.leaves_voicemail) == (True, True)
    assert (entry_of(over.call).answered_by, entry_of(over.call).reason) == ("voicemail", "after_hours")


def _hangs_up_while_recording() -> Advance:
    facts = [of_caller("initiated", 0), of_caller("answered", 1), of_caller("spoken", 4)]
    return play(a_call(VOICEMAIL), *facts, of_caller("ended", 21, cause="normal_clearing"))


def test_a_message_that_is_saved_after_the_end_is_left_once() -> None:
    """The caller hangs up while recording: the call is settled, and the message left, once it is reported."""
    over = _hangs_up_while_recording()
    assert (over.settles, over.leaves_voicemail) == (False, False)
    saved = of_caller("recorded", 22, recording_id="rec", seconds=12)
    late = play(over.call, saved)
    assert (late.settles, late.leaves_voicemail, late.commands) == (True, True, [])
    assert entry_of(late.call).answered_by == "voicemail"
    assert not play(late.call, saved).leaves_voicemail


def test_a_message_of_which_nothing_was_recorded_is_a_missed_call() -> None:
    """The carrier, asked after a while, has no recording; one that it reports later still is left."""
    over = _hangs_up_while_recording()
    assert due_of(over.call) == ("call", after(51))
    asked = advance(give_up(over.call.check(after(60)), after(60)), after(60))
    entry = entry_of(asked.call)
    assert (asked.settles, entry.answered_by, entry.reason) == (True, "none", "missed")
    late = play(asked.call, of_caller("recorded", 22, recording_id="rec", seconds=12))
    assert (late.settles, late.leaves_voicemail) == (False, True)


def test_a_notice_is_cut_after_a_minute() -> None:
    """An answer has no time limit at the carrier: a caller whose notice has not ended is hung up by the clock."""
    speaking = play(a_call(NOTICE), of_caller("initiated", 0), of_caller("answered", 1))
    assert [it.verb for it in speaking.commands] == ["speak"]
    assert ask(speaking.call, after(60))[1] == []
    assert names(ask(speaking.call, after(62))[1]) == [("hangup:leg-a", "control-a")]
    assert names(play(speaking.call, of_caller("spoken", 5)).commands) == [("hangup:leg-a", "control-a")]


def test_a_caller_who_gives_up_ends_what_still_rings() -> None:
    """The leg that rings is hung up, also if the carrier reports it after the caller's end."""
    transferred = play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0))
    gone = play(transferred.call, of_caller("ended", 3, cause="originator_cancel"))
    assert (gone.commands, gone.settles) == ([], False)
    late = play(gone.call, of_target("initiated", 2))
    assert names(late.commands) == [("hangup:leg-b", "control-b")]
    over = play(late.call, of_target("ended", 4, cause="originator_cancel"))
    assert (over.settles, entry_of(over.call).reason, entry_of(over.call).seconds) == (True, "missed", 0)


def test_whom_no_one_answers_is_turned_away() -> None:
    """A blocked caller is rejected; one whose call no one took gets the busy signal, without an answer."""
    blocked = play(a_call(replace(REJECT, cause="CALL_REJECTED"), reason="blocked"), of_caller("initiated", 0))
    assert [(it.verb, it.cause) for it in blocked.commands] == [("reject", "CALL_REJECTED")]
    missed = play(a_call(RING, REJECT), of_caller("initiated", 0), of_app("ended", 21, cause="timeout"))
    assert [(it.verb, it.cause) for it in missed.commands] == [("reject", "USER_BUSY")]
    full = advance(play(a_call(FORWARD, REJECT, money=HELD), of_caller("initiated", 0)).call, after(1))
    refused = advance(full.call.refuse("transfer", "90041"), after(1))
    assert [it.verb for it in refused.commands] == ["reject"]


def test_a_caller_who_was_left_alone_is_hung_up() -> None:
    """When the other end has hung up and the carrier, asked, still has the caller, they are hung up, until it works."""
    talked = play(
        a_call(FORWARD, REJECT, money=HELD),
        of_caller("initiated", 0),
        of_target("answered", 9),
        of_target("ended", 40, cause="normal_clearing"),
    )
    assert (talked.settles, talked.commands) == (True, [])
    first = advance(talked.call.check(after(80)), after(80))
    assert names(first.commands) == [("hangup:leg-a", "control-a")]
    second = advance(first.call.check(after(140)), after(140))
    assert names(second.commands) == [("hangup:leg-a:1", "control-a")]
    assert second.commands[0].command_id != first.commands[0].command_id


def test_a_call_from_the_app_rings_the_app_first() -> None:
    """Money is held, then the app's own leg is dialed; once it is answered, it is transferred to the target."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com", session_id="")
    wanted = advance(call, after(0))
    assert (wanted.asks_funds, wanted.commands) == (True, [])
    funded = advance(replace(wanted.call, money=HELD), after(1))
    assert [(it.name, it.verb, it.to) for it in funded.commands] == [("dial", "dial", "sip:rosa@sip.telnyx.com")]
    rings = play(funded.call, of_app("initiated", 2, "dial"))
    assert rings.commands == []
    answered = play(rings.call, of_app("answered", 4, "dial"))
    assert names(answered.commands) == [("transfer", "control-leg-r")]
    talked = play(answered.call, of_target("answered", 10), of_target("ended", 30, cause="normal_clearing"))
    entry = entry_of(talked.call)
    assert (talked.settles, entry.seconds, entry.answered_by, entry.reason) == (True, 20, "person", "")


def test_a_call_from_the_app_ends_with_what_refuses_it() -> None:
    """Without credit nothing is dialed; if the target does not answer, the app's leg is hung up."""
    call = a_call(FORWARD, direction="out", app_address="sip:rosa@sip.telnyx.com")
    unpaid = replace(call, money=call.money.refuse(1, "insufficient_credits"))
    refused = advance(unpaid, after(1))
    assert (refused.settles, refused.commands, entry_of(refused.call).reason) == (True, [], "out_of_credit")
    busy = play(
        replace(call, money=HELD),
        of_app("initiated", 1, "dial"),
        of_app("answered", 2, "dial"),
        of_target("ended", 5, cause="user_busy"),
    )
    assert names(busy.commands) == [("hangup:leg-r", "control-leg-r")]
    over = play(busy.call, of_app("ended", 6, "dial", cause="normal_clearing"))
    assert (over.settles, entry_of(over.call).reason) == (True, "user_busy")
