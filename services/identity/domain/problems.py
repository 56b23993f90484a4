"""Why identity refuses: each reason once."""

from kernel.problems import Conflict, Gone, Invalid, TooManyRequests, Unauthenticated, Unavailable


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "This is not a phone number that can be called."


class VirtualNumberNotAccepted(Invalid):
    code = "virtual_number_not_accepted"
    title = "This is a virtual (VoIP) number. Sign up with the number of a mobile or a landline."


class TollFreeNumberNotAccepted(Invalid):
    code = "toll_free_number_not_accepted"
    title = "This is a toll-free number. Sign up with the number of a mobile or a landline."


class PremiumNumberNotAccepted(Invalid):
    code = "premium_number_not_accepted"
    title = "This is a premium-rate number. Sign up with the number of a mobile or a landline."


class NumberKindNotAccepted(Invalid):
    code = "number_kind_not_accepted"
    title = "A number of this kind cannot be used. Sign up with the number of a mobile or a landline."


class LineTypeUnknown(Invalid):
    code = "line_type_unknown"
    title = "The carrier cannot tell what kind of line this is. Please use another number."


class CountryNotServed(Invalid):
    code, title = "country_not_served", "We do not serve this country yet."


class ChannelNotPossible(Invalid):
    code, title = "channel_not_possible", "A landline gets no texts. We can call it."


class TooSoon(TooManyRequests):
    code, title = "too_soon", "A code is on its way. Please wait a moment before you ask for another."


class TooManyCodes(TooManyRequests):
    code, title = "too_many_codes", "Too many codes were asked for. Please wait."


class TooManyTries(TooManyRequests):
    code, title = "too_many_tries", "Too many wrong tries. Please wait, or ask for a new password."


class TooManyMails(TooManyRequests):
    code, title = "too_many_mails", "Too many mails were asked for. Please wait."


class CodesExhausted(Unavailable):
    code, title = "codes_exhausted", "We cannot send any more codes just now. Please try again later."


class LookUpUnavailable(Unavailable):
    code, title = "look_up_unavailable", "We cannot check this number just now. Please try again in a moment."


class WrongCode(Invalid):
    code, title = "wrong_code", "This is not the code that we sent."


class CodeExpired(Gone):
    code, title = "code_expired", "This code does not work any more. Ask for a new one."


class RegistrationExpired(Gone):
    code, title = "registration_expired", "The time to register is over, or it was used. Please start again."


class AccountExists(Conflict):
    code, title = "account_exists", "There is an account with this number. Sign in, or ask for a new password."


class WeakPassword(Invalid):
    code, title = "weak_password", "This password is too easy to guess."


class WrongCredentials(Unauthenticated):
    code, title = "wrong_credentials", "Number or password is wrong."


class SessionOver(Unauthenticated):
    code, title = "session_over", "This session is over. Please sign in again."


class AccountOver(Unauthenticated):
    code, title = "account_closed", "This account is closed."


class UnknownTimeZone(Invalid):
    code, title = "unknown_time_zone", "There is no such time zone. Use a name such as America/New_York."


class TextsNotPossible(Invalid):
    code, title = "texts_not_possible", "A landline gets no texts. Choose email."


class LinkExpired(Gone):
    code, title = "link_expired", "This link does not work any more. Ask for a new one in your profile."


class OnAnotherTeam(Conflict):
    code, title = "already_on_a_team", "You are on somebody else's team. Leave it first."


class TeamHasMembers(Conflict):
    code, title = "team_has_members", "Others are on your team. Hand it over to one of them, or dissolve it."


class TeamHasInvitations(Conflict):
    code, title = "team_has_open_invitations", "Invitations to your team are open. Take them back first."
