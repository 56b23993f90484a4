"""The problems of numbers: the code and the title of each refusal."""

from typing import ClassVar

from contracts.admin_spending import ABOVE_LIMIT
from contracts.money_lock import LOCKED, LOCKED_BY_OWNER
from kernel.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    Problem,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
)
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE, EARLIEST_DATE, LATEST_DATE, count_days


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "Enter a valid phone number."


class TeamNeeded(NotFound):
    code, title = "no_team", "You're not on a team."


class PaymentMethodRequired(Problem):
    status, code, title = 402, "payment_method_required", "Connect a PayPal wallet that we can charge."


class WalletPending(Conflict):
    code, title = "wallet_pending", "Your PayPal wallet is being connected. Please try again in a moment."


class CarrierPaused(Unavailable):
    code, title = "carrier_paused", "This is temporarily unavailable. Nothing was charged. Please try again later."
    OF: ClassVar[dict[str, str]] = {
        "texts": "Texts can't be sent right now. Nothing was charged. Please try again later.",
        "orders": "Numbers can't be ordered right now. Nothing was charged. Please try again later.",
    }


class NumberTaken(Conflict):
    code, title = "number_taken", "This number was just taken. Choose another one."


class AdminLimitReached(Forbidden):
    code, title = "admin_limit", ABOVE_LIMIT


class UnknownPlan(Invalid):
    code, title = "unknown_plan", "There is no such plan."


class PlanDoesNotFit(Invalid):
    code, title = "plan_does_not_fit", "This plan isn't available for this kind of number."


class UserNotOnTeam(Invalid):
    code, title = "user_not_on_team", "This person isn't on the team."


class OnATeam(Conflict):
    code = "on_a_team"
    title = "You're on a team, which pays for your numbers. A store subscription pays only for a number of your own."
    NOT_FOR_THE_TEAM = "A store subscription pays only for a number of your own, not for the team's."


class StoreSubscriptionUnknown(Invalid):
    code = "unknown_store_subscription"
    title = "We don't know this subscription of yours yet. Restore it in the app, then try again in a moment."


class StoreSubscriptionInUse(Conflict):
    code, title = "store_subscription_in_use", "This subscription already pays for another number."


class StoreSubscriptionUnpaid(Conflict):
    code, title = "store_subscription_unpaid", "This subscription isn't paid in the app store right now."


class PaidInStore(Conflict):
    code, title = "paid_in_store", "This number's plan is paid in an app store. Change or cancel it there."


class PlanStillRuns(Conflict):
    code, title = "plan_still_runs", "This number's plan still runs. Use the subscription once the plan has ended."


class OwnNumber(Conflict):
    code, title = "own_number", "This number belongs to its user. The team can't reassign or cancel it."


class NumberNotRunning(Conflict):
    code, title = "number_not_running", "This number isn't in use."


class NumberNotEnding(Conflict):
    code, title = "number_not_ending", "This number isn't canceled, so there is nothing to restore."


class BeingRestored(Conflict):
    code, title = "being_restored", "This number is already being restored."


class DefaultNeedsUser(Invalid):
    code, title = "default_needs_user", "Only an active number with a user can be a default."


class CarrierUnavailable(Unavailable):
    code, title = "carrier_unavailable", "The carrier isn't responding right now. Please try again."


class TooManySearches(TooManyRequests):
    code, title = "too_many_searches", "You've searched for many numbers in a short time. Please wait a moment."


class TooManyPurchases(TooManyRequests):
    code, title = "too_many_purchases", "You've bought many numbers today. Please continue tomorrow, or contact us."


class TooManyTexts(TooManyRequests):
    code, title = "too_many_texts", "You've sent many texts in a short time. Please wait."


class TooManyRecipients(TooManyRequests):
    code, title = "too_many_recipients", "You've texted many new people in a short time. Please wait."


class TooManyCalls(TooManyRequests):
    code, title = "too_many_calls", "You've made many calls in a short time. Please wait."


class NotTheCarriers(Unauthenticated):
    code, title = "bad_signature", "This webhook isn't signed by the carrier."


class NotPortable(Invalid):
    code, title = "not_portable", "This number can't be ported to Teamline."


class NumberIsLoginId(Conflict):
    code = "number_is_login_id"
    title = (
        "This number is your Login ID. A Teamline number can't be one, so you couldn't sign in anymore. "
        "Change your Login ID in your profile first, then port this number."
    )
    OF_USER = (
        "This number is the Login ID of the person who would use it. A Teamline number can't be one, so they couldn't "
        "sign in anymore. Have them change their Login ID in their profile first, then port this number."
    )


