"""What people are notified of as a number leaves, and in which words: by every channel, as it may be theft (N13)."""

from kernel.notices import Notice

_BOTH = "the number's user, and its holder or the team's owner"

PORT_OUT_NOTICES: dict[str, Notice] = {
    "requested": Notice(
        "Another carrier asks for a number",
        _BOTH,
        "Someone asked to move your number to another carrier",
        "{carrier} asked us to transfer {number} {on}. Was it you? If so, you don't need to do anything. If it wasn't, "
        "object by {until}, or the number may be gone for good: {link}",
        by_choice=False,
    ),
    "wrong_pin": Notice(
        "Another carrier asks for a number with a wrong PIN",
        _BOTH,
        "We objected to a transfer of your number",
        "{carrier} asked us to transfer {number} with the wrong PIN, so we objected. If it was you, give your new "
        "carrier the right PIN and try again: {link}",
        by_choice=False,
    ),
    "agreed": Notice(
        "A transfer of a number to another carrier is agreed",
        _BOTH,
        "Your number is about to move to another carrier",
        "{number} moves to {carrier} {on}. If you didn't ask for this, object right away: {link}",
        by_choice=False,
    ),
    "not_stopped": Notice(
        "The carrier declines an objection to a transfer",
        _BOTH,
        "We could not stop the transfer of your number",
        "You objected to the transfer of {number} to {carrier}, but it could not be stopped. Call {carrier} and "
        "say that you didn't ask for it. Details: {link}",
        by_choice=False,
    ),
    "stays": Notice(
        "A transfer of a number to another carrier does not happen",
        _BOTH,
        "Your number stays with us",
        "The transfer of {number} to {carrier} was rejected or canceled. The number stays with us: {link}",
        by_choice=False,
    ),
    "gone": Notice(
        "A number has moved to another carrier",
        _BOTH,
        "Your number has moved to another carrier",
        "{number} has moved to {carrier} and no longer works here. Its plan has ended, and the days that were paid and "
        "not used are credited to who paid for them. It won't be charged again: {link}",
        by_choice=False,
    ),
}
