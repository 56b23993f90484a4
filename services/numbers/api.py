"""The door to HTTP: every route of numbers."""

from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Response
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import problems
from services.numbers.http.message_schemas import MessagesQuery, NewMessage
from services.numbers.http.message_views import MessageQuote, MessageView
from services.numbers.http.port_in_schemas import NewPortIn, PortInChange, PortInsQuery
from services.numbers.http.port_in_views import PortInView, PortQuote
from services.numbers.http.schemas import DryRun, NewNumber, NumberChange, NumbersQuery, Restoration, StockQuery
from services.numbers.http.views import AvailableNumber, NumberView, Quote
from services.numbers.use_cases.messages import list_messages, send_message
from services.numbers.use_cases.numbers import buy_number, cancel_number, change_number, list_numbers
from services.numbers.use_cases.port_ins import edit_port_in

api = Api("numbers", wiring.table)
handler = api.handler

_ASKS = (problems.CarrierUnavailable,)
_PAYS = (problems.PaymentMethodRequired, problems.UnknownPlan, problems.PlanDoesNotFit)
_BUYS = (*_ASKS, *_PAYS, problems.NumberTaken, problems.TeamNeeded, problems.UserNotOnTeam, problems.InvalidPhoneNumber)
_BRINGS = (*_BUYS, problems.NotPortable, problems.UnsuitableDay)
_FORM = (NotFound, problems.PortInClosed)
_TEXTS = (
    NotFound, problems.NotYourNumber, problems.NumberNotActive, problems.EmergencyNumber, problems.DestinationBlocked,
    problems.DestinationNotServed, problems.TextToItself, problems.TextTooLong, problems.InvalidPhoneNumber,
)  # fmt: skip
_CHANGES = (NotFound, problems.OwnNumber, problems.NumberNotRunning)


@api.get("/v1/numbers/available", refusals=_ASKS)
def get_stock(work: UnitOfWork, query: StockQuery) -> Page[AvailableNumber]:
    """Search the carrier's stock, by area code, place, digits and kind."""
    from services.numbers.use_cases.numbers.search_stock import search_stock  # noqa: PLC0415 (cold start)

    return search_stock(work, wiring.carrier, query)


@api.post("/v1/numbers", status=202, refusals=_BUYS, quotes=Quote)
def buy(work: UnitOfWork, body: NewNumber, query: DryRun) -> NumberView:
    """Buy a number on a plan: it is charged, then ordered. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, buy_number.quote_number(work, body))  # type: ignore[return-value]
    return buy_number.buy_number(work, wiring.carrier, body)


@api.get("/v1/numbers", refusals=(InvalidCursor, NotFound))
def get_numbers(work: UnitOfWork, query: NumbersQuery) -> Page[NumberView]:
    """The team's numbers for those who run it, else one's own; oldest first."""
    return list_numbers.see_numbers(work, query)


@api.get("/v1/numbers/{id}", refusals=(NotFound,))
def get_number(work: UnitOfWork, id: str) -> NumberView:
    """One number as it stands now."""
    return list_numbers.see_number(work, id)


@api.patch("/v1/numbers/{id}", refusals=(*_CHANGES, problems.UserNotOnTeam, problems.DefaultNeedsUser))
def change(work: UnitOfWork, id: str, body: NumberChange) -> NumberView:
    """Assign a number, move it, take it from its user, name it, or make it their default."""
    return change_number.change_number(work, id, body)


@api.delete("/v1/numbers/{id}", status=204, refusals=_CHANGES)
def end(work: UnitOfWork, id: str) -> None:
    """End a number at the end of the paid period."""
    cancel_number.end_number(work, id)


@api.post(
    "/v1/numbers/{id}/restore",
    status=202,
    refusals=(*_CHANGES, *_PAYS, problems.NumberNotEnding, problems.BeingRestored),
    quotes=Quote,
)
def restore(work: UnitOfWork, id: str, body: Restoration, query: DryRun) -> NumberView:
    """Keep a cancelled number, or buy a plan for one in its reserve. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, cancel_number.quote_restoration(work, id, body))  # type: ignore[return-value]
    return cancel_number.restore_number(work, id, body)


@api.get("/v1/messages", refusals=(InvalidCursor, NotFound))
def get_messages(work: UnitOfWork, query: MessagesQuery) -> Page[MessageView]:
    """One's own texts, both ways, newest first; `number_id` narrows them to one number."""
    return list_messages.see_messages(work, query)


@api.post("/v1/messages", status=202, refusals=_TEXTS, quotes=MessageQuote)
def send(work: UnitOfWork, body: NewMessage, query: DryRun) -> MessageView:
    """Send a text from a number of one's own: it is paid from one's credits, then sent. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Response(200, send_message.quote_message(work, body))  # type: ignore[return-value]
    return send_message.send_message(work, body)


@api.post("/v1/port-ins", status=201, refusals=_BRINGS, quotes=PortQuote)
def begin_port_in(work: UnitOfWork, body: NewPortIn, query: DryRun) -> PortInView:
    """Begin to bring a number along: it is checked, and its form kept as a draft. `?dry_run=true` only quotes."""
    from services.numbers.use_cases.port_ins import start_port_in as begin  # noqa: PLC0415 (cold start)

    if query.dry_run:
        return Response(200, begin.quote_port_in(work, wiring.porting, body))  # type: ignore[return-value]
    return begin.begin_port_in(work, wiring.porting, wiring.documents, body)


@api.get("/v1/port-ins", refusals=(InvalidCursor, problems.TeamNeeded))
def get_port_ins(work: UnitOfWork, query: PortInsQuery) -> Page[PortInView]:
    """The team's transfers for those who run it, else one's own; newest first."""
    return edit_port_in.see_port_ins(work, query)


@api.get("/v1/port-ins/{id}", refusals=(NotFound,))
def get_port_in(work: UnitOfWork, id: str) -> PortInView:
    """How a transfer stands, its history, and forms to upload its papers with while it is open."""
    return edit_port_in.see_port_in(work, wiring.documents, id)


@api.patch(
    "/v1/port-ins/{id}",
    refusals=(*_FORM, *_PAYS, problems.UserNotOnTeam, problems.UnsuitableDay, problems.InvalidPhoneNumber),
)
def change_port(work: UnitOfWork, id: str, body: PortInChange) -> PortInView:
    """Mend the form of a transfer."""
    return edit_port_in.change_port_in(work, wiring.documents, id, body)


@api.post(
    "/v1/port-ins/{id}/submit",
    refusals=(
        *_FORM, problems.PaymentMethodRequired, problems.DocumentsMissing, problems.WrongDocument, problems.NumberTaken,
    ),
)  # fmt: skip
def submit_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Send it to the carrier, or send what was mended. Its plan is charged once the number is here."""
    return edit_port_in.submit_port_in(work, wiring.documents, id)


@api.post("/v1/port-ins/{id}/cancel", refusals=(*_FORM, problems.TooLateToCancel))
def cancel_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Call it off, until two days before its day."""
    return edit_port_in.cancel_port_in(work, id)
