"""Why teams refuses: each reason once."""

from kernel.problems import Conflict, Forbidden, Gone, Invalid, NotFound, TooManyRequests


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "This is not a phone number that can be called."


class NoTeam(NotFound):
    code, title = "no_team", "You are not on a team."


class MembershipSuspended(Forbidden):
    code, title = "membership_suspended", "Your team has suspended you. Ask its owner or an admin."


class OwnerUntouchable(Forbidden):
    code, title = "owner_untouchable", "Nobody can change or remove the owner. The owner can hand the team over."


class NotOnYourself(Conflict):
    code, title = "not_on_yourself", "You cannot do this to yourself. To go, leave the team."


class TeamDissolving(Conflict):
    code, title = "team_dissolving", "This team is being dissolved."


class AlreadyOnTeam(Conflict):
    code, title = "already_on_team", "This person is on the team already."


class DuplicateInBatch(Conflict):
    code, title = "duplicate_in_batch", "This number stands twice in the batch; its first row counts."


class CreditsFixed(Invalid):
    code = "credits_fixed"
    title = "This invitation is open with other credits. To change them, revoke it and invite again."


class NumberNotAccepted(Invalid):
    code, title = "number_not_accepted", "Nobody can sign up with a number of this kind, so it cannot be invited."


class CountryNotServed(Invalid):
    code, title = "country_not_served", "We do not serve this country yet."


class InvitationLimit(TooManyRequests):
    code, title = "invitation_limit", "Your team has sent all invitations that it may send in a day. Go on tomorrow."


class UnknownCode(NotFound):
    code, title = "unknown_code", "There is no such code. Check it, or ask the team to send it again."


class CodeForAnotherNumber(Forbidden):
    code = "code_for_another_number"
    title = "This code was sent to another phone number. Ask the team to invite the number that you sign in with."


class CodeExpired(Gone):
    code, title = "code_expired", "This code's time is over. Ask the team to invite you again."


class TeamGone(Gone):
    code, title = "team_dissolved", "This team is no more."


class AlreadyOnATeam(Conflict):
    code, title = "already_on_a_team", "You are on a team already. Leave it first, then use the code."


class TooManyWrongCodes(TooManyRequests):
    code, title = "too_many_wrong_codes", "Too many wrong codes. Please wait."


class AccountNotKnownYet(NotFound):
    code, title = "account_not_ready", "Your account is being set up. Please try again in a moment."


class OwnerMustHandOver(Conflict):
    code = "owner_must_hand_over"
    title = "Others are on your team. Hand it over to one of them, or dissolve it."


class NotActive(Conflict):
    code, title = "not_active", "The team can be handed over only to another active member."
