"""Request bodies and queries of the routes of messages."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from kernel.http.forms import Form
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.numbers.http.schemas import Id

_WRITABLE = Form(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$", "The text has a character that cannot be sent.")
Text = Annotated[str, StringConstraints(min_length=1, max_length=1600), _WRITABLE]


class NewMessage(RequestBody):
    """A text of up to ten parts, the number it is sent to, and the caller's number it is sent from."""

    number_id: Id
    to: str = Field(min_length=1, max_length=40)
    text: Text


class MessagesQuery(PageQuery):
    """Filters of the list of messages."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    number_id: Id | None = None
    conversation_id: Id | None = None


class ConversationChange(RequestBody):
    """A conversation was read up to this text, the last that the reader has seen."""

    read_until: Id
