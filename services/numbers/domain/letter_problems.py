"""The problems of signing a letter of authorization on the screen: the code and the title of each refusal."""

from kernel.problems import Conflict, Invalid, TooManyRequests


class ConsentNeeded(Invalid):
    code, title = "consent_needed", "Agree to sign electronically, or print the letter and sign it by hand."


class NameDiffers(Invalid):
    code, title = "name_differs", "Type the name of the authorized person as it is in the letter."


class UnknownTimeZone(Invalid):
    code, title = "unknown_time_zone", "Enter a time zone of the IANA database, such as America/New_York."


class DrawingTooLarge(Invalid):
    code, title = "drawing_too_large", "This drawing has too many lines. Clear it and sign again, or leave it empty."


class LetterChanged(Conflict):
    code, title = "letter_changed", "The form has changed since you opened the letter. Read it again, then sign."


class SignatureVoid(Conflict):
    code = "signature_void"
    title = "The form has changed since the letter was signed. Read the letter again, and sign it again."


class TooManySignatures(TooManyRequests):
    code, title = "too_many_signatures", "You've signed many letters in a short time. Please wait."
