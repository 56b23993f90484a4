"""List the caller's messages: their own, and those of the numbers that they share (N10).

An owner or admin who does not share a number sees what its messages cost, never the text.
"""

from functools import partial
from typing import Any

from kernel.dynamodb.conditions import Attr
from kernel.dynamodb.items import from_item
from kernel.dynamodb.table import ItemPage
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.domain.message import Message
from services.numbers.domain.person import Person
from services.numbers.domain.sharing import may_answer
from services.numbers.http.message_schemas import MessagesQuery
from services.numbers.http.message_views import MessageView
from services.numbers.stores import conversations, messages
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.list_numbers import find_answerable_number
from services.numbers.use_cases.shared_lists import open_list


def list_messages(work: UnitOfWork, *, query: MessagesQuery) -> Page[MessageView]:
    """Return a page of the messages of the caller's numbers, and of those they share, newest first.

    `conversation_id` or `number_id` narrows them. The number is only looked up if there is no message. Raises NotFound
    for a number that was never the caller's, and for a conversation that is not theirs.
    """
    person = callers.read_caller(work)
    page = _read_page(work, person, query)
    is_empty = not page.items and not query.cursor
    if query.number_id and is_empty and not may_answer(*find_answerable_number(work, query.number_id)):
        raise NotFound
    shown = [MessageView.of(from_item(Message, item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)


def _read_page(work: UnitOfWork, person: Person, query: MessagesQuery) -> ItemPage:
    how: dict[str, Any] = {"limit": query.limit, "cursor": query.cursor}
    how["keep"] = partial(open_list, work.table, person)
    if query.conversation_id:
        conversation = conversations.find(work.table, query.conversation_id)
        if conversation is None or conversation.account_id != person.account_id:
            raise NotFound
        return messages.query_conversation(work.table, conversation, **how)
    if query.number_id:
        how["only"] = Attr("number_id").eq(query.number_id)
    return messages.query_user(work.table, person.account_id, **how)
