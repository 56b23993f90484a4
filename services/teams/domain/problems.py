"""The reasons for which teams refuses a request, each with its code and title."""

from kernel.problems import Conflict, Forbidden, Gone, Invalid, NotFound, TooManyRequests
from services.teams.domain.deputy import ABSENCE
from services.teams.domain.endpoint_terms import MOST_ENDPOINTS


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "This isn't a phone number that can be called."


class NoTeam(NotFound):
    code, title = "no_team", "You're not on a team."


class MembershipSuspended(Forbidden):
    code, title = "membership_suspended", "Your access to the team is suspended. Contact its owner or an admin."


class OwnerUntouchable(Forbidden):
    code, title = "owner_untouchable", "The owner can't be changed or removed. Only the owner can hand the team over."


class NotOnYourself(Conflict):
    code, title = "not_on_yourself", "You can't do this to yourself. You can leave the team instead."


class TeamDissolving(Conflict):
    code, title = "team_dissolving", "This team is being dissolved."


class AlreadyOnTeam(Conflict):
    code, title = "already_on_team", "This person is already on the team."


class DuplicateInBatch(Conflict):
    code, title = "duplicate_in_batch", "This number appears twice. Only the first row is used."


class CreditsFixed(Invalid):
    code = "credits_fixed"
    title = "This invitation is already open with different credits. To change them, revoke it and invite again."


class NumberNotAccepted(Invalid):
    code, title = "number_not_accepted", "Numbers of this kind can't sign up, so they can't be invited."


class CountryNotServed(Invalid):
    code, title = "country_not_served", "We don't serve this country yet."


class InvitationLimit(TooManyRequests):
    code = "invitation_limit"
    title = (
        "Your team has reached today's limit of invitations. Send more tomorrow. "
        "The limit is higher once the owner connects PayPal, and grows with the team's age and payments."
    )


class RecipientLimit(TooManyRequests):
    code = "recipient_limit"
    title = "This person was sent invitations recently. Please wait before you send another."


class UnknownCode(NotFound):
    code, title = "unknown_code", "This code doesn't exist. Check it, or ask the team to resend it."


class CodeForAnotherNumber(Forbidden):
    code = "code_for_another_number"
    title = "This code was sent to another phone number. Ask the team to invite the number you sign in with."


class NotACode(Invalid):
    code = "not_a_code"
    title = "This isn't a transfer code. It has 10 letters and digits, such as 7K3QD-X0M2B."


class ConsentNeeded(Conflict):
    code = "consent_needed"
    title = "What joining changes has been updated. Read it again, then join."


class CodeReplaced(Gone):
    code = "code_replaced"
    title = "A newer code was sent to you. Use the one in your latest text or email."


class CodeExpired(Gone):
    code, title = "code_expired", "This code has expired. Ask the team to invite you again."


class TeamGone(Gone):
    code, title = "team_dissolved", "This team no longer exists."


class AlreadyOnATeam(Conflict):
    code, title = "already_on_a_team", "You're already on a team. Leave it first, then use the code."


class TooManyWrongCodes(TooManyRequests):
    code, title = "too_many_wrong_codes", "Too many wrong codes. Please wait."


class AccountNotKnownYet(NotFound):
    code, title = "account_not_ready", "Your account is being set up. Please try again in a moment."


class OwnerMustHandOver(Conflict):
    code = "owner_must_hand_over"
    title = "Your team has other members. Hand it over to one of them, or dissolve it."


class TeamLocked(Forbidden):
    code = "money_locked"
    title = "The team can't change hands for now, because you reported a change that wasn't yours."


class NumbersLocked(Forbidden):
    code = "money_locked"
    title = "Numbers can't go to a person for now: the owner reported a change that wasn't theirs. They can stay."


class NothingToUndo(NotFound):
    code, title = "nothing_to_undo", "There's nothing to undo. After a while, a new invitation is needed."


class CannotUndo(Conflict):
    code, title = "cannot_undo", "This can't be undone. Send a new invitation instead."


class NotTheirNumber(Invalid):
    code, title = "not_their_number", "This isn't a number of the team that this person uses."


class LinkUsed(Gone):
    code, title = "link_expired", "This link has expired or was already used. Sign in to see who owns your team."


class OwnerNotAbsent(Conflict):
    code = "owner_not_absent"
    title = f"The owner was active within the last {ABSENCE.days} days."


class DeputyWaits(Conflict):
    code, title = "deputy_waits", "The team has a deputy already. Withdraw it first to name another one."


class NotAnAdmin(Invalid):
    code, title = "not_an_admin", "This isn't an active admin of the team."


class NotActive(Conflict):
    code, title = "not_active", "You can hand the team over only to another active member."


class TooManyEndpoints(Conflict):
    code, title = "too_many_endpoints", f"A team can have up to {MOST_ENDPOINTS} endpoints. Delete one first."


class EndpointNotAllowed(Invalid):
    code = "endpoint_not_allowed"
    title = "Enter an address that begins with https:// and a public host name, such as https://example.com/teamline."


class EndpointPaused(Conflict):
    code, title = "endpoint_paused", "This endpoint is paused. Resume it first, then send again."


class TooManyWebhooks(TooManyRequests):
    code, title = "too_many_webhooks", "You've sent many webhooks by hand. Please wait."
