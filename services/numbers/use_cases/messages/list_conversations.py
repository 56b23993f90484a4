"""List the caller's conversations, and mark one as read: of their own numbers, and of those they share (N10, N15)."""

from functools import partial

from kernel.dynamodb.items import from_item
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page, PageQuery
from kernel.problems import NotFound
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.sharing import shares_still
from services.numbers.http.message_schemas import ConversationChange
from services.numbers.http.message_views import ConversationView
from services.numbers.stores import conversations, messages, numbers
from services.numbers.use_cases import callers


def list_conversations(work: UnitOfWork, *, query: PageQuery) -> Page[ConversationView]:
    """Return a page of the caller's conversations, the latest first, each with its newest text."""
    person = callers.read_caller(work)
    keep = partial(_seen_now, work, person)
    page = conversations.query_account(work.table, person.account_id, limit=query.limit, cursor=query.cursor, keep=keep)
    found = [conversations.read(item) for item in page.items]
    places = {it.conversation_id: _place(messages.key(it.last_message_id)) for it in found}
    newest = work.table.get_many(places.values())
    shown = [ConversationView.of(it, messages.loaded(newest.get(places[it.conversation_id]))) for it in found]
    return Page(items=shown, next_cursor=page.next_cursor)


def mark_read(work: UnitOfWork, *, conversation_id: str, change: ConversationChange) -> ConversationView:
    """Record that the caller has read a conversation up to a text; a newer one stays unread. Raises NotFound."""
    person = callers.read_caller(work)
    before = conversations.find(work.table, conversation_id)
    if before is None or before.account_id != person.account_id:
        raise NotFound
    last = messages.find(work.table, before.last_message_id)
    if before.unread and before.last_message_id == change.read_until:
        work.save([conversations.mark_read(before)])
        return ConversationView.of(before, last).model_copy(update={"unread": 0})
    return ConversationView.of(before, last)


def _seen_now(work: UnitOfWork, person: Person, items: list[Item]) -> list[Item]:
    """Return the conversations that the person may see: of numbers that they used, or share now with the same user."""
    shared = [it for it in map(conversations.read, items) if it.number_user != person.account_id]
    if not shared:
        return items
    places = {it.number_id: _place(numbers.key(it.number_id)) for it in shared}
    found = work.table.get_many(places.values())
    held = {number_id: from_item(Number, found[place]) for number_id, place in places.items() if place in found}
    hidden = {it.conversation_id for it in shared if not shares_still(person, held.get(it.number_id), it.number_user)}
    return [item for item in items if item["conversation_id"] not in hidden]


def _place(key: dict[str, str]) -> tuple[str, str]:
    return key["pk"], key["sk"]
