"""What callers of the routes of texts send."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from kernel.http.pages import PageQuery
from services.numbers.http.schemas import Body, Id

Text = Annotated[str, StringConstraints(min_length=1, max_length=1600, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]


class NewMessage(Body):
    """The text, and the number of one's own that it is sent from. It may travel in up to ten parts."""

    number_id: Id
    to: str = Field(min_length=1, max_length=40)
    text: Text


class MessagesQuery(PageQuery):
    """Which texts are wanted."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    number_id: Id | None = None
