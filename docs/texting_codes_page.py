"""The page of the carrier's error codes of texts: what the sender reads, and whose fault it is. Made from the code."""

from services.numbers.domain.texting_codes import TEXTING_CODES, Fault, TextingCode

_FAULTS = {
    Fault.SENDER: "the sender",
    Fault.RECIPIENT: "the recipient",
    Fault.CARRIER: "the carrier",
    Fault.ACCOUNT: "our account",
}
_HEAD = """# Texting codes

Made from the code by `make docs`, from `services/numbers/domain/texting_codes.py`: every error code of the carrier's
document that a text can fail with. `reason` of a text is the code, `reason_text` the sentence and what to do. A text
that was not sent is refunded, whoever is at fault. Where our account is, an alarm rings and no user is blamed. A code
that is not here is the carrier's fault.

| code | whose fault | what the sender reads | what they can do | field |
|---|---|---|---|---|"""


def texting_codes_page() -> str:
    """Return the text of docs/texting-codes.md."""
    return "\n".join([_HEAD, *(_row(code, meant) for code, meant in TEXTING_CODES.items()), ""])


def _row(code: str, meant: TextingCode) -> str:
    field = f"`{meant.field}`" if meant.field else ""
    return f"| {code} | {_FAULTS[meant.fault]} | {meant.sentence} | {meant.advice} | {field} |"
