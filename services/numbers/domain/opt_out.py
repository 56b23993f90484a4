"""STOP, START and HELP: the words by which the other party of a text ends and opens texts from a team (N14). Pure.

The words are the carrier's: it blocks and unblocks by them itself, for each messaging profile, and so does this. A text
counts only if it is nothing but such a word. By the carrier's pages STOP, STOPALL, STOP ALL, UNSUBSCRIBE, CANCEL, END
and QUIT block; START and UNSTOP unblock. Its webhooks may name what it took a text for (`autoresponse_type`): that
counts more than the words, as the operator may have added others.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Keyword = Literal["stop", "start", "help"]

_WORDS: dict[str, Keyword] = {
    "stop": "stop",
    "stopall": "stop",
    "stop all": "stop",
    "unsubscribe": "stop",
    "cancel": "stop",
    "end": "stop",
    "quit": "stop",
    "start": "start",
    "unstop": "start",
    "help": "help",
    "info": "help",
}
_NAMED: dict[str, Keyword] = {"OPT_OUT": "stop", "STOP": "stop", "OPT_IN": "start", "START": "start", "HELP": "help"}


def read_keyword(text: str, named: str = "") -> Keyword | None:
    """Return what a received text does: by what the carrier says that it is, else by its words; None for any other."""
    words = " ".join(text.split()).strip(" .!\"'").casefold()
    return _NAMED.get(named.replace("-", "_").upper()) or _WORDS.get(words)


@dataclass(frozen=True, slots=True)
class OptOut:
    """Whether the other party has opted out of texts from a team, or a person's own numbers, and since when.

    `holder` is the team or the account. Of two instants the later one counts: webhooks come in any order.
    """

    holder: str
    is_out: bool
    at: datetime
    version: int = 0


def heed(known: OptOut | None, said: OptOut) -> OptOut | None:
    """Return what is known from now on, or None if nothing changes: something later, or the same, is known."""
    return said if known is None or known.at < said.at else None
