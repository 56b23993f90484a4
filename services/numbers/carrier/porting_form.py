"""The form of a porting order, and the carrier's JSON of it (N7)."""

from dataclasses import dataclass
from typing import Any

from services.numbers.domain.bill import Address


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that the carrier must know to request a number from the old carrier."""

    name: str
    authorized_person: str
    address: Address
    account_number: str
    pin: str
    billing_phone_number: str
    new_billing_phone_number: str
    is_partial: bool
    wanted_on: str
    authorization: str  # ids of documents at the carrier
    bill: str
    webhook_url: str


def write_form(form: Form) -> dict[str, Any]:
    """Return the form as the carrier's JSON."""
    kept = {
        "type": "partial",
        "remaining_numbers_action": "keep",
        "new_billing_phone_number": form.new_billing_phone_number or None,
    }
    written: dict[str, Any] = {
        "end_user": {"admin": _write_account(form), "location": _write_address(form.address)},
        "documents": {"loa": form.authorization, "invoice": form.bill},
        "misc": kept if form.is_partial else {"type": "full"},
        "messaging": {"enable_messaging": True},
        "webhook_url": form.webhook_url,
    }
    if form.wanted_on:
        written["activation_settings"] = {"foc_datetime_requested": f"{form.wanted_on}T15:00:00Z"}
    return written


def _write_account(form: Form) -> dict[str, Any]:
    return {
        "entity_name": form.name,
        "auth_person_name": form.authorized_person,
        "account_number": form.account_number,
        "pin_passcode": form.pin or None,
        "billing_phone_number": form.billing_phone_number,
    }


def _write_address(address: Address) -> dict[str, Any]:
    return {
        "street_address": address.street,
        "extended_address": address.extended or None,
        "locality": address.city,
        "administrative_area": address.state,
        "postal_code": address.postal_code,
        "country_code": address.country,
    }
