"""What a command may say: its members, and the errors of the carrier's list for values that it does not take."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from simulators.telnyx.lines import is_valid

Json = dict[str, Any]
_STATE = {"client_state", "command_id"}
_HOOK = {"webhook_url", "webhook_url_method"}
_HEADERS = {"custom_headers", "sip_headers"}
_RING = {"from", "from_display_name", "to", "timeout_secs", "time_limit_secs", "privacy", "park_after_unbridge"}
# What is documented but does nothing here is refused: detection of machines, recording from the answer on.
MEMBERS: Mapping[str, set[str]] = {
    "answer": _STATE | _HOOK | _HEADERS | {"billing_group_id"},
    "reject": _STATE | {"cause"},
    "hangup": _STATE | {"custom_headers"},
    "speak": _STATE | {"language", "loop", "payload", "payload_type", "service_level", "stop", "voice"},
    "transfer": _STATE | _HOOK | _RING | {"target_leg_client_state", "custom_headers", "early_media", "mute_dtmf"},
    "record_start": _STATE
    | {"format", "channels", "play_beep", "max_length", "timeout_secs", "trim", "recording_track", "custom_file_name"}
    | {"transcription", "transcription_engine", "transcription_language"},
    "record_stop": _STATE,
    "dial": _STATE
    | _HOOK
    | _HEADERS
    | _RING
    | {"connection_id", "link_to", "bridge_intent", "bridge_on_answer", "billing_group_id"},
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "reject": ("cause",),
    "speak": ("payload", "voice"),
    "transfer": ("to",),
    "dial": ("to", "from", "connection_id"),
}
_LONGEST_SPEECH = 3_000
_WORDS: Mapping[str, tuple[str, ...]] = {
    "cause": ("CALL_REJECTED", "USER_BUSY"),
    "payload_type": ("text", "ssml"),
    "service_level": ("basic", "premium"),
    "privacy": ("id", "none"),
    "park_after_unbridge": ("self",),
    "webhook_url_method": ("POST", "GET"),
    "trim": ("trim-silence",),
    "recording_track": ("both", "inbound", "outbound"),
}


class RefusedError(Exception):
    """A command that the carrier refuses."""

    def __init__(self, code: str, title: str, detail: str = "", *, pointer: str = "", status: int = 422) -> None:
        super().__init__(title)
        self._status = status
        self._error: Json = {"code": code, "title": title, "detail": detail or f"{title}."}
        if pointer:
            self._error["source"] = {"pointer": pointer}

    def answer(self) -> web.Response:
        """Build the answer."""
        return web.json_response({"errors": [self._error]}, status=self._status)


def check_members(name: str, body: Json) -> None:
    """Refuse what a command may not say; raises RefusedError."""
    if unknown := sorted(body.keys() - MEMBERS[name]):
        raise RefusedError("10015", "Bad Request", f"Unknown members: {', '.join(unknown)}.", status=400)
    for member in _NEEDED.get(name, ()):
        if not body.get(member):
            detail = f"The '{member}' parameter is required and cannot be blank."
            raise RefusedError("10004", "Missing required parameter", detail, pointer=f"/{member}")
    for member, words in _WORDS.items():
        if body.get(member, words[0]) not in words:
            raise RefusedError(
                "10032", "Invalid enumerated value", f"The value must be one of: {', '.join(words)}.", pointer=member
            )
    for member in ("client_state", "target_leg_client_state"):
        _check_state(member, body.get(member, ""))
    _check_times(name, body)
    _check_sound(name, body)


def check_number(member: str, number: Any) -> None:
    """Refuse what is neither +E.164 nor, for `to`, a SIP address; raises RefusedError."""
    is_address = member == "to" and isinstance(number, str) and number.startswith("sip:") and "@" in number
    if not is_address and not (isinstance(number, str) and is_valid(number)):
        detail = f"The '{member}' parameter must be in E164 format."
        raise RefusedError("10016", "Phone number must be in +E164 format", detail, pointer=f"/{member}")


def _check_state(member: str, value: Any) -> None:
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError, TypeError):
        detail = "The 'client_state' parameter must be a valid base64 string."
        raise RefusedError("90017", "Invalid value for client_state", detail, pointer=f"/{member}") from None


def _check_times(name: str, body: Json) -> None:
    """Take the narrower one of both ranges that the carrier's documents have for the time limit."""
    if not _is_within(body.get("time_limit_secs"), 60, 14_000):
        raise RefusedError("90029", "Invalid value for time_limit_secs", pointer="/time_limit_secs")
    lowest, highest = (0, 14_400) if name == "record_start" else (5, 600)
    if not _is_within(body.get("timeout_secs"), lowest, highest):
        raise RefusedError("90028", "Invalid value for timeout_secs", pointer="/timeout_secs")
    if not _is_within(body.get("max_length"), 0, 14_400):
        raise RefusedError("10033", "Value outside of range", pointer="/max_length")


def _check_sound(name: str, body: Json) -> None:
    if name == "speak" and not 1 <= len(body["payload"]) <= _LONGEST_SPEECH:
        raise RefusedError("90010", "Invalid value for payload", pointer="/payload")
    if name == "record_start" and body.get("format") not in ("mp3", "wav"):
        raise RefusedError("90000", "Invalid value for format", pointer="/format")
    if name == "record_start" and body.get("channels") not in ("single", "dual"):
        raise RefusedError("90001", "Invalid value for channels", pointer="/channels")


def _is_within(value: Any, lowest: int, highest: int) -> bool:
    return value is None or (type(value) is int and lowest <= value <= highest)
