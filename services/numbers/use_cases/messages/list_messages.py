"""See one's own texts. They are their user's alone: who runs the team sees what they cost, never what they say."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers.http.message_schemas import MessagesQuery
from services.numbers.http.message_views import MessageView
from services.numbers.stores import messages
from services.numbers.use_cases.messages.send_message import is_user
from services.numbers.use_cases.numbers.list_numbers import seen


def see_messages(work: UnitOfWork, query: MessagesQuery) -> Page[MessageView]:
    """A page of the caller's texts, newest first, both ways. One query; whose a number is, is asked if none is there.

    Raises NotFound for a number that is not the caller's, and never was.
    """
    page = messages.of_user(work.table, work.context.actor, query.number_id, query.limit, query.cursor)
    if query.number_id and not page.items and not query.cursor and not is_user(*seen(work, query.number_id)):
        raise NotFound
    shown = [MessageView.of(messages.loaded(item)) for item in page.items]
    return Page(items=shown, next_cursor=page.next_cursor)
