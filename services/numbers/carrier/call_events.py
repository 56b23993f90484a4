"""Reads the carrier's webhooks about calls: optional fields, open lists of words (N8).

Each leg that we make returns its `client_state`: which call it is of, its role, and the command that made it.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from kernel import ids
from services.numbers.domain.call_leg import Fact, FactKind, Role

_KINDS: dict[str, FactKind] = {
    "call.initiated": "initiated",
    "call.answered": "answered",
    "call.bridged": "bridged",
    "call.hangup": "ended",
    "call.speak.ended": "spoken",
    "call.recording.saved": "recorded",
    "call.cost": "cost",
}
_ROLES = ("caller", "app", "target")
_NUMBER = re.compile(r"\+?[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class CallEvent:
    """A report about a leg. `call_id` is that of the leg's state, "" for a leg that came from outside.

    `caller` is a number in E.164, or "" where it is hidden or no number.
    """

    fact: Fact
    session_id: str
    call_id: str = ""
    caller: str = ""
    to: str = ""
    is_outgoing: bool = False
    forwarded_by: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: dict[str, Any]) -> "CallEvent | None":
        """Read the event of a webhook; None if it is of no interest, or names no leg."""
        kind, payload = _KINDS.get(str(content.get("event_type"))), content.get("payload")
        if kind is None or not isinstance(payload, dict):
            return None
        leg_id, session_id = payload.get("call_leg_id"), payload.get("call_session_id")
        at = read_instant(payload.get("occurred_at") if kind == "cost" else None) or read_instant(
            content.get("occurred_at")
        )
        if not (leg_id and session_id and at):
            return None
        call_id, role, step = read_state(payload.get("client_state"))
        return cls(
            _read_fact(kind, payload, at, role, step),
            str(session_id),
            call_id,
            read_number(payload.get("from")),
            read_number(payload.get("to")),
            payload.get("direction") == "outgoing",
            tuple(_read_diversions(payload)),
        )


def read_transcript(content: dict[str, Any]) -> tuple[str, str] | None:
    """Return of which call a webhook has what was said in its message, and the words; None if it has none."""
    payload = content.get("payload")
    if content.get("event_type") != "call.recording.transcription.saved" or not isinstance(payload, dict):
        return None
    session_id, text = payload.get("call_session_id"), payload.get("transcription_text")
    if not (session_id and isinstance(text, str) and text.strip()):
        return None
    return read_state(payload.get("client_state"))[0] or ids.derived_id("call", str(session_id)), text.strip()


def read_state(text: Any) -> tuple[str, Role, str]:
    """Return the call, the role and the command of a leg's state; that of a caller where there is none of ours."""
    try:
        parts = base64.b64decode(str(text or ""), validate=True).decode().split("|")
    except (binascii.Error, UnicodeDecodeError):
        parts = []
    if len(parts) != 3 or parts[1] not in _ROLES:
        return "", "caller", ""
    return parts[0], cast(Role, parts[1]), parts[2]


def write_state(text: str) -> str:
    """Return the state as the carrier takes it."""
    return base64.b64encode(text.encode()).decode()


def read_number(text: Any) -> str:
    """Return a number in E.164; "" for an anonymous caller, and for a SIP address that has none."""
    name = str(text or "").removeprefix("sip:").partition("@")[0]
    return f"+{name.removeprefix('+')}" if _NUMBER.fullmatch(name) else ""


def read_instant(text: Any) -> datetime | None:
    """Return an instant, in UTC where no zone is said; None if it is none."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _read_fact(kind: FactKind, payload: dict[str, Any], at: datetime, role: Role, step: str) -> Fact:
    started, ended = read_instant(payload.get("recording_started_at")), read_instant(payload.get("recording_ended_at"))
    return Fact(
        kind=kind,
        leg_id=str(payload["call_leg_id"]),
        at=at,
        role=role,
        step=step,
        control_id=str(payload.get("call_control_id") or ""),
        cause=str(payload.get("hangup_cause") or "unspecified") if kind == "ended" else "",
        cost=_read_cost(payload) if kind == "cost" else "",
        recording_id=str(payload.get("recording_id") or "") if kind == "recorded" else "",
        seconds=round((ended - started).total_seconds()) if kind == "recorded" and started and ended else 0,
    )


def _read_cost(payload: dict[str, Any]) -> str:
    return str(payload.get("total_cost") or "") if payload.get("status") == "success" else ""


def _read_diversions(payload: dict[str, Any]) -> Iterable[str]:
    """Yield the numbers that forwarded the call before, by its Diversion headers."""
    lists = [payload.get(name) for name in ("sip_headers", "custom_headers")]
    for header in [header for found in lists if isinstance(found, list) for header in found]:
        if isinstance(header, dict) and str(header.get("name")).lower() == "diversion":
            for found in re.findall(r"(?:sips?|tel):(\+?[0-9]+)", str(header.get("value"))):
                yield read_number(found)
