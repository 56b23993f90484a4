"""Change a call by what has become known, store what follows from it, then ask it of the carrier (N6, N9, N12).

In that order: a command is sent once it is stored that it is asked for. If the function dies in between, the same
webhook, answer or job comes again, finds the call as it is, and sends what no fact confirms once more.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from contracts.calls import CallArrived, CallSliceDue
from contracts.voicemail import CallMissed, VoicemailLeft
from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale, Unavailable
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.calling import Calling, CommandRefusedError
from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import Advance, advance
from services.numbers.domain.call_commands import Command
from services.numbers.domain.call_settlement import ended, entry_of
from services.numbers.domain.person import is_team
from services.numbers.domain.problems import CallerPaused, UserClosed
from services.numbers.stores import call_entries, caller_pauses, calls, people

Change = Callable[[Call], Call]
Load = Callable[[], tuple[Call | None, Call | None]]  # the call as it is stored, and as it is opened if it is not
Gateway = Callable[[], Calling]
_TRIES = 6
_ROUNDS = 10  # of commands that the carrier refuses, each of which leads to others
_NOT_MISSED = ("blocked", "forwarding_loop", "busy")


def advance_call(work: UnitOfWork, gateway: Gateway, call_id: str, change: Change, now: datetime | None = None) -> bool:
    """Change a call and do what follows from it. Return whether there is such a call. Raises Stale and Unavailable."""
    return change_and_send(work, gateway, lambda: (calls.find(work.table, call_id), None), change, now)


def change_and_send(
    work: UnitOfWork, gateway: Gateway, load: Load, change: Change, now: datetime | None = None
) -> bool:
    """Change the call that `load` returns, store it, and send the commands. Return whether there is one.

    A command that the carrier refuses is a fact of its own, from which others follow. Raises Unavailable if the
    carrier does not answer, once all other commands are sent.
    """
    for _ in range(_ROUNDS):
        after = commit_change(work, load, change, now or work.now)
        if after is None:
            return False
        refusals = _send(gateway, after)
        if not refusals:
            return True
        call_id, change = after.call.call_id, lambda call, given=refusals: _refuse(call, given)  # type: ignore[misc]
        load = lambda: (calls.find(work.table, call_id), None)  # noqa: B023, E731 (read within this turn)
    raise AssertionError(f"{call_id} has no end")


def commit_change(work: UnitOfWork, load: Load, change: Change, now: datetime) -> Advance | None:
    """Store what follows from a change, decided again if the call changed in between; None if there is no call."""
    is_user_closed = False
    for attempt in range(_TRIES):
        before, opened = load()
        known = before or opened
        if known is None:
            return None
        after = advance(change(known), now)
        if before and after.call == before:
            return after
        store_call(work, after, before, is_user_closed=is_user_closed)
        try:
            work.commit()
        except CallerPaused:
            change = _then_without_notice(change)
        except UserClosed:
            is_user_closed = True
        except Stale:
            if attempt == _TRIES - 1:
                raise
        else:
            return after if before is None else _without_repeats(after)
    raise Stale


def _without_repeats(after: Advance) -> Advance:
    """Leave what was asked for before to the one who asked: they send it again if the carrier did not answer."""
    return Advance(after.call, after.commands, [])


def _then_without_notice(change: Change) -> Change:
    """Return the change for a caller who had a notice within the hour: they hear the busy signal."""
    return lambda call: change(call).without_notice()


def _refuse(call: Call, refusals: dict[str, str]) -> Call:
    for name, code in refusals.items():
        call = call.refuse(name, code)
    return call


def _send(gateway: Gateway, after: Advance) -> dict[str, str]:
    """Send the commands; return the error codes of those that the carrier refuses, by name."""
    refusals: dict[str, str] = {}
    down: ProviderDownError | None = None
    for command in (*after.commands, *after.again):
        try:
            gateway().send(command)
        except CommandRefusedError as refused:
            refusals[command.name] = refused.code
        except ProviderDownError as error:
            down = error
    if down and not refusals:
        raise Unavailable("The carrier does not answer.") from down
    return refusals


def store_call(work: UnitOfWork, after: Advance, before: Call | None, *, is_user_closed: bool = False) -> None:
    """Store the call and its events, in one transaction; once its user has closed their account, without names."""
    call = after.call
    stored = call.without_names() if after.settles and is_user_closed else call
    work.save(calls.save(stored, before) if before else calls.create(stored))
    if not is_user_closed:
        work.save(_checks_of_user(after, before))
    if _begins_notice(after.commands, call):
        work.save(caller_pauses.begin("notice", call.number_id, call.other_number, work.now))
    if after.asks_funds:
        work.publish(*_arrived(call))
    if after.slice and call.user_id:
        work.publish(CallSliceDue(call_id=call.call_id, user_id=call.user_id, slice=after.slice))
    if after.settles:
        _settle(work, call, is_user_closed)
    if after.leaves_voicemail and call.origin:
        seconds, recording_id = call.origin.recorded_seconds, call.origin.recording_id
        work.publish(VoicemailLeft(**_about(call), recording_id=recording_id, seconds=seconds))


def _checks_of_user(after: Advance, before: Call | None) -> Iterable[TransactItem]:
    """Yield what must be so of the user at the commit: of one who has left, nothing is written into the log (I10)."""
    call = after.call
    if call.user_id and after.settles:
        yield people.not_closed(call.user_id)
    elif before is None and call.user_id and _rings_by_team(call):
        yield people.not_suspended(call.user_id)


def _rings_by_team(call: Call) -> bool:
    return call.direction == "in" and is_team(call.holder) and not call.reason


def _settle(work: UnitOfWork, call: Call, is_user_closed: bool) -> None:
    """Have billing settle the call, write its line in the log, and notify its user if they missed it."""
    entry = entry_of(call)
    work.publish(ended(call))
    if is_user_closed:
        work.save([call_entries.create(entry.without_names())] if entry.team_id else [])
        return
    work.save([call_entries.create(entry)], call_entries.list_for_colleagues(entry))
    is_missed = call.direction == "in" and entry.answered_by == "none" and entry.reason not in _NOT_MISSED
    if is_missed and call.user_id:
        work.publish(CallMissed(**_about(call), reason=entry.reason))


def _begins_notice(commands: Iterable[Command], call: Call) -> bool:
    is_answered = any(command.verb == "answer" for command in commands)
    return is_answered and any(step.kind == "notice" for step in call.steps)


def _arrived(call: Call) -> Iterable[CallArrived]:
    if call.tariff and call.user_id:
        tariff = call.tariff
        yield CallArrived(
            call_id=call.call_id,
            number_id=call.number_id,
            user_id=call.user_id,
            kind=tariff.kind,
            place=tariff.place,
            deck=tariff.deck,
            rate=tariff.rate,
            rounding=tariff.rounding,
        )


def _about(call: Call) -> dict[str, object]:
    return {
        "call_id": call.call_id,
        "number_id": call.number_id,
        "phone_number": call.phone_number,
        "holder": call.holder,
        "user_id": call.user_id or "",  # of a call that is forgotten: its recording goes all the same
        "at": call.started_at,
    }
