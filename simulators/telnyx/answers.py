"""The simulated carrier's JSON answers."""

from datetime import datetime
from typing import Any

import phonenumbers
from aiohttp import web

from simulators.telnyx.lines import Line

WEB_PAGE_HEADER = "x-simulated-nonsense"


def data(members: dict[str, Any], status: int = 200) -> web.Response:
    """Build a result in Telnyx's envelope."""
    return web.json_response({"data": members}, status=status)


def error(status: int, code: str, title: str, detail: str) -> web.Response:
    """Build an error in Telnyx's envelope."""
    return web.json_response({"errors": [{"code": code, "title": title, "detail": detail}]}, status=status)


def unavailable() -> web.Response:
    """Build the answer of a carrier that is down."""
    return error(503, "10037", "Service unavailable", "Service is unavailable.")


def too_many() -> web.Response:
    """Build the answer to a client that asks too often, with the headers that say for how long."""
    refusal = error(429, "10011", "Too many requests", "You have exceeded the maximum number of allowed requests.")
    refusal.headers.update({"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"})
    return refusal


def not_found() -> web.Response:
    """Build the answer about a resource that does not exist."""
    return error(404, "10005", "Resource not found", "The requested resource or URL could not be found.")


def web_page() -> web.Response:
    """Build a web page in place of an answer; its header exempts it from the check against the document."""
    return web.Response(text="<html>It works!</html>", content_type="text/html", headers={WEB_PAGE_HEADER: "yes"})


def hang_up(request: web.Request) -> None:
    """Close the connection, so that the answer never arrives."""
    if request.transport:
        request.transport.abort()


def lookup(phone_number: str, line: Line, *, with_carrier: bool) -> dict[str, Any]:
    """Build the result of a look-up; it has the carrier only if request_body for, as Telnyx does."""
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
    """Build the result for an impossible number, as Telnyx does: 200, and everything empty."""
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


def verification(request_body: dict[str, Any], verification_id: str, at: datetime) -> dict[str, Any]:
    """Build the body of a verification that was started."""
    instant = at.replace(tzinfo=None).isoformat(timespec="microseconds")
    return {
        "id": verification_id,
        "phone_number": request_body["phone_number"],
        "verify_profile_id": request_body["verify_profile_id"],
        "custom_code": request_body.get("custom_code"),
        "timeout_secs": request_body.get("timeout_secs") or 300,
        "type": "call",
        "status": "pending",
        "record_type": "verification",
        "created_at": instant,
        "updated_at": instant,
    }


def call_words(code: str) -> str:
    """Return the words of the call: the code, digit by digit, twice."""
    digits = ", ".join(code)
    return f"Hello. Your verification code is: {digits}. Again, your verification code is: {digits}. Goodbye."
