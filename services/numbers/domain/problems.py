"""Why numbers refuses: each reason once."""

from kernel.problems import Conflict, Forbidden, Invalid, NotFound, Problem, Unauthenticated, Unavailable


class InvalidPhoneNumber(Invalid):
    code, title = "invalid_phone_number", "This is not a phone number that can be called."


class TeamNeeded(NotFound):
    code, title = "no_team", "There is no team that could have this number."


class PaymentMethodRequired(Problem):
    status, code, title = 402, "payment_method_required", "Attach a PayPal wallet first."


class NumberTaken(Conflict):
    code, title = "number_taken", "Somebody else was quicker: this number is taken. Choose another one."


class UnknownPlan(Invalid):
    code, title = "unknown_plan", "There is no such plan. GET /v1/plans lists them."


class PlanDoesNotFit(Invalid):
    code, title = "plan_does_not_fit", "This plan is for numbers of another kind."


class UserNotOnTeam(Invalid):
    code, title = "user_not_on_team", "This person is not on the team."


class OwnNumber(Conflict):
    code, title = "own_number", "This number is its user's own: the team can neither move it nor end it."


class NumberNotRunning(Conflict):
    code, title = "number_not_running", "This can only be done with a number that is in use."


class NumberNotEnding(Conflict):
    code, title = "number_not_ending", "This number is neither cancelled nor in its reserve."


class BeingRestored(Conflict):
    code, title = "being_restored", "This number is being restored already."


class DefaultNeedsUser(Invalid):
    code, title = "default_needs_user", "Only an active number of somebody can be their default."


class CarrierUnavailable(Unavailable):
    code, title = "carrier_unavailable", "The carrier does not answer just now. Please try again."


class NotTheCarriers(Unauthenticated):
    code, title = "bad_signature", "This delivery is not signed by the carrier."


class NotPortable(Invalid):
    code, title = "not_portable", "This number cannot be brought along."


class PortInClosed(Conflict):
    code, title = "port_in_closed", "This transfer is under way or over: its form cannot be changed now."


class DocumentsMissing(Conflict):
    code, title = "documents_missing", "The signed authorisation and a copy of the bill must be uploaded first."


class WrongDocument(Invalid):
    code, title = "wrong_document", "Upload a PDF, a JPEG or a PNG."


class TooLateToCancel(Conflict):
    code, title = "too_late_to_cancel", "A transfer can be cancelled until two days before its day."


class UnsuitableDay(Invalid):
    code, title = "unsuitable_day", "Choose a working day from three days to eight weeks ahead."


class NotYourNumber(Forbidden):
    code, title = "not_your_number", "Only who uses a number sends texts from it."


class NumberNotActive(Conflict):
    code, title = "number_not_active", "Texts can only be sent from an active number."


class EmergencyNumber(Invalid):
    code, title = "emergency_number", "Emergency services cannot be reached by text from here. Please call them."


class DestinationBlocked(Invalid):
    code, title = "destination_blocked", "Short codes, premium numbers and the like are not connected."


class DestinationNotServed(Invalid):
    code, title = "destination_not_served", "Texts to this number are not possible. GET /v1/rates lists where they are."


class TextToItself(Invalid):
    code, title = "text_to_itself", "This is the number that the text would be sent from."


class TextTooLong(Invalid):
    code, title = "text_too_long", "A text travels in ten parts at most. Please shorten it."


class DeliveredBefore(Conflict):
    code, title = "delivered_before", "This delivery is stored already."
