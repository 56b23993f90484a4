"""What the recipients of invitations were sent, and the refusal of one more (T3)."""

from collections.abc import Iterable

from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain import transfer_code
from services.teams.domain.invitation import InvitationRules
from services.teams.domain.problems import RecipientLimit
from services.teams.domain.recipient import MailFailure, Recipient, mailbox
from services.teams.stores import recipients


class RecipientTally:
    """The recipients of one request, by phone number and by email, as they were read.

    The transaction that sends an invitation also writes its recipients, so that of two at once one reads anew.
    """

    def __init__(self, work: UnitOfWork, rules: InvitationRules) -> None:
        self._work = work
        self._rules = rules
        self._known: dict[str, Recipient] = {}
        self._changed: dict[str, Recipient] = {}

    def hashes(self, phone_number: str, email: str) -> tuple[str, str]:
        """Return the keyed hashes of a phone number and an email."""
        key = self._rules.code_key
        return transfer_code.hash_code(phone_number, key), transfer_code.hash_code(mailbox(email), key)

    def read(self, people: Iterable[tuple[str, str]]) -> None:
        """Read what these people were sent, each a phone number and an email."""
        hashes = [hashed for person in people for hashed in self.hashes(*person)]
        self.know(recipients.read(self._work.table, hashes).values())

    def know(self, read: Iterable[Recipient]) -> None:
        """Take what was read together with something else."""
        self._known |= {of.hashed: of for of in read}

    def count(self, phone_number: str, email: str, invitation: str) -> MailFailure | None:
        """Count one more sending of an invitation to this person, and return why they can't be mailed, if they can't.

        Raises RecipientLimit, which names the field.
        """
        now = self._work.now
        both = [self._changed.get(of) or self._known[of] for of in self.hashes(phone_number, email)]
        for field, recipient in zip(("phone_number", "email"), both, strict=True):
            if wait := recipient.seconds_to_wait(now, self._rules.recipient):
                raise RecipientLimit(field=field, retry_after=wait)
        for recipient, sent in zip(both, (invitation, ""), strict=True):
            self._changed[recipient.hashed] = recipient.with_sent(now, sent)
        return both[1].mail_failed

    def items(self) -> list[TransactItem]:
        """Return the items that write what was counted."""
        return [recipients.save(recipient, self._work.now) for recipient in self._changed.values()]

    def settle(self, *, written: bool) -> None:
        """Go on behind a transaction: what was counted is written, or was not sent."""
        if written:
            self._known |= {hashed: recipient.written() for hashed, recipient in self._changed.items()}
        self._changed = {}
