"""List the caller's messages: their own, and those of the numbers that they share (N10).

An owner or admin who does not share a number sees what its messages cost, never the text.
"""

from functools import partial

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.message import Message
from services.numbers.domain.sharing import may_answer
from services.numbers.http.message_schemas import MessagesQuery
from services.numbers.http.message_views import MessageView
from services.numbers.stores import messages
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.list_numbers import find_answerable_number
from services.numbers.use_cases.shared_lists import open_list


def list_messages(work: UnitOfWork, *, query: MessagesQuery) -> Page[MessageView]:
    """Return a page of the messages of the caller's numbers, and of those they share, newest first.

    The number is only looked up if there is no message. Raises NotFound for a number that was never the caller's.
    """
    person = callers.read_caller(work)
    page = messages.query_user(
        work.table,
        person.account_id,
        query.number_id,
        limit=query.limit,
        cursor=query.cursor,
        keep=partial(open_list, work.table, person),
    )
    is_empty = not page.items and not query.cursor
    if query.number_id and is_empty and not may_answer(*find_answerable_number(work, query.number_id)):
        raise NotFound
    shown = [MessageView.of(from_item(Message, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)
