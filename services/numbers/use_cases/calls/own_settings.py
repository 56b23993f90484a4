"""Find the settings of a number for calls, for who may change them: its user, and those who run its team.

A suspended user may change nothing of the team's; a member's own number is for its user alone.
"""

from dataclasses import dataclass

from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_problems import NumberNotActive, OwnNumber, SettingsChanged
from services.numbers.domain.call_settings import CallSettings, settings_of, version_of
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.stores import call_settings, numbers
from services.numbers.use_cases.numbers.list_numbers import find_visible_number
from services.numbers.use_cases.numbers.view_numbers import may_set_up


@dataclass(frozen=True, slots=True)
class Found:
    """The caller, the number, and its settings as they are."""

    person: Person
    number: Number
    settings: CallSettings

    def save(self, after: CallSettings) -> list[TransactItem]:
        """Store other settings, unless the number or its settings have changed in between."""
        return [*call_settings.save(after, self.settings), numbers.same(self.number)]


def require_version(part: object, version: str | None) -> None:
    """Raise SettingsChanged if a part of the settings is not the one that the caller has read; None reads none."""
    if version is not None and version != version_of(part):
        raise SettingsChanged


def find_settings(work: UnitOfWork, number_id: str) -> Found:
    """Return the settings of a number to those who may change them. Raises NotFound and OwnNumber."""
    person, number = find_own_number(work, number_id)
    return Found(person, number, find_settings_of(work, number))


def find_changeable(work: UnitOfWork, number_id: str) -> Found:
    """Return the settings of an active number. Raises NotFound, OwnNumber and NumberNotActive."""
    person, number = find_own_number(work, number_id)
    require_active(number)
    return Found(person, number, find_settings_of(work, number))


def find_own_number(work: UnitOfWork, number_id: str) -> tuple[Person, Number]:
    """Return the caller and a number whose calls they may set up. Raises NotFound and OwnNumber."""
    person, number = find_visible_number(work, number_id)
    if not may_set_up(person, number):
        raise OwnNumber
    return person, number


def find_settings_of(work: UnitOfWork, number: Number) -> CallSettings:
    """Return the settings of a number; those of before there were any are the usual ones."""
    return call_settings.find(work.table, number.phone_number) or settings_of(number)


def require_active(number: Number) -> None:
    """Raise NumberNotActive unless the number can be used."""
    if not number.is_active:
        raise NumberNotActive
