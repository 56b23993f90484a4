"""Whether a number can text, and where to: US carriers want texts registered (N14). Pure.

A local number texts in the US once the mobile carriers have it in an approved campaign (10DLC); a toll-free number
texts in the US and Canada once it is verified. Elsewhere no registration is asked for.
"""

from datetime import timedelta
from enum import StrEnum

from contracts.plans import Kind
from services.numbers.domain.problems import TextingNotPossible, TextingNotRegistered, TextingPending

TEXTING_RECHECKED = timedelta(hours=1)  # a number that waits for the carrier is looked at again


class Texting(StrEnum):
    """Whether a number can text where registration is required."""

    READY = "ready"
    PENDING = "pending"
    NOT_REGISTERED = "not_registered"
    NOT_POSSIBLE = "not_possible"


_REGISTERED_FOR: dict[Kind, frozenset[str]] = {"local": frozenset({"US"}), "toll_free": frozenset({"US", "CA"})}
_REFUSALS = {
    Texting.PENDING: TextingPending,
    Texting.NOT_REGISTERED: TextingNotRegistered,
    Texting.NOT_POSSIBLE: TextingNotPossible,
}


def require_texting(texting: Texting, kind: Kind, country: str) -> None:
    """Raise TextingPending, TextingNotRegistered or TextingNotPossible unless a text to this country can go."""
    if texting is not Texting.READY and country in _REGISTERED_FOR[kind]:
        raise _REFUSALS[texting]
