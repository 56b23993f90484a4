"""Sends a notice to a person by the channels that they have chosen (E1)."""

from typing import Protocol

from contracts.languages import Language
from contracts.mail import EmailState
from kernel.dynamodb.notice_brake import MOST_AN_HOUR, count_notice
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.languages import in_language
from kernel.log import log
from kernel.notices import Notice
from kernel.providers.messaging import Attachment, NotDeliverableError, send_mail, send_text


def mail_tags(account_id: str, email_revision: int) -> dict[str, str]:
    """Return the tags of a mail to an account's email; identity reads them when the mail fails."""
    return {"account": account_id, "email_revision": str(email_revision)}


class Addressee(Protocol):
    """A person with an email and its state, a phone number and the channels that they have chosen for notices."""

    @property
    def account_id(self) -> str:
        """Return the id of the account."""

    @property
    def email(self) -> str:
        """Return the email, or an empty string."""

    @property
    def email_state(self) -> EmailState:
        """Return whether mails to the email failed for good."""

    @property
    def email_revision(self) -> int:
        """Return the revision of the email, which a mail carries so that a late bounce of an earlier one is known."""

    @property
    def phone_number(self) -> str:
        """Return the phone number as E.164, or an empty string."""

    @property
    def language(self) -> Language:
        """Return the language that they are written to in."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Return the chosen channels."""


def send_notice(
    work: UnitOfWork,
    notice: Notice,
    to: Addressee,
    text: str,
    *,
    about: tuple[str, ...],
    as_text: str = "",
    most: int = MOST_AN_HOUR,
    attachment: Attachment | None = None,
) -> None:
    """Send a notice in the person's language; a channel without an address, or that can never deliver it, is left out.

    `about` is whom it is for and what it is about: the same is sent `most` times an hour only. `as_text` is what a
    phone gets, if that is shorter. Nothing is mailed to an email whose mails fail: the notice goes by text, if it has
    that channel. `attachment` goes with the mail, unless SES refuses it with the file.
    """
    if not count_notice(work, notice.subject, *about, most=most):
        return
    mail = in_language(text, to.language)
    for channel in notice.channels_for(to.notices, can_mail=to.email_state == "ok"):
        try:
            if channel == "email" and to.email:
                _mail(to, f"Teamline: {in_language(notice.subject, to.language)}", mail, attachment)
            elif channel == "text" and to.phone_number:
                send_text(to.phone_number, f"Teamline: {in_language(as_text, to.language) or mail}")
        except NotDeliverableError as fault:
            log().warning("notice.undeliverable", extra={"reason": fault.reason, "channel": channel})


def _mail(to: Addressee, subject: str, text: str, attachment: Attachment | None) -> None:
    """Send a mail. Raise NotDeliverableError if it is refused, and also without its file."""
    tags = mail_tags(to.account_id, to.email_revision)
    try:
        send_mail(to.email, subject, text, tags, attachment)
    except NotDeliverableError as fault:
        if attachment is None:
            raise
        log().warning("notice.file_refused", extra={"reason": fault.reason})
        send_mail(to.email, subject, in_language(attachment.text_without, to.language), tags)
