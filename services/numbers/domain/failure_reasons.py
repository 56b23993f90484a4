"""Why an order, a restoration or a port-in failed, in words for people: the same in notices and on the screen. Pure."""

from contracts import payment_reasons
from contracts.sentences import as_sentence, say

_OURS = {
    "number_not_available": say("it was just taken"),
    "carrier_failed": say("the carrier couldn't deliver it"),
    "number_taken": say("it was just taken"),
    "not_on_team": say("the person it was for, or who asked for it, isn't on the team anymore"),
    "invalid_number": say("it isn't a number that this plan is for"),
    "number_gone": say("it has been released, or belongs to someone else now"),
    "port_in_changed": say("its number or plan has changed since then"),
    "port_in_closed": say("it was canceled"),
    "main_number_needed": say("it isn't said which number becomes the main number at the old carrier"),
    "control_not_proved": say("no code has proved who controls the number"),
    "documents_missing": say("a document is missing"),
    "wrong_document": say("the carrier doesn't accept the type of a document"),
    "signature_void": say("the form has changed since the letter was signed"),
    "number_is_login_id": say("the person signs in with that number"),
    "ported_out": say("it has moved to another carrier"),
    "plan_over": say("its plan ended before it was delivered"),
    "not_wanted": say("it was canceled while we were ordering it"),
}


def describe_reason(code: str) -> str:
    """Return the reason as a clause without a period; one that isn't of numbers is of the payment."""
    return _OURS.get(code) or payment_reasons.describe_reason(code)


def write_reason(code: str) -> str | None:
    """Return the reason as a sentence, or None if there is none."""
    return as_sentence(describe_reason(code)) if code else None
