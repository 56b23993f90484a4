"""The reasons for which identity refuses a request, each with its code and title."""

from datetime import timedelta

from kernel.problems import Conflict, Forbidden, Gone, Invalid, NotFound, TooManyRequests, Unauthenticated, Unavailable
from services.identity.domain.login_id_change import UNDO_LIFETIME

_UNDO_HOURS = UNDO_LIFETIME // timedelta(hours=1)


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "This isn't a phone number that can be called."


class VirtualNumberNotAccepted(Invalid):
    code = "virtual_number_not_accepted"
    title = "This is a virtual (VoIP) number. Use a mobile or landline number."


class TollFreeNumberNotAccepted(Invalid):
    code = "toll_free_number_not_accepted"
    title = "This is a toll-free number. Use a mobile or landline number."


class PremiumNumberNotAccepted(Invalid):
    code = "premium_number_not_accepted"
    title = "This is a premium-rate number. Use a mobile or landline number."


class NumberKindNotAccepted(Invalid):
    code = "number_kind_not_accepted"
    title = "Numbers of this kind can't be used. Use a mobile or landline number."


class LineTypeUnknown(Invalid):
    code = "line_type_unknown"
    title = "We couldn't determine what kind of line this is. Please use another number."


class CountryNotServed(Invalid):
    code, title = "country_not_served", "We don't serve this country yet."


class ChannelNotPossible(Invalid):
    code, title = "channel_not_possible", "Landlines can't receive texts. We can call instead."


class TooSoon(TooManyRequests):
    code, title = "too_soon", "A code is on its way. Please wait a moment before requesting another."


class TooManyCodes(TooManyRequests):
    code, title = "too_many_codes", "Too many codes were requested. Please wait."


class ChallengeRequired(TooManyRequests):
    code, title = "challenge_required", "Please wait a moment: your device has to solve a puzzle first."


class TooManyAttempts(TooManyRequests):
    code, title = "too_many_tries", "Too many wrong passwords. Please wait, or reset your password."


class TooManySignIns(TooManyRequests):
    code, title = "too_many_sign_ins", "Too many sign-ins with this password. Please wait, or reset your password."


class TooManyMails(TooManyRequests):
    code, title = "too_many_mails", "Too many emails were requested. Please wait."


class CodesExhausted(Unavailable):
    code, title = "codes_exhausted", "We can't send any more codes right now. Please try again later."


class LookUpUnavailable(Unavailable):
    code, title = "look_up_unavailable", "We can't check this number right now. Please try again in a moment."


class WrongCode(Invalid):
    code, title = "wrong_code", "This isn't the code we sent."


class CodeExpired(Gone):
    code, title = "code_expired", "This code has expired. Request a new one."


class RegistrationExpired(Gone):
    code, title = "registration_expired", "This sign-up has expired or was already completed. Please start again."


class AccountExists(Conflict):
    code, title = "account_exists", "This number already has an account. Sign in, or reset your password."


class LoginIdTaken(Conflict):
    code, title = "login_id_taken", "This number already has its own account. Use another number."


class SameLoginId(Invalid):
    code, title = "same_login_id", "This is your Login ID already."


class LoginIdChanged(Conflict):
    code = "login_id_changed"
    title = f"Your Login ID was changed less than {_UNDO_HOURS} hours ago. Wait, or undo that change first."


class ConfirmEmailFirst(Conflict):
    code = "confirm_email_first"
    title = (
        "Landlines can't receive texts. Confirm your email first, so that we can send you a link to undo the change."
    )


class RecoveryOver(Gone):
    code, title = "recovery_over", "This recovery has ended or was stopped. Please start again."


class RecoveryWaits(Conflict):
    code = "recovery_waits"
    title = "This recovery is still waiting. Go on when the wait is over, or at once with a second factor."


class WeakPassword(Invalid):
    code, title = "weak_password", "This password is too easy to guess."


class WrongCredentials(Unauthenticated):
    code, title = "wrong_credentials", "The phone number or password is incorrect."


class SecondFactorRequired(Unauthenticated):
    code, title = "second_factor_required", "Confirm with your second factor to finish signing in."


class WrongProof(Invalid):
    code, title = "wrong_proof", "That code or passkey wasn't accepted. Please try again."


class MethodNotAccepted(Invalid):
    code, title = "method_not_accepted", "This account can't be confirmed this way. Choose another."


class ProofExpired(Gone):
    code, title = "proof_expired", "This took too long or was already used. Please start again."


class TooManyProofs(TooManyRequests):
    code, title = "too_many_tries", "Too many wrong codes. Please wait, or use a recovery code."


class LastFactorRequired(Conflict):
    code = "last_factor_required"
    title = "Your team requires two-step sign-in. Add another passkey or app before you remove this one."


class NoSuchFactor(NotFound):
    title = "This second factor was removed already."


class FactorAdded(Conflict):
    code, title = "factor_already_added", "This passkey is already on your account."


class TooManyFactors(Conflict):
    code, title = "too_many_factors", "Your account has as many second factors as it can have. Remove one first."


class NoSecondFactor(Conflict):
    code, title = "no_second_factor", "Add a passkey or an authenticator app first."


class SessionEnded(Unauthenticated):
    code, title = "session_over", "This session has ended. Please sign in again."


class AccountOver(Unauthenticated):
    code, title = "account_closed", "This account is closed."


class AccountLocked(Forbidden):
    code = "money_locked"
    title = "The account can't be closed for now, because you reported a change that wasn't yours."


class UnknownTimeZone(Invalid):
    code, title = "unknown_time_zone", "We don't know this time zone. Use a name such as America/New_York."


class TextsNotPossible(Invalid):
    code, title = "texts_not_possible", "Landlines can't receive texts. Choose email."


class LinkExpired(Gone):
    code, title = "link_expired", "This link has expired. Request a new one in your profile."


class LinkUsed(Gone):
    code, title = "link_expired", "This link has expired or was already used. Sign in and see Security in your profile."


class OnAnotherTeam(Conflict):
    code, title = "already_on_a_team", "You're already on another team. Leave it first."


class TeamHasMembers(Conflict):
    code, title = "team_has_members", "Your team has other members. Hand it over to one of them, or dissolve it."


class TeamHasInvitations(Conflict):
    code, title = "team_has_open_invitations", "Your team has open invitations. Revoke them first."


class NotTheOwner(Forbidden):
    code, title = "not_the_owner", "Only the owner of a team can export its data."


class NotTheTeamsOwner(Forbidden):
    code, title = "not_the_owner", "Only the owner of a team can have API keys."


class NoSuchApiKey(NotFound):
    title = "This API key was revoked already."


class TooManyApiKeys(Conflict):
    code, title = "too_many_api_keys", "You have as many API keys as you can have. Revoke one first."


class ExportRunning(Conflict):
    code, title = "export_running", "Your last export is still being prepared. We'll notify you when it's ready."


class TooManyExports(TooManyRequests):
    code, title = "too_many_exports", "You've requested enough exports for today. Please try again tomorrow."


class ExportNotReady(Conflict):
    code, title = "export_not_ready", "This export isn't ready, or has expired. Request a new one."
