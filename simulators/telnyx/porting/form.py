"""The form of a porting order: its members, and their allowed values."""

from copy import deepcopy
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from simulators.telnyx.application import is_connection
from simulators.telnyx.porting.errors import Objection, RefusedError, malformed, missing
from simulators.telnyx.porting.windows import allowed_windows

Json = dict[str, Any]

_FORM: Json = {
    "customer_reference": str,
    "customer_group_reference": str,
    "webhook_url": str,
    "activation_settings": {"foc_datetime_requested": str},
    "documents": {"loa": str, "invoice": str},
    "end_user": {
        "admin": {
            "account_number": str,
            "auth_person_name": str,
            "billing_phone_number": str,
            "business_identifier": str,
            "entity_name": str,
            "pin_passcode": str,
            "tax_identifier": str,
        },
        "location": {
            "administrative_area": str,
            "country_code": str,
            "extended_address": str,
            "locality": str,
            "postal_code": str,
            "street_address": str,
        },
    },
    "messaging": {"enable_messaging": bool},
    "misc": {"new_billing_phone_number": str, "remaining_numbers_action": str, "type": str},
    "phone_number_configuration": {
        "billing_group_id": str,
        "connection_id": str,
        "emergency_address_id": str,
        "messaging_profile_id": str,
        "tags": list,
    },
    "requirements": list,
    "user_feedback": {"user_comment": str, "user_rating": int},
}
_WORDS = {"/misc/type": ("full", "partial"), "/misc/remaining_numbers_action": ("keep", "disconnect")}
_NEEDED = {
    "admin": ("entity_name", "auth_person_name", "account_number", "billing_phone_number"),
    "location": ("street_address", "locality", "administrative_area", "postal_code", "country_code"),
}


def blank_form() -> Json:
    """Return a form in which every member is empty."""
    return {name: _nothing(kind) for name, kind in _FORM.items()} | {"misc": None}


def amend_form(form: Json, members: Json) -> Json:
    """Return the form with the given members changed; all others stay. Raises RefusedError."""
    kept = deepcopy(form)
    if isinstance(members.get("misc"), dict):
        kept["misc"] = kept["misc"] or _nothing(_FORM["misc"])
    written = _amended(kept, members, _FORM, "")
    if written["misc"]:
        written["misc"]["type"] = written["misc"]["type"] or "full"
    return written


def find_gaps(form: Json) -> list[Objection]:
    """Return an objection for each member that is missing before an order can be confirmed."""
    found = [
        missing(f"/end_user/{part}/{name}")
        for part, names in _NEEDED.items()
        for name in names
        if not form["end_user"][part][name]
    ]
    if not form["documents"]["loa"]:
        detail = "A valid LOA (Letter of Authorization) is required to port numbers."
        found.append(Objection("80008", "Missing LOA", detail, "/documents/loa"))
    if not form["documents"]["invoice"]:
        found.append(missing("/documents/invoice"))
    misc = form["misc"] or {}
    if misc.get("remaining_numbers_action") == "keep" and not misc.get("new_billing_phone_number"):
        found.append(missing("/misc/new_billing_phone_number"))
    return found


def find_partial_gaps(form: Json, phone_numbers: list[str]) -> list[Objection]:
    """Return the objections to what a form says of the account: its main number, and that of the numbers that stay.

    A partial port keeps numbers, of which one becomes the main number; it is none of those that move.
    """
    misc = form["misc"] or {}
    new, pointer = misc.get("new_billing_phone_number"), "/misc/new_billing_phone_number"
    if misc.get("type") != "partial" or misc.get("remaining_numbers_action") == "disconnect":
        return []
    if not new:
        return [missing(pointer)]
    detail = "The new billing phone number must be one of the numbers that remain on the account."
    return [Objection("80015", "Invalid new billing number", detail, pointer)] if new in phone_numbers else []


def _nothing(kind: Any) -> Any:
    if isinstance(kind, dict):
        return {name: _nothing(member) for name, member in kind.items()}
    return {bool: False, list: []}.get(kind)


def _amended(form: Json, members: Json, known: Json, at: str) -> Json:
    for name, value in members.items():
        where, kind = f"{at}/{name}", known.get(name)
        if kind is None:
            raise RefusedError(malformed(f"There is no member {name}.", where))
        if isinstance(kind, dict) and isinstance(value, dict):
            form[name] = _amended(form[name], value, kind, where)
        elif value is None:
            form[name] = _nothing(kind)
        elif not isinstance(kind, type) or not isinstance(value, kind):
            raise RefusedError(malformed(f"{name} is of another type.", where))
        else:
            _check(where, value)
            form[name] = value
    return form


def _check(where: str, value: Any) -> None:
    if value not in _WORDS.get(where, (value,)):
        words = ", ".join(_WORDS[where])
        raise RefusedError(Objection("10032", "Invalid enumerated value", f"The value must be one of {words}", where))
    if where == "/webhook_url" and urlsplit(value).scheme not in ("http", "https"):
        raise RefusedError(Objection("10003", "Invalid URL", "The URL provided was invalid.", where))
    if where == "/phone_number_configuration/connection_id" and not is_connection(value):
        raise RefusedError(malformed("There is no such connection.", where))
    if where == "/activation_settings/foc_datetime_requested":
        _check_day(where, value)


def _check_day(where: str, value: str) -> None:
    try:
        wanted = datetime.fromisoformat(value)
    except ValueError:
        raise RefusedError(malformed("This is not an ISO 8601 date and time.", where)) from None
    if wanted.tzinfo is None:
        raise RefusedError(malformed("This has no time zone.", where))
    if not any(begin <= wanted <= end for begin, end in allowed_windows()):
        detail = "The desired due date is not within the allowable window. Please review the porting guidelines."
        raise RefusedError(Objection("80004", "Invalid desired due date", detail, where))
