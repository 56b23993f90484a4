"""Calls and facts as tests of the call's model make them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from services.numbers.domain.call import Call
from services.numbers.domain.call_advance import Advance, advance
from services.numbers.domain.call_commands import Command
from services.numbers.domain.call_leg import Fact, FactKind
from services.numbers.domain.call_terms import Money, Step, Tariff

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
CALLER, NUMBER, TARGET = "+14155550188", "+14155550100", "+442079460000"
TARIFF = Tariff("forwarding", "United Kingdom, landline", "2026-11", 50_000, "minute")
FORWARD = Step("forward", (TARGET,), NUMBER, 25)
RING = Step("ring", ("sip:rosa@sip.telnyx.com",), CALLER, 20)
RING_TWO = replace(RING, to=("sip:rosa@sip.telnyx.com", "sip:finn@sip.telnyx.com"))
VOICEMAIL, REJECT, NOTICE = Step("voicemail", words="Hello"), Step("reject"), Step("notice", words="Closed")
HELD = Money(slices=1, seconds=900, limit=3_600)


def after(seconds: float) -> datetime:
    """Return the instant so many seconds after the call came."""
    return AT + timedelta(seconds=seconds)


def a_call(*steps: Step, **more: Any) -> Call:
    """Return a call that has come, with this route."""
    about = {
        "call_id": "call_1",
        "direction": "in",
        "number_id": "num_1",
        "phone_number": NUMBER,
        "other_number": CALLER,
        "holder": "team_1",
        "team_id": "team_1",
        "user_id": "acc_1",
        "session_id": "session",
        "started_at": AT,
        "tariff": TARIFF,
    }
    return Call(steps=steps, **(about | more))  # type: ignore[arg-type]


def of_caller(kind: FactKind, at: float, **more: Any) -> Fact:
    """Return a fact of the caller's leg, so many seconds after the call came."""
    return Fact(kind, "leg-a", after(at), control_id="control-a", **more)


def of_target(kind: FactKind, at: float, step: str = "transfer", **more: Any) -> Fact:
    """Return a fact of the leg that costs credits."""
    return Fact(kind, "leg-b", after(at), "target", step, "control-b", **more)


def of_app(kind: FactKind, at: float, step: str = "transfer", leg_id: str = "leg-r", **more: Any) -> Fact:
    """Return a fact of an app's leg."""
    return Fact(kind, leg_id, after(at), "app", step, f"control-{leg_id}", **more)


def play(call: Call, *facts: Fact, at: float = 1) -> Advance:
    """Return what follows from facts that come one by one."""
    step = advance(call, after(at))
    for fact in facts:
        step = advance(step.call.apply(fact), after(at))
    return step


def names(commands: list[Command]) -> list[tuple[str, str]]:
    """Return the names of commands, and of which leg they are."""
    return [(command.name, command.control_id) for command in commands]
