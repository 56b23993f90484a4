"""What the carrier's error codes of texts mean: whose fault it is, what is said to the sender, what to do (N8). Pure.

Every texting code (40...) of the carrier's document is here, and the codes of any request that are about our account.
docs/texting-codes.md is made from this table. A code that the carrier invents later is the carrier's fault.
"""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Whose fault it is that a text was not delivered."""

    SENDER = "sender"  # the text, or the number that it was sent from
    RECIPIENT = "recipient"  # the number that it was sent to, and who has it
    CARRIER = "carrier"  # the way between the two
    ACCOUNT = "account"  # our account at the carrier: no user is to blame


@dataclass(frozen=True, slots=True)
class TextingCode:
    """The meaning of a code: a sentence for the sender, and what they can do.

    `field` is the member of the request that they can correct, or empty.
    """

    fault: Fault
    sentence: str
    advice: str = ""
    field: str = ""


OPTED_OUT = "40300"
NOT_YET = frozenset({"40100", "40305", "40320", "40321", "40330"})  # of a number that is being set up: it passes
_SENDER, _RECIPIENT, _CARRIER, _ACCOUNT = Fault
_LATER = "Please try again later."
_OURS = "We can't send texts right now."
_NOT_YOURS = "It isn't your fault, and we've been notified. Please try again later."
_SPAM = "Other carriers took it for spam."
_SETTING_UP = "Your number isn't set up for texts yet."
_WAIT = "We're setting it up. Please try again in a day."
_CHECK_TO = "Check the number, or call it instead."
_REWRITE = "Reword it: avoid links and words in capitals, and write as you would to a person."
_FEWER = "Send fewer texts at a time, and wait before the next."


def _ours() -> TextingCode:
    return TextingCode(_ACCOUNT, _OURS, _NOT_YOURS)


def _setting_up() -> TextingCode:
    return TextingCode(_ACCOUNT, _SETTING_UP, _WAIT)


TEXTING_CODES: dict[str, TextingCode] = {
    "10007": TextingCode(_CARRIER, "The carrier had an error.", _LATER),
    "10008": TextingCode(_CARRIER, "The carrier took too long.", _LATER),
    "10009": _ours(),
    "10010": _ours(),
    "10011": _ours(),
    "10035": _ours(),
    "10037": TextingCode(_CARRIER, "The carrier isn't available.", _LATER),
    "10038": _ours(),
    "10039": _ours(),
    "20001": _ours(),
    "20002": _ours(),
    "20003": _ours(),
    "20006": _ours(),
    "20008": _ours(),
    "20012": _ours(),
    "20013": _ours(),
    "20014": _ours(),
    "20015": _ours(),
    "20016": _ours(),
    "20017": _ours(),
    "20100": _ours(),
    "40001": TextingCode(_RECIPIENT, "This number can't get texts. It may be a landline.", _CHECK_TO, "to"),
    "40002": TextingCode(_SENDER, _SPAM, f"{_REWRITE} Then try again in an hour.", "text"),
    "40003": TextingCode(_SENDER, f"{_SPAM} They block your number now.", "Please contact support."),
    "40004": TextingCode(_RECIPIENT, "The other person's carrier didn't accept it.", _LATER),
    "40005": TextingCode(_RECIPIENT, "The other person's phone was off for too long.", _LATER),
    "40006": TextingCode(_CARRIER, "The other person's carrier isn't responding.", _LATER),
    "40007": TextingCode(_CARRIER, "Carriers sent it back and forth.", _LATER),
    "40008": TextingCode(_RECIPIENT, "The other person's carrier couldn't deliver it.", _LATER),
    "40009": TextingCode(_SENDER, "It has characters that can't be sent.", "Remove unusual symbols.", "text"),
    "40010": TextingCode(_SENDER, "Your number isn't registered for texts in the US.", "Register your team's texts."),
    "40011": TextingCode(_SENDER, "Too many texts were sent at once.", _FEWER),
    "40012": TextingCode(_RECIPIENT, "This number doesn't exist.", "Check the number.", "to"),
    "40013": TextingCode(_ACCOUNT, "Other carriers don't know your number yet.", _WAIT),
    "40014": TextingCode(_CARRIER, "The carrier didn't send it in time.", _LATER),
    "40015": TextingCode(_SENDER, "Our carrier took it for spam.", _REWRITE, "text"),
    "40016": TextingCode(_SENDER, "Your team has reached what T-Mobile lets it send in a day.", "Try again tomorrow."),
    "40017": TextingCode(_SENDER, "AT&T took it for spam.", _REWRITE, "text"),
    "40018": TextingCode(_SENDER, "Your team has sent more texts than AT&T allows.", _FEWER),
    "40019": TextingCode(_ACCOUNT, "AT&T doesn't accept how your texts are registered.", _NOT_YOURS),
    "40020": TextingCode(_SENDER, "Too many codes were sent to this area.", "Try again in a day."),
    "40100": _setting_up(),
    "40150": _setting_up(),
    "40151": TextingCode(
        _SENDER, "Another provider is setting up texts for your number.", "Ask your old provider to let it go."
    ),
    "40152": _setting_up(),
    "40153": _setting_up(),
    "40154": _setting_up(),
    "40155": TextingCode(_SENDER, f"{_SETTING_UP} A signed authorization is missing.", "Please contact support."),
    "40156": _setting_up(),
    "40157": _setting_up(),
    "40158": _setting_up(),
    "40159": _setting_up(),
    OPTED_OUT: TextingCode(
        _RECIPIENT, "This person asked for no more texts from you.", "They can text START to your number.", "to"
    ),
    "40301": TextingCode(_RECIPIENT, "Texts to this number aren't supported.", _CHECK_TO, "to"),
    "40302": TextingCode(_SENDER, "It's too long.", "Shorten it.", "text"),
    "40303": TextingCode(_CARRIER, "The carrier doesn't know this text anymore."),
    "40304": TextingCode(_ACCOUNT, "We sent it in a wrong form.", _NOT_YOURS),
    "40305": _setting_up(),
    "40306": _ours(),
    "40307": _ours(),
    "40308": TextingCode(_SENDER, "Pictures can't be sent from your number.", "Send words only."),
    "40309": TextingCode(_ACCOUNT, "Texts to this country aren't set up yet.", _NOT_YOURS),
    "40310": TextingCode(_RECIPIENT, "This isn't a valid number for texts.", "Check the number.", "to"),
    "40311": _ours(),
    "40312": _ours(),
    "40313": _ours(),
    "40314": _ours(),
    "40315": TextingCode(_SENDER, "Too many of your number's texts were refused.", "Wait a day, and send fewer."),
    "40316": TextingCode(_SENDER, "It's empty.", "Write something.", "text"),
    "40317": TextingCode(_SENDER, "Its pictures are too many or too large.", "Send fewer, or smaller ones."),
    "40318": TextingCode(_CARRIER, "The carrier has too many texts waiting.", _LATER),
    "40319": TextingCode(_RECIPIENT, "Texts from your number to this one aren't possible.", _CHECK_TO, "to"),
    "40320": _setting_up(),
    "40321": _setting_up(),
    "40322": TextingCode(_SENDER, "The carrier doesn't accept its content.", _REWRITE, "text"),
    "40323": _setting_up(),
    "40324": _setting_up(),
    "40325": _ours(),
    "40326": _ours(),
    "40327": TextingCode(_SENDER, "It has a short link that carriers don't accept.", "Write the whole link.", "text"),
    "40328": TextingCode(_SENDER, "It's too long.", "Shorten it.", "text"),
    "40329": TextingCode(
        _SENDER, "Your toll-free number isn't verified for texts.", "Have it verified, or use a local number."
    ),
    "40330": _setting_up(),
    "40331": _ours(),
    "40332": TextingCode(_ACCOUNT, "A registration is still in use."),
    "40333": _ours(),
}
_UNKNOWN = TextingCode(_CARRIER, "The carrier didn't send it.", _LATER)


def explain_code(code: str) -> TextingCode:
    """Return what a code means; one that is in no list is the carrier's."""
    return TEXTING_CODES.get(code, _UNKNOWN)
