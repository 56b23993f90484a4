"""How transfers are spoken of to people: each status, and each of the carrier's objections with the field to mend."""

from datetime import datetime

TOO_LATE = "The carrier does not let this transfer be cancelled any more: it is less than two days away."

_STATUSES = {
    "draft": "Begun; it is not sent yet.",
    "submitted": "Sent to our carrier, which checks the form.",
    "in_review": "Your old carrier has the request and is looking at it. This usually takes 2 to 7 days.",
    "needs_info": "Your old carrier has sent it back.",
    "scheduled": "Your old carrier has agreed.",
    "completed": "The number has moved to Teamline.",
    "cancelled": "The number stays with your old carrier.",
}

# The carrier's code: the field as the API names it, and what to do. An open set; others are told in its own words.
OBJECTIONS = {
    "ACCOUNT_NUMBER_MISMATCH": (
        "carrier.account_number",
        "Your old carrier knows another account number. For a mobile line it is often not the one on the bill: ask "
        "them for the account number to move a number away.",
    ),
    "AUTH_PERSON_MISMATCH": (
        "holder.authorized_person",
        "This person is not allowed to move numbers of that account. Enter the name that your old carrier has on file.",
    ),
    "BTN_ATN_MISMATCH": (
        "carrier.billing_phone_number",
        "This is not the main number of the account. Enter the billing number that stands on the bill.",
    ),
    "ENTITY_NAME_MISMATCH": (
        "holder.name",
        "Your old carrier has another name on file. Enter it exactly as it stands on the bill.",
    ),
    "LOCATION_MISMATCH": (
        "holder.address",
        "Your old carrier has another service address on file. It may differ from where the bill is sent to.",
    ),
    "POSTAL_CODE_MISMATCH": (
        "holder.address.postal_code",
        "Your old carrier has another ZIP code on file.",
    ),
    "PASSCODE_PIN_INVALID": (
        "carrier.pin",
        "The PIN is wrong or has expired. Ask your old carrier for the PIN to move a number away.",
    ),
    "MAIN_BTN_PORTING": (
        "carrier.new_billing_phone_number",
        "This is the main number of an account that has others. Say which of them is the main number from now on.",
    ),
    "PORT_TYPE_INCORRECT": (
        "carrier.keeps_other_numbers",
        "Say whether other numbers stay on the account at your old carrier.",
    ),
    "PORTING_ORDER_SPLIT_REQUIRED": ("", "Your old carrier wants this split up. We do that; there is nothing to do."),
    "LOA_ILLEGIBLE": (
        "documents.authorization",
        "The signed authorisation cannot be read. Upload a sharper copy of the whole page.",
    ),
    "LOA_MISSING": ("documents.authorization", "The signed authorisation is missing."),
    "LOA_EXPIRED": (
        "documents.authorization",
        "The authorisation was signed too long ago. Sign a new one, with today's date.",
    ),
    "INVOICE_ILLEGIBLE": ("documents.bill", "The copy of the bill cannot be read. Upload a sharper one, all pages."),
    "INVOICE_EXPIRED": ("documents.bill", "The bill is older than 30 days. Upload the latest one."),
    "PHONE_NUMBER_MISMATCH": ("phone_number", "Your old carrier does not have this number on that account."),
    "PHONE_NUMBER_NOT_PORTABLE": ("phone_number", "This number cannot be moved to another carrier."),
    "RATE_CENTER_NOT_PORTABLE": ("phone_number", "Numbers of this area cannot be moved to our carrier."),
    "PHONE_NUMBER_HAS_SPECIAL_FEATURE": (
        "phone_number",
        "A feature on the line keeps it from moving, such as call forwarding, DSL or an open order. Have your old "
        "carrier take it off, and send this again.",
    ),
    "FOC_EXPIRED": ("wanted_on", "The agreed day has passed. Choose another one, and send this again."),
    "FOC_REJECTED": ("wanted_on", "Your old carrier does not agree to this day. Choose a later one."),
    "OSP_IRRESPONSIVE": ("", "Your old carrier does not answer. We keep asking; it helps if you call them."),
    "LSR_PENDING": ("", "Another order is open at your old carrier. Have them finish or cancel it."),
    "SV_CONFLICT": ("", "Your old carrier has objected to the transfer. Call them and confirm that you want it."),
    "SV_UNKNOWN_FAILURE": ("", "The number registry had a fault. We try again; there is nothing to do."),
    # the codes of an answer, where the form is refused at once
    "80003": ("phone_number", "This number is part of another transfer already."),
    "80004": ("wanted_on", "This day is too soon, or no working day. Choose another one."),
    "80005": ("carrier.pin", "The PIN is wrong or has expired."),
    "80008": ("documents.authorization", "The signed authorisation is missing."),
    "80009": ("documents.authorization", "The signed authorisation cannot be read."),
    "80010": ("documents.authorization", "The authorisation was signed too long ago. Sign a new one."),
    "80014": ("holder.address", "Your old carrier has another service address on file."),
    "80015": ("carrier.new_billing_phone_number", "Say which number is the main one of what stays."),
    "80018": ("wanted_on", "This day is too soon, or no working day. Choose another one."),
}  # fmt: skip


def message(status: str, scheduled_for: datetime | None = None, faults: str = "") -> str:
    """A status in a sentence or two."""
    words = _STATUSES[status]
    if status == "scheduled" and scheduled_for:
        return f"{words} The number moves on {scheduled_for:%d %B %Y}."
    return f"{words} {faults}" if status == "needs_info" and faults else words
