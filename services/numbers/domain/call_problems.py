"""The problems of calls: the code and the title of each refusal."""

from kernel.problems import Conflict, Invalid
from services.numbers.domain import problems


class DestinationBlocked(problems.DestinationBlocked):
    title = "Calls to emergency services, short codes, premium numbers and satellite phones aren't supported."
    EMERGENCY = "Emergency and crisis lines can't be reached from here. Call them with your phone's own dialer."


class DestinationNotServed(problems.DestinationNotServed):
    title = "Calls to this number aren't supported."


class NumberNotActive(problems.NumberNotActive):
    title = "Calls can only be set up for an active number."


class SettingsChanged(Conflict):
    code = "settings_changed"
    title = "These settings were changed meanwhile, in another tab or by someone else. Nothing was saved."


class OwnNumber(problems.OwnNumber):
    title = "This number belongs to its user. The team can't set up its calls."


class CallFromNumberNotActive(problems.NumberNotActive):
    title = "Calls can only be made from an active number."


class CallFromAnother(problems.NotYourNumber):
    title = "Only the user of a number can call from it."


class CallToItself(Invalid):
    code, title = "call_to_itself", "You can't call the number you're calling from."


class AppNotRegistered(Conflict):
    code, title = "app_not_registered", "Open the app first: it rings before the other person's phone does."


class NumberUnassigned(Conflict):
    code, title = "number_unassigned", "Assign this number first: its user's credits pay for forwarded calls."


class ForwardingLoop(Invalid):
    code, title = "forwarding_loop", "Calls would come back to this number. Choose another one."


class CountryNotAllowed(Invalid):
    code, title = "country_not_allowed", "Calls to this country aren't allowed yet. An owner or admin can allow them."
    OWN = "Calls to this country aren't allowed yet. Allow them in your settings first."


class CallerNotShown(Invalid):
    code = "caller_not_shown"
    title = "Calls abroad can't show the caller's number. Show your number instead."


class UnknownCountry(Invalid):
    code, title = "unknown_country", "We don't serve this country."


class UnknownTimeZone(Invalid):
    code, title = "unknown_time_zone", "We don't know this time zone. Use a name such as America/New_York."


OF_DESTINATIONS = (CountryNotAllowed, DestinationBlocked, DestinationNotServed, problems.InvalidPhoneNumber)


class CallIsOver(Conflict):
    code, title = "call_is_over", "This call has ended and is settled."


class CallMayRun(Conflict):
    code, title = "call_may_run", "This call began too recently to be lost: it may be running."


class NoOneTalked(Invalid):
    code, title = "no_one_talked", "No one was rung who could have answered this call. Send a length of 0."
