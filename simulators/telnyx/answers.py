"""The JSON that Telnyx answers."""

from datetime import datetime
from typing import Any

import phonenumbers
from aiohttp import web

from simulators.telnyx.lines import Line

NONSENSE = "x-simulated-nonsense"


def data(members: dict[str, Any], status: int = 200) -> web.Response:
    """A result in Telnyx's envelope."""
    return web.json_response({"data": members}, status=status)


def error(status: int, code: str, title: str, detail: str) -> web.Response:
    """A refusal in Telnyx's envelope."""
    return web.json_response({"errors": [{"code": code, "title": title, "detail": detail}]}, status=status)


def unavailable() -> web.Response:
    """The carrier is down."""
    return error(503, "10037", "Service unavailable", "Service is unavailable.")


def not_found() -> web.Response:
    """There is no such thing."""
    return error(404, "10005", "Resource not found", "The requested resource or URL could not be found.")


def nonsense() -> web.Response:
    """A front page in place of an answer; marked, so that nobody holds it against the document."""
    return web.Response(text="<html>It works!</html>", content_type="text/html", headers={NONSENSE: "yes"})


def drop(request: web.Request) -> None:
    """Hang up, so that the answer never arrives."""
    if request.transport:
        request.transport.abort()


def lookup(phone_number: str, line: Line, *, with_carrier: bool) -> dict[str, Any]:
    """What is known of a number; the carrier only if asked for, as the real one does."""
    number = phonenumbers.parse(phone_number, None)
    carrier = {
        "mobile_country_code": "",
        "mobile_network_code": "",
        "name": line.carrier,
        "type": line.type,
        "error_code": None,
        "normalized_carrier": line.carrier,
    }
    return {
        "country_code": phonenumbers.region_code_for_number(number) or "",
        "national_format": phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL),
        "phone_number": phone_number,
        "fraud": None,
        "carrier": carrier if with_carrier else None,
        "caller_name": None,
        "nnid_override": None,
        "portability": _portability(line),
        "valid_number": True,
        "record_type": "number_lookup",
    }


def _portability(line: Line) -> dict[str, Any]:
    return {
        "lrn": None,
        "ported_status": "",
        "ported_date": "",
        "ocn": "",
        "line_type": line.type,
        "spid": "",
        "spid_carrier_name": line.carrier,
        "spid_carrier_type": "",
        "altspid": "",
        "altspid_carrier_name": "",
        "altspid_carrier_type": "",
        "city": "",
        "state": "",
    }


def invalid_number(phone_number: str) -> dict[str, Any]:
    """What the real one answers for a number that cannot be: 200, and nothing known."""
    return {
        "country_code": "",
        "national_format": "",
        "phone_number": phone_number,
        "fraud": None,
        "carrier": None,
        "caller_name": None,
        "nnid_override": None,
        "portability": None,
        "valid_number": False,
        "record_type": "number_lookup",
    }


def verification(asked: dict[str, Any], verification_id: str, at: datetime) -> dict[str, Any]:
    """A verification that was started."""
    instant = at.replace(tzinfo=None).isoformat(timespec="microseconds")
    return {
        "id": verification_id,
        "phone_number": asked["phone_number"],
        "verify_profile_id": asked["verify_profile_id"],
        "custom_code": asked.get("custom_code"),
        "timeout_secs": asked.get("timeout_secs") or 300,
        "type": "call",
        "status": "pending",
        "record_type": "verification",
        "created_at": instant,
        "updated_at": instant,
    }


def spoken(code: str) -> str:
    """The words of the call: the code, digit by digit, twice."""
    digits = ", ".join(code)
    return f"Hello. Your verification code is: {digits}. Again, your verification code is: {digits}. Goodbye."
