"""The problems of numbers that are brought from another carrier: the code and the title of each refusal."""

from kernel.problems import (
    Conflict,
    Invalid,
    TooManyRequests,
)
from services.numbers.domain.port_in_terms import CANCELLABLE_BEFORE, EARLIEST_DATE, LATEST_DATE, count_days


class NotPortable(Invalid):
    code, title = "not_portable", "This number can't be ported to Teamline."


class NumberTwice(Invalid):
    code, title = "number_twice", "This number is in the request twice."


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
