"""Export the users list as a file, within a function's time and the 6 MB of its response (T7)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Response
from services.teams.http.schemas import UsersQuery
from services.teams.http.users_file import file_head, file_rows
from services.teams.use_cases import access
from services.teams.use_cases.members.list_users import find_rows

_ROWS_AT_ONCE = 1_000
_MOST_ROWS = 20_000
_MOST_BYTES = 3_000_000  # after which no further thousand is read: base64 of 4.2 MB is the 6 MB that are allowed


def export_users(work: UnitOfWork, *, query: UsersQuery) -> Response:
    """Return the people that the filters show, as CSV; a part of a file that goes on names the next part's cursor.

    The parts of a file, one after the other, are the file: only the first has the names of the columns.
    """
    caller = access.require_manager(work)
    cursor, written, count = query.cursor, bytearray(b"" if query.cursor else file_head()), 0
    while True:
        page = find_rows(work, caller.team_id, query, limit=_ROWS_AT_ONCE, cursor=cursor)
        written += file_rows(page.items, work.now)
        count, cursor = count + len(page.items), page.next_cursor
        if cursor is None or count >= _MOST_ROWS or len(written) > _MOST_BYTES:
            break
    headers = {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="users.csv"',
    }
    return Response(200, bytes(written), headers | ({"teamline-next-cursor": cursor} if cursor else {}))
