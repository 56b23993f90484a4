"""What carriers object to in a port-in: each code, the field of the form that mends it, and a sentence (N7). Pure.

Codes in capitals are those of a porting order's `status.details`, those in digits the errors of a response (both
Telnyx). Both are open sets: a code without a row keeps the carrier's own words. `docs/port-ins.md` is made from here.
"""

from dataclasses import dataclass

from services.numbers.domain.port_in_terms import BILL_MAX_AGE, count_days

_LATER = "You don't need to do anything: we try again every day."  # RETRIED_AFTER
_THEN = "Then resubmit."


@dataclass(frozen=True, slots=True)
class Cause:
    """A row of the table: the field as the API names it, or empty, and what to do; `is_ours` if we do it."""

    field: str
    message: str
    is_ours: bool = False


def _ours(message: str) -> Cause:
    return Cause("", f"{message} {_LATER}", is_ours=True)


_ADDRESS, _LETTER, _BILL = "holder.address", "documents.authorization", "documents.bill"
_NUMBER, _DAY, _MAIN = "phone_number", "wanted_on", "carrier.new_billing_phone_number"
_PIN = Cause("carrier.pin", "The PIN is wrong or has expired. Ask your old carrier for a port-out PIN.")
_WRONG_ADDRESS = Cause(
    _ADDRESS, "Your old carrier has a different service address on file. It may not be the billing address."
)
_UNREADABLE = Cause(_LETTER, "The signed authorization can't be read. Upload a clearer copy of the whole page.")
_UNSIGNED = Cause(_LETTER, "The signed authorization is missing.")
_TOO_OLD = Cause(_LETTER, "The authorization was signed too long ago. Sign a new one with today's date.")
_WRONG_DAY = Cause(_DAY, "This date is too soon or not a business day. Choose another one.")
_DAY_OVER = Cause(_DAY, "The agreed date has passed. Choose another one.")

CAUSES: dict[str, Cause] = {
    "ACCOUNT_NUMBER_MISMATCH": Cause(
        "carrier.account_number",
        "The account number doesn't match your old carrier's records. For a mobile line it's often not the one on the "
        "bill: ask them for the account number for porting out.",
    ),
    "AUTH_PERSON_MISMATCH": Cause(
        "holder.authorized_person",
        "This person isn't authorized on that account. Enter the name that your old carrier has on file.",
    ),
    "BTN_ATN_MISMATCH": Cause(
        "carrier.billing_phone_number",
        "This isn't the main number of the account. Enter the billing number shown on the bill.",
    ),
    "ENTITY_NAME_MISMATCH": Cause(
        "holder.name", "Your old carrier has a different name on file. Enter it exactly as shown on the bill."
    ),
    "FOC_EXPIRED": _DAY_OVER,
    "FOC_REJECTED": Cause(_DAY, "Your old carrier can't do this date. Choose a later one."),
    "INVOICE_EXPIRED": Cause(_BILL, f"The bill is older than {count_days(BILL_MAX_AGE)}. Upload the latest one."),
    "INVOICE_ILLEGIBLE": Cause(_BILL, "The copy of the bill can't be read. Upload a clearer one with all pages."),
    "LOA_EXPIRED": _TOO_OLD,
    "LOA_ILLEGIBLE": _UNREADABLE,
    "LOA_MISSING": _UNSIGNED,
    "LOCATION_MISMATCH": _WRONG_ADDRESS,
    "LSR_PENDING": Cause("", f"Another order is open at your old carrier. Ask them to finish or cancel it. {_THEN}"),
    "MAIN_BTN_PORTING": Cause(
        _MAIN,
        "This is the main number of an account with other numbers. Choose which of them becomes the main number.",
    ),
    "OSP_IRRESPONSIVE": _ours("Your old carrier hasn't answered yet. A call from you can help."),
    "OTHER": Cause(
        "", f"The carriers give no reason. Read their comments below, and ask there what is missing. {_THEN}"
    ),
    "PASSCODE_PIN_INVALID": _PIN,
    "PHONE_NUMBER_HAS_SPECIAL_FEATURE": Cause(
        "",
        "A feature on the line, such as call forwarding or DSL, is blocking the port-in. Ask your old carrier to "
        f"remove it. {_THEN}",
    ),
    "PHONE_NUMBER_MISMATCH": Cause(
        _NUMBER, "This number isn't on that account at your old carrier. Check the number and the account."
    ),
    "PHONE_NUMBER_NOT_PORTABLE": Cause(
        _NUMBER, "This number can't be ported to another carrier. Enter another one, or cancel the port-in."
    ),
    "PORTING_ORDER_SPLIT_REQUIRED": _ours("Your old carrier wants this request split up, which our carrier does."),
    "PORT_TYPE_INCORRECT": Cause(
        "carrier.keeps_other_numbers", "Tell us whether other numbers stay on the account at your old carrier."
    ),
    "POSTAL_CODE_MISMATCH": Cause("holder.address.postal_code", "Your old carrier has a different ZIP code on file."),
    "RATE_CENTER_NOT_PORTABLE": Cause(
        _NUMBER, "We can't accept numbers from this area yet. Enter another one, or cancel the port-in."
    ),
    "SV_CONFLICT": Cause(
        "", f"Your old carrier has objected to the port-in. Call them, and confirm that you want it. {_THEN}"
    ),
    "SV_UNKNOWN_FAILURE": _ours("The number registry had an error."),
    "80003": Cause(_NUMBER, "This number is already part of another port-in. End that one, or enter another number."),
    "80004": _WRONG_DAY,
    "80005": _PIN,
    "80006": _ours("Our carrier didn't accept the reference of our request."),
    "80007": _DAY_OVER,
    "80008": _UNSIGNED,
    "80009": _UNREADABLE,
    "80010": _TOO_OLD,
    "80011": _ours("Our carrier doesn't recognize your old carrier's id."),
    "80012": Cause(
        _NUMBER, "Our carrier can't take this number from your old carrier. Enter another one, or cancel the port-in."
    ),
    "80013": Cause(_NUMBER, "Only numbers of the US and Canada can be ported. Enter another one."),
    "80014": _WRONG_ADDRESS,
    "80015": Cause(
        _MAIN, "Other numbers would be left on the account without a main number. Choose one of those that stay."
    ),
    "80016": Cause(
        "carrier.account_number",
        "Your old carrier finds no account with these details. Check the account number, the name and the ZIP code.",
    ),
    "80017": _ours("Our carrier couldn't tell what kind of carrier your old one is."),
    "80018": _WRONG_DAY,
}
