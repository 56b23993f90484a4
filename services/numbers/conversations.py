"""The HTTP door of conversations: with whom texts were exchanged, what is unread, and links to the files of texts."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page, PageQuery
from kernel.problems import NotFound
from services.numbers import media_wiring, wiring
from services.numbers.http.message_schemas import ConversationChange
from services.numbers.http.message_views import ConversationView, MediaLink

conversations = Api("numbers-conversations", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.numbers.domain.conversation import Conversation
    from services.numbers.domain.message import Message
    from services.numbers.domain.person import Person

    table = wiring.table()
    snapshot.prime_api(conversations.handler, conversations.routes, table, records=(Person, Conversation, Message))


handler = snapshot.prime_before_snapshot(conversations.handler, _prime)


@conversations.get("/v1/conversations")
def list_conversations(work: UnitOfWork, query: PageQuery) -> Page[ConversationView]:
    """List the caller's conversations, and those of numbers that they share; the latest first."""
    from services.numbers.use_cases.messages import list_conversations as listing

    return listing.list_conversations(work, query=query)


@conversations.patch("/v1/conversations/{id}", refusals=(NotFound,))
def mark_conversation(work: UnitOfWork, id: str, body: ConversationChange) -> ConversationView:
    """Mark a conversation as read up to a text, for the caller alone; a text that came after it stays unread."""
    from services.numbers.use_cases.messages import list_conversations as listing

    return listing.mark_read(work, conversation_id=id, change=body)


@conversations.get("/v1/messages/{id}/media/{place}", refusals=(NotFound,))
def link_media(work: UnitOfWork, id: str, place: str) -> MediaLink:
    """Get a link to a file that came with a text of the caller, or of a number that they share, for five minutes."""
    from services.numbers.use_cases.messages import link_media as links

    return links.link_media(work, storage=media_wiring.message_media(), message_id=id, place=place)
