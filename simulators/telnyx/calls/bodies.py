"""The bodies of a call's webhooks and answers, as the carrier's document has them."""

from typing import Any

from simulators.telnyx.calls.clock import SECOND, written
from simulators.telnyx.calls.legs import SIP_CAUSES, Leg

Json = dict[str, Any]
_QUALITY = {
    "inbound": {
        "jitter_max_variance": "2.74",
        "jitter_packet_count": "0",
        "mos": "4.50",
        "packet_count": "591",
        "skip_packet_count": "9",
    },
    "outbound": {"packet_count": "0", "skip_packet_count": "0"},
}
_SHORTEST, _STEP = 60, 6  # seconds that are billed: at least a minute, in steps
RATES = {"sip-trunking": 0.0050, "call-control": 0.0020}


def initiated(leg: Leg) -> Json:
    """Build the body of a call that begins."""
    body = _ends(leg) | {
        "direction": leg.direction,
        "state": "parked" if leg.direction == "incoming" else "bridging",
        "start_time": written(leg.started_at),
        "connection_codecs": "PCMU,PCMA",
        "offered_codecs": "PCMU,PCMA",
    }
    if leg.direction == "incoming":
        body |= {"shaken_stir_attestation": "A", "shaken_stir_validated": True, "caller_id_name": leg.from_number}
    return body


def answered(leg: Leg) -> Json:
    """Build the body of a leg that was answered."""
    return _ends(leg) | {"state": "answered", "start_time": written(leg.started_at)}


def bridged(leg: Leg) -> Json:
    """Build the body of a leg that was bridged with another."""
    return {name: value for name, value in _ends(leg).items() if name != "custom_headers"}


def hung_up(leg: Leg) -> Json:
    """Build the body of a leg that has ended."""
    return _ends(leg) | {
        "state": "hangup",
        "start_time": written(leg.started_at),
        "hangup_cause": leg.cause,
        "hangup_source": leg.source,
        "sip_hangup_cause": SIP_CAUSES[leg.cause],
        "call_quality_stats": _QUALITY if leg.is_answered else None,
    }


def speaking(leg: Leg, status: str = "") -> Json:
    """Build the body of speech that begins, or has ended with a status."""
    return identity(leg) | ({"status": status} if status else {})


def cost(leg: Leg, status: str = "success", *, is_null: bool = False) -> Json:
    """Build the body of a leg's cost; that of an unanswered one is zero and has no parts."""
    seconds = billed_seconds(leg)
    body = identity(leg) | {"status": status, "billed_duration_secs": None if is_null else seconds}
    if is_null or status == "error":
        return body | {"total_cost": None}
    if not seconds:
        return body | {"total_cost": "0.0000"}
    return body | {
        "total_cost": total_cost(leg),
        "billing_group_id": None,
        "occurred_at": written(leg.ended_at or 0),
        "cost_parts": [
            {
                "call_part": part,
                "billed_duration_secs": seconds,
                "rate": f"{rate:.4f}",
                "cost": f"{rate * seconds / 60:.4f}",
                "currency": "USD",
            }
            for part, rate in RATES.items()
        ],
    }


def total_cost(leg: Leg) -> str:
    """Return what a leg costs us, by the carrier."""
    return f"{sum(rate * billed_seconds(leg) / 60 for rate in RATES.values()):.4f}"


def part_cost(leg: Leg, part: str) -> str:
    """Return what one service of the carrier has of a leg's cost."""
    return f"{RATES[part] * billed_seconds(leg) / 60:.4f}"


def billed_seconds(leg: Leg) -> int:
    """Return the seconds that the carrier bills: steps of six, at least sixty once it was answered."""
    if leg.answered_at is None or leg.ended_at is None:
        return 0
    steps = -(-(leg.ended_at - leg.answered_at) // (_STEP * SECOND))
    return max(_SHORTEST, steps * _STEP)


def recorded(leg: Leg, recording: Json) -> Json:
    """Build the body of a recording that can be fetched."""
    return _ends(leg) | recording


def transcribed(leg: Leg, transcription: Json) -> Json:
    """Build the body of the words of a recording."""
    return identity(leg) | transcription


def call(leg: Leg) -> Json:
    """Build the answer about a leg."""
    body = {name: identity(leg)[name] for name in ("call_control_id", "call_leg_id", "call_session_id")}
    body |= {"record_type": "call", "is_alive": leg.is_alive, "start_time": written(leg.started_at)}
    body |= {"client_state": leg.client_state} if leg.client_state else {}
    if leg.is_answered:
        body["call_duration"] = int(leg.seconds)
    return body | ({"end_time": written(leg.ended_at)} if leg.ended_at else {})


def identity(leg: Leg) -> Json:
    """Return what every webhook about a leg has."""
    body = {
        "call_control_id": leg.control_id,
        "call_leg_id": leg.leg_id,
        "call_session_id": leg.session.id,
        "connection_id": leg.connection_id,
    }
    return body | ({"client_state": leg.client_state} if leg.client_state else {})


def _ends(leg: Leg) -> Json:
    body = identity(leg) | {"from": leg.from_number, "to": leg.to}
    return body | ({"custom_headers": leg.custom_headers} if leg.custom_headers else {})
