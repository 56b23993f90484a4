"""The kinds of what is exported: where each is in the table, and which columns a row of it has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from contracts.exports import ExportOf
from contracts.money import dollars
from kernel.dynamodb.table import Table
from kernel.dynamodb.transact_items import Item

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """Whose data is exported: an account, or the team that it owns; of an account, `team_id` is the team it is on."""

    of: ExportOf
    account_id: str
    team_id: str
    asked_at: datetime


@dataclass(frozen=True)
class Source:
    """A list of the table, or of one of its indexes."""

    pk: str
    begins: str | None = None
    index: str | None = None


def items_as_rows(items: Iterable[Item]) -> Iterable[Row]:
    """Return each item as a row."""
    return items


def items_as_found(_: Table, items: list[Item]) -> list[Item]:
    """Return the items of a list as they are."""
    return items


@dataclass(frozen=True)
class Kind:
    """One file of an export: its name, what it has, and the columns of its rows, of which `money` are micro-dollars.

    `load` reads what the items of a list lead to; `rows` makes rows of them. Only what is named as a column leaves the
    table: an attribute that is added later, as a secret may be, is in no export before it is named here.
    """

    name: str
    what: str
    columns: tuple[str, ...]
    sources: Callable[[Subject], Sequence[Source]]
    keys: tuple[str, ...]  # as the tables of access patterns have them: first words of the partition and the sort key
    money: frozenset[str] = frozenset()
    load: Callable[[Table, list[Item]], list[Item]] = items_as_found
    rows: Callable[[list[Item]], Iterable[Row]] = items_as_rows

    def exported(self, table: Table, items: list[Item]) -> list[Row]:
        """Return the rows of a page of a list, with these columns only."""
        return [
            {name: self._shown(name, row.get(name)) for name in self.columns}
            for row in self.rows(self.load(table, items))
        ]

    def _shown(self, name: str, value: Any) -> Any:
        if isinstance(value, set | frozenset):
            return sorted(value)
        return dollars(value) if name in self.money and isinstance(value, int) else value


def no_teams(_: Table, account_id: str, team_id: str) -> Sequence[str]:
    """Return none: the service has nothing of a team that ended with its owner."""
    return ()


@dataclass(frozen=True)
class Exported:
    """What a service exports: its kinds, what each column means, and of each other kind of item why it is in none.

    Of an account that is closed, the kinds in `kept` stay, by id only, with the reason why; their `cleared` columns are
    empty then. Everything else goes. `own_teams` returns the teams that a closed account had, by its id and that of the
    team that it was on: what is kept of them is part of the proof.
    """

    service: str
    kinds: tuple[Kind, ...]
    meanings: Mapping[str, str]
    left_out: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)
    cleared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own_teams: Callable[[Table, str, str], Sequence[str]] = no_teams


def of_me(*sources: Callable[[Subject], Source]) -> Callable[[Subject], Sequence[Source]]:
    """Return the lists that an export of a person has."""
    return lambda subject: [source(subject) for source in sources] if subject.of == "me" else []


def of_team(*sources: Callable[[Subject], Source]) -> Callable[[Subject], Sequence[Source]]:
    """Return the lists that an export of a team has."""
    return lambda subject: [source(subject) for source in sources] if subject.of == "team" else []


def of_holder(source: Callable[[str], Source]) -> Callable[[Subject], Sequence[Source]]:
    """Return the list of an account in an export of a person, and of a team in that of a team."""
    return lambda subject: [source(subject.account_id if subject.of == "me" else subject.team_id)]
