"""What holders of numbers and port-ins are notified of, and in which words (N5, N7, E1)."""

from kernel.notices import Notice
from services.numbers.domain.number import RESERVE
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE
from services.numbers.domain.port_out_notices import PORT_OUT_NOTICES
from services.numbers.domain.registration_words import REGISTRATION_NOTICES

_ONLY_USER = "the number's user, where another person pays"
_HOLDER, _USER, _USERS = "the holder", "the number's user", "the number's user, and who shares it"

NUMBER_NOTICES: dict[str, Notice] = {
    "order_failed": Notice(
        "A paid number can't be delivered",
        _HOLDER,
        "Your number could not be set up",
        "{number} could not be set up ({reason}). If you were charged, you'll be refunded automatically. "
        "Choose another number: {portal}/numbers",
    ),
    "order_failed_in_store": Notice(
        "A number that an app store is paid for can't be delivered",
        _HOLDER,
        "Your number could not be set up",
        "{number} could not be set up ({reason}). We charged nothing for it, and your subscription in the app store "
        "stays as it is. Use it for another number: {portal}/numbers",
    ),
    "reserved": Notice(
        "The plan of a number ends",
        _HOLDER,
        "Your number's plan has ended",
        "The plan of {number} has ended{why}. We'll keep the number for you until {until}. Buy a plan by then "
        "to get it back: {portal}/numbers",
    ),
    "not_restored": Notice(
        "A number can't be restored out of its reserve",
        _HOLDER,
        "Your number could not be restored",
        "{number} could not be restored ({reason}). You weren't charged for it. See your numbers: {portal}/numbers",
    ),
    "released": Notice(
        "A number is released to the carrier",
        _HOLDER,
        "Your number has been released",
        "We kept {number} for "
        + f"{RESERVE.days} days after its plan ended. It has now been given back to the carrier. Choose "
        "another number: {portal}/numbers",
    ),
    "renews_soon": Notice(
        "A number's year is renewed soon: twice before",
        _HOLDER,
        "Your number renews soon",
        "The plan of {number} renews for another year on {until}, and is charged then. To change or cancel it before: "
        "{portal}/billing/plans",
    ),
    "released_soon": Notice(
        "A number in reserve is given back soon: twice before",
        _HOLDER,
        "Your number will be given back",
        "{number} has no plan, and we'll give it back to the carrier on {until}. Buy a plan by then to keep it: "
        "{portal}/numbers",
    ),
    "user_assigned": Notice(
        "A team's number is assigned to a user",
        _ONLY_USER,
        "You have a number",
        "{number} is yours to use now. See it: {portal}/numbers",
    ),
    "user_unassigned": Notice(
        "A team's number is taken from its user, or moved to another",
        _ONLY_USER,
        "A number is no longer yours",
        "{number} is no longer yours to use: your team has assigned it otherwise. See your numbers: {portal}/numbers",
    ),
    "user_suspended": Notice(
        "The renewal of a number isn't paid",
        _ONLY_USER,
        "Your number is paused",
        "{number} is paused: its plan could not be renewed. It works again as soon as your team has paid: "
        "{portal}/numbers",
    ),
    "user_reserved": Notice(
        "The plan of a team's number ends",
        _ONLY_USER,
        "Your number has stopped working",
        "The plan of {number} has ended. We'll keep the number until {until}; your team can buy a plan by then: "
        "{portal}/numbers",
    ),
    "user_released_soon": Notice(
        "A team's number in reserve is given back soon: twice before",
        _ONLY_USER,
        "Your number will be given back",
        "{number} has no plan, and we'll give it back to the carrier on {until}, unless your team buys a plan: "
        "{portal}/numbers",
    ),
    "user_released": Notice(
        "A team's number is released to the carrier",
        _ONLY_USER,
        "Your number has been released",
        "{number} has been given back to the carrier. See your numbers: {portal}/numbers",
    ),
    "forwarding_off": Notice(
        "Forwarding goes to a country that is not allowed anymore",
        _USER,
        "Forwarding has been switched off",
        "Calls to {number} are no longer forwarded, because calls to that country aren't allowed anymore. Choose "
        "another number to forward them to: {portal}/numbers",
    ),
}
PORT_IN_NOTICES: dict[str, Notice] = {
    "needs_info": Notice(
        "A port-in is sent back",
        _HOLDER,
        "Your port-in needs a fix",
        "The port-in of {number} has been sent back. {reason} Fix this and resubmit: {link}",
    ),
    "held_up": Notice(
        "A port-in is held up, and its holder need not do anything",
        _HOLDER,
        "Your port-in is held up",
        "The port-in of {number} is held up. {reason} See it: {link}",
    ),
    "comment": Notice(
        "The carrier's staff comment on a port-in",
        _HOLDER,
        "A comment on your port-in",
        "Our carrier wrote about the port-in of {number}: {reason} Read and answer it: {link}",
    ),
    "scheduled": Notice(
        "A port-in has a date",
        _HOLDER,
        "Your port-in is scheduled",
        "Your old carrier has agreed to move {number} to Teamline on {on}. Don't cancel your old service "
        "before then. You can cancel the port-in until " + f"{CANCELLABLE_BEFORE.days} days before: " + "{link}",
    ),
    "completed": Notice(
        "A port-in is complete",
        _HOLDER,
        "Your number has moved to Teamline",
        "{number} has moved to Teamline. We're charging its plan now, and it works as soon as that is paid. "
        "You can cancel your old service if nothing else depends on it: {link}",
    ),
    "cancelled": Notice(
        "A port-in is canceled",
        _HOLDER,
        "Your number stays with your old carrier",
        "The port-in of {number} is canceled{reason}. {stays} with your old carrier: {link}",
    ),
    "not_cancelled": Notice(
        "A port-in can no longer be canceled",
        _HOLDER,
        "Your port-in can no longer be canceled",
        "The port-in of {number} can no longer be canceled; it moves on {on}. After that you can cancel the "
        "number like any other: {link}",
    ),
    "not_submitted": Notice(
        "A port-in that the owner approved can't be submitted",
        _HOLDER,
        "Your port-in could not be submitted",
        "You approved the port-in of {number}, but it could not be submitted ({reason}). Nothing is charged for it. "
        "See the port-in: {link}",
    ),
    "unpaid": Notice(
        "The plan of a number that was brought in isn't paid",
        _HOLDER,
        "Your number's plan could not be paid",
        "{number} has moved to Teamline, but its plan could not be paid ({reason}). We'll keep the number for "
        "you until {on}. Buy a plan by then to start using it: {portal}/numbers",
    ),
}
CALL_NOTICES: dict[str, Notice] = {
    "voicemail": Notice(
        "A caller leaves a message",
        _USERS,
        "New voicemail",
        "{caller} left a message of {length} at {number} on {at}.{words} Listen to it: {portal}/calls/voicemails",
        as_text="Voicemail from {from_whom}, {length}. {portal}/calls/voicemails",
    ),
    "missed_call": Notice(
        "A call isn't answered, and the caller leaves no message",
        _USERS,
        "Missed call",
        "{caller} called {number} on {at} and wasn't connected: {reason}. {next_step}",
        as_text="Missed call from {from_whom} to {number}. {portal}/calls",
    ),
}
TEXT_NOTICE = Notice(
    "A text comes, and its conversation was read since the last mail of one; at most one an hour",
    "the number's user, and who shares it, if they chose it",
    "New text",
    "{sender} texted {number}{to} on {at}.{words} Read and answer it: {portal}/texts",
    channels=("email",),
    by_choice=False,
)

NOTICES = (
    NUMBER_NOTICES | PORT_IN_NOTICES | CALL_NOTICES | PORT_OUT_NOTICES | REGISTRATION_NOTICES | {"text": TEXT_NOTICE}
)
