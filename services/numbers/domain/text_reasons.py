"""Why a text was refused, failed or was not delivered, as sentences for its sender: the same wherever it is shown."""

from contracts import payment_reasons
from contracts.sentences import as_sentence, joined, say
from services.numbers.domain.message import OPTED_OUT, TOO_LATE, UNCLEAR
from services.numbers.domain.texting_codes import explain_code

_OURS = {
    UNCLEAR: say("We don't know whether it was sent. You weren't charged for it."),
    TOO_LATE: say("We couldn't reach the carrier for an hour. You weren't charged for it."),
    OPTED_OUT: say("This person asked for no more texts from you. They can text START to your number."),
    "number_not_active": say("Your number wasn't active, or wasn't yours anymore."),
    "insufficient_credits": say("You don't have enough credits."),
    "daily_spend_limit": say("Your credits have reached what can be spent in a day."),
    "spend_limit_reached": say("You have reached the limit that your team set for you."),
    "account_closed": say("The account was closed."),
    "sending_failed": say("The carrier couldn't send it. Please try again later."),
    "delivery_failed": say("The other person's carrier couldn't deliver it. Please try again later."),
    "expired": say("The other person's phone was off for too long. Please try again later."),
    "refused": say("The carrier didn't accept it. Please try again later."),
}


def explain_reason(reason: str) -> str:
    """Return the reason in whole sentences; one that is neither ours nor the carrier's is of the payment."""
    if reason in _OURS:
        return _OURS[reason]
    if reason.isdecimal():
        meant = explain_code(reason)
        return joined(" ", (say(it) for it in (meant.sentence, meant.advice) if it))
    return as_sentence(payment_reasons.describe_reason(reason))
