"""Name the people behind ids in lists of money, which keep ids only (I10, T11)."""

from collections.abc import Iterable

from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from services.billing.domain.person import Person
from services.billing.stores import people

_AT_ONCE = 100


def name_people(work: UnitOfWork, reader: Person, account_ids: Iterable[str | None]) -> dict[str, str]:
    """Return the names, by id, of those accounts whom the reader may know: themselves, and who is on their team."""
    wanted = sorted({str(account_id) for account_id in account_ids if account_id} - {SYSTEM, reader.account_id})
    names = {reader.account_id: reader.name}
    for at in range(0, len(wanted), _AT_ONCE):
        found = people.find_many(work.table, wanted[at : at + _AT_ONCE])
        names |= {one.account_id: one.name for one in found if reader.team and one.is_on(reader.team)}
    return {account_id: name for account_id, name in names.items() if name}
