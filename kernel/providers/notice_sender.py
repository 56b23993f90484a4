"""Sends a notice to a person by the channels that they have chosen (E1)."""

from typing import Protocol

from kernel.dynamodb.notice_brake import count_notice
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from kernel.notices import Notice
from kernel.providers.messaging import NotDeliverableError, send_mail, send_text


class Addressee(Protocol):
    """A person with an email, a phone number and the channels that they have chosen for notices."""

    @property
    def email(self) -> str:
        """Return the email, or an empty string."""

    @property
    def phone_number(self) -> str:
        """Return the phone number as E.164, or an empty string."""

    @property
    def notices(self) -> tuple[str, ...]:
        """Return the chosen channels."""


def send_notice(work: UnitOfWork, notice: Notice, to: Addressee, text: str, *, about: tuple[str, ...]) -> None:
    """Send a notice with this text; a channel without an address, or that can never deliver it, is left out.

    `about` is whom it is for and what it is about: the same is sent a few times an hour only.
    """
    if not count_notice(work, notice.subject, *about):
        return
    for channel in notice.channels_for(to.notices):
        try:
            if channel == "email" and to.email:
                send_mail(to.email, f"Teamline: {notice.subject}", text)
            elif channel == "text" and to.phone_number:
                send_text(to.phone_number, f"Teamline: {text}")
        except NotDeliverableError as fault:
            log().warning("notice.undeliverable", extra={"reason": fault.reason, "channel": channel})
