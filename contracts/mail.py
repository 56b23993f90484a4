"""What SES publishes of a mail that we sent, as an event; the kernel's consumer reads it (decision 038)."""

from typing import ClassVar, Literal

from contracts.event import Event

EmailState = Literal["ok", "bounced", "complained"]
TextNotices = Literal["off", "sender", "words"]  # whether new texts are mailed, and with what they say


class MailFailed(Event):
    """A mailbox refused a mail for good, or its person complained of it: nothing is mailed there any more (E1).

    `tags` are those that the mail was sent with: they say which account or invitation it was for. What bounced for a
    while only is no such event.
    """

    source: ClassVar[str] = "ses"

    kind: Literal["bounced", "complained"]
    to: list[str]
    tags: dict[str, str]

    def concerns(self, email: str) -> bool:
        """Return whether the mail was for this email; SES may return it in other cases."""
        return email.casefold() in {address.casefold() for address in self.to}
