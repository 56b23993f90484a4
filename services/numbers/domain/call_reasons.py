"""Why no person took a call, in words for people: the same in notices and in the log. Pure."""

BLOCKED, MISSED = "blocked", "missed"
_REASONS = {
    MISSED: "no one answered",
    "after_hours": "it came outside business hours",
    "out_of_credit": "the number's user was out of credits",
    "insufficient_credits": "the number's user was out of credits",
    "spend_limit_reached": "a spend limit was reached",
    "daily_spend_limit": "a spend limit was reached",
    "money_locked": "the number's user has locked their money",
    BLOCKED: "the caller is blocked",
    "number_not_active": "the number wasn't active",
    "person_suspended": "the number's user was suspended",
    "suspended": "the number's user was suspended",
    "no_user": "the number had no user",
    "forwarding_loop": "it was forwarded in a circle",
    "destination_blocked": "calls can't be forwarded to that number",
    "country_not_allowed": "calls to that country aren't allowed",
    "user_busy": "the phone was busy",
    "call_rejected": "the call was declined",
    "no_answer": "no one answered",
    "timeout": "no one answered",
    "originator_cancel": "the caller hung up first",
    "caller_hung_up": "the caller hung up first",
    "busy": "the number had too many calls at once",
    "not_found": "the phone couldn't be reached",
    "time_limit": "the credits for it were used up",
    "normal_clearing": "the caller hung up first",
    "lost": "something went wrong on our side",
}
_TO_USER = {
    "out_of_credit": "you were out of credits",
    "insufficient_credits": "you were out of credits",
    "money_locked": "your money was locked",
}
_OTHER = "it couldn't be connected"


def describe_call_reason(reason: str) -> str:
    """Return why no person took a call, as a clause without a period; empty if one did."""
    return _REASONS.get(reason, _OTHER) if reason else ""


def describe_to_user(reason: str) -> str:
    """Return why no person took a call, as a clause for the user of the number."""
    return _TO_USER.get(reason) or describe_call_reason(reason)


def write_call_reason(reason: str) -> str | None:
    """Return why no person took a call as a sentence, or None if one did."""
    clause = describe_call_reason(reason)
    return f"{clause[0].upper()}{clause[1:]}." if clause else None
