"""List the caller's messages. They are their user's alone: an owner or admin sees what they cost, never the text."""

from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.message import Message
from services.numbers.http.message_schemas import MessagesQuery
from services.numbers.http.message_views import MessageView
from services.numbers.stores import messages
from services.numbers.use_cases import callers
from services.numbers.use_cases.messages.send_message import may_use
from services.numbers.use_cases.numbers.list_numbers import find_visible_number


def list_messages(work: UnitOfWork, *, query: MessagesQuery) -> Page[MessageView]:
    """Return a page of the caller's messages, sent and received, newest first.

    The number is only looked up if there is no message. Raises NotFound for a number that was never the caller's.
    """
    callers.read_caller(work)
    page = messages.query_user(work.table, work.context.actor, query.number_id, query.limit, query.cursor)
    is_empty = not page.items and not query.cursor
    if query.number_id and is_empty and not may_use(*find_visible_number(work, query.number_id)):
        raise NotFound
    shown = [MessageView.of(from_item(Message, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)
