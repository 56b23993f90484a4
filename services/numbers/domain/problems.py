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
