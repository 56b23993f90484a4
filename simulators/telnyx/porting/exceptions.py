"""What losing carriers object to, as Telnyx lists it. An open set: real orders have codes that are not in the list."""

EXCEPTION_TYPES = {
    "ACCOUNT_NUMBER_MISMATCH": "Account number does not match that on the CSR",
    "AUTH_PERSON_MISMATCH": "Authorized person does not match that on the CSR",
    "BTN_ATN_MISMATCH": "Billing telephone number does not match that on the CSR",
    "ENTITY_NAME_MISMATCH": "Entity name does not match that on the CSR",
    "FOC_EXPIRED": "The FOC date has expired",
    "FOC_REJECTED": "The requested FOC date was rejected",
    "LOCATION_MISMATCH": "Service address does not match that on the CSR",
    "LSR_PENDING": "Another order is pending on this account",
    "MAIN_BTN_PORTING": "The main billing number is porting, and a new one is required for what remains",
    "OSP_IRRESPONSIVE": "The old service provider does not respond",
    "OTHER": "Other",
    "PASSCODE_PIN_INVALID": "The passcode or PIN is invalid",
    "PHONE_NUMBER_HAS_SPECIAL_FEATURE": "The phone number has a special feature that must be removed",
    "PHONE_NUMBER_MISMATCH": "The phone number is not on this account",
    "PHONE_NUMBER_NOT_PORTABLE": "The phone number cannot be ported",
    "PORT_TYPE_INCORRECT": "The port type, full or partial, is incorrect",
    "PORTING_ORDER_SPLIT_REQUIRED": "The OSP requires this Porting Order to be split and submitted as separate orders",
    "POSTAL_CODE_MISMATCH": "Postal code does not match that on the CSR",
    "RATE_CENTER_NOT_PORTABLE": "Telnyx has no coverage in this rate center",
    "SV_CONFLICT": "The old service provider has placed the subscription version in conflict",
    "SV_UNKNOWN_FAILURE": "The subscription version failed for an unknown reason",
}


def details(codes: list[str], description: str = "") -> list[dict[str, str]]:
    """Return these objections as a status has them; a given description goes to each."""
    return [
        {"code": it, "description": description or EXCEPTION_TYPES.get(it, it.replace("_", " ").capitalize())}
        for it in codes
    ]
