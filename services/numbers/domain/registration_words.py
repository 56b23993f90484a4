"""What a registration's status means, in plain words, and what people are notified of (N14, E1)."""

from contracts.registrations import REVIEW_DAYS
from kernel.notices import Notice
from services.numbers.domain.registration import RegistrationStatus

STATUS_WORDS = {
    RegistrationStatus.DRAFT: "Not sent yet. Check the form, then send it.",
    RegistrationStatus.PAYING: "The fee is being paid from your credits. The form is sent right after.",
    RegistrationStatus.CHECKING_BUSINESS: "Your business is being checked. This usually takes a few minutes, "
    "sometimes days.",
    RegistrationStatus.FIX_BUSINESS: "Your business could not be confirmed. Correct the form and send it again; that "
    "costs nothing.",
    RegistrationStatus.CHECKING_MESSAGES: "The mobile carriers are reviewing what you text. This can take up to "
    f"{REVIEW_DAYS} business days.",
    RegistrationStatus.FIX_MESSAGES: "The mobile carriers want something changed. Correct it and send the form again; "
    "that costs nothing.",
    RegistrationStatus.APPROVED: "Approved. Your numbers can text in the US.",
    RegistrationStatus.SUSPENDED: "The mobile carriers have stopped your texts in the US. Please contact us.",
}
REASON_WORDS = {
    "insufficient_credits": "Your credits weren't enough for the fee, so nothing was sent. Buy credits, then try again."
}
_OWNER = "the team's owner, or the person without a team"
REGISTRATION_NOTICES: dict[str, Notice] = {
    "fix_business": Notice(
        "A business could not be confirmed for texting",
        _OWNER,
        "Your texting registration needs a correction",
        "Your business could not be confirmed, so your numbers can't text in the US yet. {reason}Correct the form and "
        "send it again, at no cost: {link}",
    ),
    "fix_messages": Notice(
        "The mobile carriers want a texting registration changed",
        _OWNER,
        "Your texting registration needs a correction",
        "The mobile carriers want something changed in your texting registration. {reason}Correct it and send it "
        "again, at no cost: {link}",
    ),
    "approved": Notice(
        "A texting registration is approved",
        _OWNER,
        "You can text in the US now",
        "Your texting registration is approved. Your numbers can text in the US within minutes: {link}",
    ),
    "suspended": Notice(
        "The mobile carriers stop a team's texts",
        _OWNER,
        "Your texts in the US have been stopped",
        "The mobile carriers have stopped your texts in the US. {reason}Texts are refused and not charged until this "
        "is settled. Please contact us: {link}",
    ),
    "unpaid": Notice(
        "The fee of a texting registration could not be paid",
        _OWNER,
        "Your texting registration was not sent",
        "Your credits were not enough for the fee of your texting registration, so it was not sent, and nothing was "
        "charged. Buy credits, then send it again: {link}",
    ),
}
