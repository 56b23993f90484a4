"""Takes a call as far as its facts allow: the decision that webhooks, billing's answers and the clock share. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.numbers.domain.call import Call
from services.numbers.domain.call_commands import Command, ask
from services.numbers.domain.call_due import slice_due_at
from services.numbers.domain.call_progress import awaits_money, is_settleable
from services.numbers.domain.call_settlement import FUNDS, settle


@dataclass(frozen=True, slots=True)
class Advance:
    """The call as it is to be stored, and what is published and asked of the carrier with it.

    `commands` are new; `again` were asked for before, and may be sent again. `slice` is what billing is asked for
    besides, 0 for none.
    """

    call: Call
    commands: list[Command]
    again: list[Command]
    asks_funds: bool = False
    slice: int = 0
    settles: bool = False
    leaves_voicemail: bool = False


def advance(call: Call, now: datetime) -> Advance:
    """Return what follows from a call's facts by now."""
    after, asks_funds = _ask_funds(call, now)
    after, due = _ask_slice(after, now)
    settles = is_settleable(after)
    after = settle(after, now) if settles else after
    after, commands, again = ask(after, now)
    leaves = after.is_settled and not after.voicemail_published and _has_recording(after)
    after = replace(after, voicemail_published=True) if leaves else after
    return Advance(after, commands, again, asks_funds, due, settles, leaves)


def _ask_funds(call: Call, now: datetime) -> tuple[Call, bool]:
    """Ask for the first slice when it is the turn of the leg that costs credits, once."""
    is_due = awaits_money(call) and FUNDS not in call.asked and not call.has_origin_left
    return (replace(call, asked={**call.asked, FUNDS: now}) if is_due else call), is_due


def _ask_slice(call: Call, now: datetime) -> tuple[Call, int]:
    """Ask for another slice shortly before what is held ends."""
    due_at = slice_due_at(call)
    if due_at is None or due_at > now:
        return call, 0
    return replace(call, money=replace(call.money, asks=call.money.asks + 1)), call.money.slices + 1


def _has_recording(call: Call) -> bool:
    return call.origin is not None and bool(call.origin.recording_id)
