"""Why no person took a call, in words for people: the same in notices and in the log. Pure."""

from contracts.sentences import as_sentence, say

BLOCKED, MISSED = "blocked", "missed"
_REASONS = {
    MISSED: say("no one answered"),
    "after_hours": say("it came outside business hours"),
    "out_of_credit": say("the number's user was out of credits"),
    "insufficient_credits": say("the number's user was out of credits"),
    "spend_limit_reached": say("a spend limit was reached"),
    "daily_spend_limit": say("a spend limit was reached"),
    "money_locked": say("the number's user has locked their money"),
    BLOCKED: say("the caller is blocked"),
    "number_not_active": say("the number wasn't active"),
    "person_suspended": say("the number's user was suspended"),
    "suspended": say("the number's user was suspended"),
    "no_user": say("the number had no user"),
    "forwarding_loop": say("it was forwarded in a circle"),
    "destination_blocked": say("calls can't be forwarded to that number"),
    "country_not_allowed": say("calls to that country aren't allowed"),
    "user_busy": say("the phone was busy"),
    "call_rejected": say("the call was declined"),
    "no_answer": say("no one answered"),
    "timeout": say("no one answered"),
    "originator_cancel": say("the caller hung up first"),
    "caller_hung_up": say("the caller hung up first"),
    "busy": say("the number had too many calls at once"),
    "not_found": say("the phone couldn't be reached"),
    "time_limit": say("the credits for it were used up"),
    "normal_clearing": say("the caller hung up first"),
    "lost": say("something went wrong on our side"),
}
_TO_USER = {
    "out_of_credit": say("you were out of credits"),
    "insufficient_credits": say("you were out of credits"),
    "money_locked": say("your money was locked"),
}
_OTHER = say("it couldn't be connected")


def describe_call_reason(reason: str) -> str:
    """Return why no person took a call, as a clause without a period; empty if one did."""
    return _REASONS.get(reason, _OTHER) if reason else ""


def describe_to_user(reason: str) -> str:
    """Return why no person took a call, as a clause for the user of the number."""
    return _TO_USER.get(reason) or describe_call_reason(reason)


def write_call_reason(reason: str) -> str | None:
    """Return why no person took a call as a sentence, or None if one did."""
    clause = describe_call_reason(reason)
    return as_sentence(clause) if clause else None
