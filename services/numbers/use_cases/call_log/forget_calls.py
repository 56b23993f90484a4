"""Forget who called whom, when an account is closed (I10)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import call_entries, call_parties, shared_notes

_BATCH = 8  # each is up to 12 entries of a transaction: itself, ten notes of colleagues, its call


def forget_calls(work: UnitOfWork, *, account_id: str) -> None:
    """Remove a closed account from the log of calls, in several transactions; a team's line has its cost still.

    Of calls of colleagues, only the notes in the person's list are removed."""
    cursor: str | None = None
    while True:
        page = call_entries.query_user(work.table, account_id, limit=_BATCH, cursor=cursor)
        notes = [item for item in page.items if shared_notes.is_note(item)]
        entries = [call_entries.read(item) for item in page.items if item not in notes]
        kept = work.table.get_many([call_parties.place(entry.call_id) for entry in entries])
        work.save(*map(call_entries.forget_user, entries))
        work.save(*(call_entries.forget_colleague(note, account_id) for note in notes))
        work.save(call_parties.forget(entry.call_id) for entry in entries if call_parties.place(entry.call_id) in kept)
        work.commit()
        cursor = page.next_cursor
        if cursor is None:
            return
