"""Texts to a team's number that no person reads at the moment: they wait for its next user. Pure (N8, N15).

A text that came while the number had no user, or while its plan was over and it was in reserve. It is bound to the team
that had the number then: whatever happens to the number, no other holder's user ever gets it.
"""

from datetime import datetime
from enum import StrEnum

from services.numbers.domain.message import KEPT_WAITING, Message
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.domain.person import Person, is_team


class Step(StrEnum):
    """What is to be done with a waiting text."""

    HAND_OVER = "hand_over"
    WAIT = "wait"
    ERASE = "erase"


def find_reader(number: Number, person: Person | None) -> str | None:
    """Return who gets the texts of a number, or None: its user, while their account is open and the plan runs.

    `person` is the user. While a plan is past due, texts are still stored. Of a team's number the user must be on it.
    """
    if person is None or person.closed or person.account_id != number.user_id or not number.has_running_plan:
        return None
    return person.account_id if not is_team(number.holder) or person.is_on(number.holder) else None


def may_wait(number: Number) -> bool:
    """Return whether a text that no person gets waits: for a team's number that was delivered and is still its."""
    return is_team(number.holder) and (number.has_running_plan or number.status is NumberStatus.RELEASING)


def is_waited_on(number: Number) -> bool:
    """Return whether texts may wait on a number at the moment, so that their count is shown."""
    return may_wait(number) and (number.user_id is None or not number.has_running_plan)


def find_step(message: Message, number: Number | None, reader: str | None, now: datetime) -> Step:
    """Return what is to be done with a waiting text, by how its number is now; who can read it gets it, however old."""
    if number is None or number.is_gone or number.holder != message.waits_for:
        return Step.ERASE
    if reader:
        return Step.HAND_OVER
    return Step.ERASE if now >= message.at + KEPT_WAITING else Step.WAIT
