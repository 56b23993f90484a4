"""A conversation: the texts of one number of ours with the same people, as one person sees it. Pure (N10, N15)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import ids

_MAILED_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The texts of a number with a party, for one reader; `unread` of them came since the reader last looked.

    `number_user` had the number when the last one came or went: who shares it sees the conversation only under that
    user.
    """

    conversation_id: str
    account_id: str
    number_id: str
    number_user: str
    party: tuple[str, ...]
    last_at: datetime
    last_message_id: str
    unread: int = 0
    mailed_for: str = ""  # the text that its reader was mailed about since they last read it
    mailed_at: datetime | None = None

    def may_be_mailed(self, message_id: str, now: datetime) -> bool:
        """Return whether its reader is to be mailed about a text: not since they last read it, nor within an hour."""
        if self.unread == 0 or self.mailed_for:
            return self.unread > 0 and self.mailed_for == message_id
        return self.mailed_at is None or now >= self.mailed_at + _MAILED_EVERY


def key_of_party(party: Iterable[str]) -> str:
    """Return a hash of the numbers at the other end: keys show no one whom a person writes to."""
    return hashlib.sha256("\x1f".join(party).encode()).hexdigest()[:32]


def conversation_id_of(account_id: str, number_id: str, party: Iterable[str]) -> str:
    """Return the id of a person's conversation by a number with a party."""
    return ids.derived_id("conv", account_id, number_id, key_of_party(party))
