"""Calls at the carrier: commands, and questions about a call (N6, N9, N12).

A command has an id: the carrier ignores a second one within a minute, so that it is sent again after silence. Who
calls is waiting: silence is half a second.
"""

from datetime import datetime
from typing import Any

from kernel.log import count
from kernel.providers.errors import ProviderDownError, ProviderRefusedError
from kernel.providers.transport import Provider
from services.numbers.carrier.call_events import CallEvent, read_instant, write_state
from services.numbers.carrier.responses import read_error_codes, read_rows, report_refusal
from services.numbers.domain.call_commands import Command

_PATIENCE = (0.5, 0.5)  # seconds to connect, and to answer
_FOR_QUESTIONS = (0.5, 2.0)  # other calls wait behind a question in the same batch, which may run for ten
_LONGEST_MESSAGE, _SILENCE = 180, 10  # seconds
_HAS_ENDED = "90018"
_CHANNELS_FULL = frozenset(["90041", "90042", "90043"])
_EVENTS_READ = 250
_NOT_FOUND = 404


class CommandRefusedError(Exception):
    """The carrier does not carry out a command; `code` is its error code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Calling:
    """Telnyx's call control. Every method may raise ProviderDownError."""

    def __init__(self, provider: Provider, connection_id: str, credential_connection_id: str) -> None:
        self._provider = provider
        self._connection_id = connection_id
        self._credential_connection_id = credential_connection_id

    def send(self, command: Command) -> None:
        """Send a command; that the leg has ended meanwhile is fine. Raises CommandRefusedError."""
        dials = command.verb == "dial"
        path = "calls" if dials else f"calls/{command.control_id}/actions/{command.verb}"
        body = self._body(command) | {"command_id": command.command_id}
        try:
            self._send_patiently(path, body)
        except ProviderRefusedError as refusal:
            code = next(iter(read_error_codes(refusal.body)), str(refusal.status))
            if code == _HAS_ENDED:
                return
            if code in _CHANNELS_FULL:
                count("CarrierChannelsFull")
            else:
                report_refusal(refusal)
            raise CommandRefusedError(code) from refusal

    def find_end(self, control_id: str) -> datetime | None:
        """Return when a leg has ended; None if it is alive, or the carrier does not know it any more."""
        try:
            data = self._provider.ask("GET", f"calls/{control_id}", timeout=_FOR_QUESTIONS).get("data")
        except ProviderRefusedError:
            return None
        if not isinstance(data, dict) or data.get("is_alive") is not False:
            return None
        return read_instant(data.get("end_time"))

    def events(self, session_id: str) -> list[CallEvent]:
        """Return what the carrier has reported, or tried to report, of all legs of a session."""
        asked = {"filter[application_session_id]": session_id, "page[size]": _EVENTS_READ}
        try:
            rows = read_rows(self._provider.ask("GET", "call_events", params=asked, timeout=_FOR_QUESTIONS))
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        return [event for row in rows if (event := _read_row(row))]

    def create_credential(self, name: str) -> tuple[str, str]:
        """Create a credential that an app registers with. Return its id and its name in SIP addresses."""
        asked = {"connection_id": self._credential_connection_id, "name": name}
        try:
            data = self._provider.ask("POST", "telephony_credentials", json=asked).get("data")
        except ProviderRefusedError as refusal:
            raise report_refusal(refusal) from refusal
        if not (isinstance(data, dict) and data.get("id") and data.get("sip_username")):
            raise ProviderDownError("the carrier's answer to a credential is unreadable")
        return str(data["id"]), str(data["sip_username"])

    def create_token(self, credential_id: str) -> str | None:
        """Create a token of a credential, valid for a day; None if the carrier does not have it any more."""
        try:
            return self._provider.ask_text("POST", f"telephony_credentials/{credential_id}/token").strip()
        except ProviderRefusedError as refusal:
            if refusal.status == _NOT_FOUND:
                return None
            raise report_refusal(refusal) from refusal

    def delete_credential(self, credential_id: str) -> None:
        """Delete a credential: the carrier ends the registration of its app; that there is none by now is fine."""
        try:
            self._provider.ask("DELETE", f"telephony_credentials/{credential_id}", timeout=_PATIENCE)
        except ProviderRefusedError as refusal:
            if refusal.status != _NOT_FOUND:
                raise report_refusal(refusal) from refusal

    def _send_patiently(self, path: str, body: dict[str, Any]) -> None:
        try:
            self._provider.ask("POST", path, json=body, timeout=_PATIENCE)
        except ProviderDownError:
            self._provider.ask("POST", path, json=body, timeout=_PATIENCE)

    def _body(self, command: Command) -> dict[str, Any]:
        match command.verb:
            case "transfer":
                return _rung(command) | {"target_leg_client_state": write_state(command.state)}
            case "dial":
                about = {"connection_id": self._connection_id, "client_state": write_state(command.state)}
                linked = {"link_to": command.control_id, "bridge_on_answer": True} if command.control_id else {}
                return _rung(command) | about | linked
            case "speak":
                return {"payload": command.words, "payload_type": "text", "voice": "female", "language": "en-US"}
            case "record_start":
                limits = {"max_length": _LONGEST_MESSAGE, "timeout_secs": _SILENCE}
                return {"format": "mp3", "channels": "single", "play_beep": True, "transcription": True} | limits
            case "reject":
                return {"cause": command.cause}
        return {}


def _rung(command: Command) -> dict[str, Any]:
    limit = {"time_limit_secs": command.time_limit} if command.time_limit else {}
    return {"to": command.to, "from": command.shown, "timeout_secs": command.seconds} | limit


def _read_row(row: dict[str, Any]) -> CallEvent | None:
    """Read a row of the list of events: it contains the webhook as it was sent, or its payload."""
    about = row.get("metadata")
    if row.get("type") != "webhook" or not isinstance(about, dict):
        return None
    raw = about.get("raw_event", about)
    content = raw.get("data", raw) if isinstance(raw, dict) else about
    payload = content.get("payload", content)
    ids = {name: row.get(name) for name in ("call_leg_id", "call_session_id")}
    return CallEvent.read(
        {"event_type": row.get("name"), "occurred_at": content.get("occurred_at") or row.get("event_timestamp")}
        | {"payload": ids | (payload if isinstance(payload, dict) else {})}
    )
