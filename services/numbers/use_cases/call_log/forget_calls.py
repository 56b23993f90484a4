"""Forget who called whom, when an account is closed (I10)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import call_entries, call_parties

_BATCH = 40


def forget_calls(work: UnitOfWork, *, account_id: str) -> None:
    """Remove a closed account from the log of calls, in several transactions; a team's line has its cost still."""
    cursor: str | None = None
    while True:
        page = call_entries.query_user(work.table, account_id, limit=_BATCH, cursor=cursor)
        entries = [call_entries.read(item) for item in page.items]
        kept = work.table.get_many([call_parties.place(entry.call_id) for entry in entries])
        work.save(map(call_entries.forget_user, entries))
        work.save(call_parties.forget(entry.call_id) for entry in entries if call_parties.place(entry.call_id) in kept)
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return