class PortInClosed(Conflict):
    code, title = "port_in_closed", "This port-in is in progress or finished, so its form can't be changed."


class ControlNotProved(Conflict):
    code = "control_not_proved"
    title = "Prove that this number is yours first: have us send a code to it, and enter the code."


class ChannelNotPossible(Invalid):
    code, title = "channel_not_possible", "A toll-free number can only get the code by call."


class WrongControlCode(Invalid):
    code, title = "wrong_code", "This isn't the code that we sent to the number."


class ControlCodeExpired(Invalid):
    code, title = "code_expired", "This code no longer works. Have us send a new one."


class TooSoonForCode(TooManyRequests):
    code, title = "too_soon", "A code is on its way. Please wait a minute before you ask for another."


class TooManyPortCodes(TooManyRequests):
    code, title = "too_many_codes", "Many codes were sent in a short time. Please try again later."


class NotWithCarrier(Conflict):
    code, title = "not_with_carrier", "There is no one to answer: this port-in isn't with the carriers."


class MainNumberNeeded(Invalid):
    code = "main_number_needed"
    title = "Enter which of the numbers that stay becomes the main number: the one that is moving can't be it."


class TooManyPortAnswers(TooManyRequests):
    code, title = "too_many_answers", "You've written many comments in a short time. Please wait."


class DocumentsMissing(Conflict):
    code, title = "documents_missing", "Upload the signed authorization and a copy of the bill first."


class WrongDocument(Invalid):
    code, title = "wrong_document", "Upload a PDF, JPEG or PNG file."
    PHONE_PHOTO = "This is a HEIC photo. Save it as JPEG or PDF, or upload a screenshot of it, which is a PNG file."


class TooLateToCancel(Conflict):
    code = "too_late_to_cancel"
    title = f"A port-in can be canceled until {count_days(CANCELLABLE_BEFORE)} before its date."


class UnsuitableDay(Invalid):
    code = "unsuitable_day"
    title = f"Choose a business day, {EARLIEST_DATE.days} to {count_days(LATEST_DATE)} from now."


class NotYourNumber(Forbidden):
    code, title = "not_your_number", "Only the user of a number, and people who share it, can send texts from it."


class NotYourVoicemail(Forbidden):
    code, title = "not_your_voicemail", "Only the user of a number can delete its voicemails."


class NumberNotActive(Conflict):
    code, title = "number_not_active", "Texts can only be sent from an active number."


class TextingNotRegistered(Conflict):
    code = "texting_not_registered"
    title = "This number can't text in the US yet. Your business has to be registered for texting first."


class TextingPending(Conflict):
    code = "texting_pending"
    title = "This number can't text in the US yet. Its registration is being reviewed, which can take some days."


class TextingNotPossible(Conflict):
    code, title = "texting_not_possible", "The mobile carriers don't accept texts from this number."


class RegistrationExists(Conflict):
    code, title = "registration_exists", "There is a registration already. Change that one."


class RegistrationClosed(Conflict):
    code, title = "registration_closed", "This can't be changed now: the registration is being reviewed or is decided."


class EmergencyNumber(Invalid):
    code, title = "emergency_number", "You can't text emergency services from here. Please call them instead."


class DestinationBlocked(Invalid):
    code, title = "destination_blocked", "Texts to short codes, premium numbers and satellite phones aren't supported."


class DestinationNotServed(Invalid):
    code, title = "destination_not_served", "Texts to this number aren't supported."


class TextToItself(Invalid):
    code, title = "text_to_itself", "You can't send a text to the number it's sent from."


class RecipientOptedOut(Invalid):
    code = "recipient_opted_out"
    title = "This person asked for no more texts from you. They can text START to your number."


class TextTooLong(Invalid):
    code, title = "text_too_long", "This text is too long to be sent. Please shorten it."


class CallerPaused(Conflict):
    code, title = "caller_paused", "This caller got the same within the hour."


class WebhookStoredBefore(Conflict):
    code, title = "delivered_before", "This webhook is already stored."


class UserSuspended(Conflict):
    code, title = "user_suspended", "This person is suspended."


class UserClosed(Conflict):
    code, title = "user_closed", "This person has closed their account."


class MoneyLockedProblem(Forbidden):
    code, title = "money_locked", LOCKED
    OF_THE_OWNER: ClassVar[str] = LOCKED_BY_OWNER


class PortOutDecided(Conflict):
    code, title = "port_out_decided", "This transfer is already decided. You can't object to it anymore."
