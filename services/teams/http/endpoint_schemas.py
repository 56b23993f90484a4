"""The request bodies and queries of the routes of endpoints (E8)."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from contracts.public_event_types import WHEN
from kernel.http.fields import Label
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.teams.domain.delivery import DeliveryStatus


def _read_type(kind: str) -> str:
    if kind not in WHEN:
        raise PydanticCustomError("unknown_event", "There's no event of this type.")
    return kind


EventType = Annotated[str, AfterValidator(_read_type), WithJsonSchema({"type": "string", "enum": list(WHEN)})]
EventTypes = Annotated[list[EventType], Field(min_length=1, max_length=100)]
Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class NewEndpoint(RequestBody):
    """The endpoint to add: where webhooks go, and of which events."""

    url: Url = Field(description="It begins with https:// and a public host name.")
    events: EventTypes
    description: Label = ""


class EndpointChange(RequestBody):
    """What to change of an endpoint; `paused` ones receive nothing until they are `active` again."""

    url: Url | None = None
    events: EventTypes | None = None
    description: Label | None = None
    status: Literal["active", "paused"] | None = None


def moves_webhooks(change: EndpointChange, query: Any) -> bool:
    """Return whether webhooks are to go elsewhere, which needs a fresh proof of who asks (I12)."""
    return change.url is not None


class DeliveriesQuery(PageQuery):
    """The page of the log of an endpoint."""

    status: DeliveryStatus | None = None
