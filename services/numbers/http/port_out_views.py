"""The query and the responses of the routes of port-outs. A PIN is in no response but that of its own route."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict

from kernel.http.models import View
from kernel.http.pages import PageQuery
from services.numbers.domain.port_out import PortOut, PortOutStatus
from services.numbers.http.schemas import Id


class PortOutsQuery(PageQuery):
    """Filters of the list of port-outs."""

    model_config = ConfigDict(defer_build=True)

    number_id: Id | None = None


class PortOutView(View):
    """A port-out: another carrier wants a number. `on` is when it moves, as far as that is known.

    `objected_by` is who objected; null is Teamline, as the PIN was wrong, or no one.
    """

    port_out_id: str
    number_id: str
    phone_number: str
    status: PortOutStatus
    carrier_name: str
    on: datetime | None
    created_at: datetime
    object_until: datetime
    can_object: bool
    objected_at: datetime | None
    objected_by: str | None
    wrong_pin: bool
    ended_at: datetime | None

    @classmethod
    def of(cls, port_out: PortOut) -> Self:
        """Return the view of a port-out."""
        return cls(
            port_out_id=port_out.port_out_id,
            number_id=port_out.number_id,
            phone_number=port_out.phone_number,
            status=port_out.shown_status,
            carrier_name=port_out.carrier_name,
            on=port_out.on,
            created_at=port_out.created_at,
            object_until=port_out.object_until,
            can_object=port_out.can_be_objected,
            objected_at=port_out.objected_at,
            objected_by=port_out.objected_by or None,
            wrong_pin=port_out.wrong_pin,
            ended_at=port_out.ended_at,
        )


class PinView(View):
    """The PIN that another carrier needs to take a number over; null if none can be shown: then set a new one."""

    number_id: str
    pin: str | None
