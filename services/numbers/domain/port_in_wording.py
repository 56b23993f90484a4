"""The wording of port-ins for people: each status, and each carrier objection with the field to fix."""

from datetime import datetime

from services.numbers.domain.port_in_terms import BILL_MAX_AGE, CANCELLABLE_BEFORE, count_days

TOO_LATE = f"This port-in can no longer be canceled: it's less than {count_days(CANCELLABLE_BEFORE)} away."

_STATUSES = {
    "draft": "Started, but not submitted yet.",
    "submitted": "Submitted. We're checking the form.",
    "in_review": "Your old carrier is reviewing the request. This usually takes 2 to 7 business days.",
    "needs_info": "Your old carrier has sent it back.",
    "scheduled": "Your old carrier has agreed to the port-in.",
    "completed": "The number has moved to Teamline.",
    "cancelled": "The number stays with your old carrier.",
}

REPLACED = "This document was replaced after you submitted the form. Please check it, and submit the form again."

# The carrier's code: the field as the API names it, and what to do. An open set; others keep the carrier's wording.
OBJECTIONS = {
    "ACCOUNT_NUMBER_MISMATCH": (
        "carrier.account_number",
        "The account number doesn't match your old carrier's records. For a mobile line it's often not the one on the "
        "bill: ask them for the account number for porting out.",
    ),
    "AUTH_PERSON_MISMATCH": (
        "holder.authorized_person",
        "This person isn't authorized on that account. Enter the name that your old carrier has on file.",
    ),
    "BTN_ATN_MISMATCH": (
        "carrier.billing_phone_number",
        "This isn't the main number of the account. Enter the billing number shown on the bill.",
    ),
    "ENTITY_NAME_MISMATCH": (
        "holder.name",
        "Your old carrier has a different name on file. Enter it exactly as shown on the bill.",
    ),
    "LOCATION_MISMATCH": (
        "holder.address",
        "Your old carrier has a different service address on file. It may not be the billing address.",
    ),
    "POSTAL_CODE_MISMATCH": (
        "holder.address.postal_code",
        "Your old carrier has a different ZIP code on file.",
    ),
    "PASSCODE_PIN_INVALID": (
        "carrier.pin",
        "The PIN is wrong or has expired. Ask your old carrier for a port-out PIN.",
    ),
    "MAIN_BTN_PORTING": (
        "carrier.new_billing_phone_number",
        "This is the main number of an account with other numbers. Choose which of them becomes the main number.",
    ),
    "PORT_TYPE_INCORRECT": (
        "carrier.keeps_other_numbers",
        "Tell us whether other numbers stay on the account at your old carrier.",
    ),
    "PORTING_ORDER_SPLIT_REQUIRED": (
        "",
        "Your old carrier wants this request split up. We're doing that; you don't need to do anything.",
    ),
    "LOA_ILLEGIBLE": (
        "documents.authorization",
        "The signed authorization can't be read. Upload a clearer copy of the whole page.",
    ),
    "LOA_MISSING": ("documents.authorization", "The signed authorization is missing."),
    "LOA_EXPIRED": (
        "documents.authorization",
        "The authorization was signed too long ago. Sign a new one with today's date.",
    ),
    "INVOICE_ILLEGIBLE": ("documents.bill", "The copy of the bill can't be read. Upload a clearer one with all pages."),
    "INVOICE_EXPIRED": ("documents.bill", f"The bill is older than {count_days(BILL_MAX_AGE)}. Upload the latest one."),
    "PHONE_NUMBER_MISMATCH": ("phone_number", "This number isn't on that account at your old carrier."),
    "PHONE_NUMBER_NOT_PORTABLE": ("phone_number", "This number can't be ported to another carrier."),
    "RATE_CENTER_NOT_PORTABLE": ("phone_number", "We can't accept numbers from this area yet."),
    "PHONE_NUMBER_HAS_SPECIAL_FEATURE": (
        "phone_number",
        "A feature on the line, such as call forwarding, DSL or an open order, is blocking the port-in. Ask your old "
        "carrier to remove it, then resubmit.",
    ),
    "FOC_EXPIRED": ("wanted_on", "The agreed date has passed. Choose another one and resubmit."),
    "FOC_REJECTED": ("wanted_on", "Your old carrier can't do this date. Choose a later one."),
    "OSP_IRRESPONSIVE": ("", "Your old carrier isn't responding. We'll keep asking; a call from you can help."),
    "LSR_PENDING": ("", "Another order is open at your old carrier. Ask them to finish or cancel it."),
    "SV_CONFLICT": ("", "Your old carrier has objected to the port-in. Call them to confirm that you want it."),
    "SV_UNKNOWN_FAILURE": ("", "The number registry had an error. We're trying again; you don't need to do anything."),
    # the error codes of a response that refuses the form at once
    "80003": ("phone_number", "This number is already part of another port-in."),
    "80004": ("wanted_on", "This date is too soon or not a business day. Choose another one."),
    "80005": ("carrier.pin", "The PIN is wrong or has expired."),
    "80008": ("documents.authorization", "The signed authorization is missing."),
    "80009": ("documents.authorization", "The signed authorization can't be read."),
    "80010": ("documents.authorization", "The authorization was signed too long ago. Sign a new one."),
    "80014": ("holder.address", "Your old carrier has a different service address on file."),
    "80015": ("carrier.new_billing_phone_number", "Choose the main number among those that stay."),
    "80018": ("wanted_on", "This date is too soon or not a business day. Choose another one."),
}


def describe_status(status: str, scheduled_for: datetime | None = None, objections: str = "") -> str:
    """Describe a status in a sentence or two; `objections` are full sentences."""
    words = _STATUSES[status]
    if status == "scheduled" and scheduled_for:
        return f"{words} The number moves on {scheduled_for:%B} {scheduled_for.day}, {scheduled_for.year}."
    return f"{words} {objections}" if status == "needs_info" and objections else words
