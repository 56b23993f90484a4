"""The door to HTTP: every route of numbers."""

from kernel import snapshot
from kernel.calls import Answer
from kernel.cursors import InvalidCursor
from kernel.http import Api
from kernel.pages import Listed
from kernel.phone_numbers import InvalidPhoneNumber
from kernel.problems import NotFound
from kernel.work import Work
from services.numbers import problems, wiring
from services.numbers.bodies import DryRun, NewNumber, NumberChange, NumbersQuery, Restoration, StockQuery
from services.numbers.message_bodies import MessagesQuery, NewMessage
from services.numbers.message_views import MessageQuote, MessageView
from services.numbers.port_bodies import NewPortIn, PortInChange, PortInsQuery
from services.numbers.port_views import PortInView, PortQuote
from services.numbers.use_cases import (
    buy_number,
    change_number,
    change_port_in,
    end_number,
    see_messages,
    see_numbers,
    send_message,
)
from services.numbers.views import AvailableNumber, NumberView, Quote

api = Api("numbers", wiring.table)
handler = snapshot.primed(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, wiring.table()))

_ASKS = (problems.CarrierUnavailable,)
_PAYS = (problems.PaymentMethodRequired, problems.UnknownPlan, problems.PlanDoesNotFit)
_BUYS = (*_ASKS, *_PAYS, problems.NumberTaken, problems.TeamNeeded, problems.UserNotOnTeam, InvalidPhoneNumber)
_BRINGS = (*_BUYS, problems.NotPortable, problems.UnsuitableDay)
_FORM = (NotFound, problems.PortInClosed)
_TEXTS = (
    NotFound, problems.NotYourNumber, problems.NumberNotActive, problems.EmergencyNumber, problems.DestinationBlocked,
    problems.DestinationNotServed, problems.TextToItself, problems.TextTooLong, InvalidPhoneNumber,
)  # fmt: skip
_CHANGES = (NotFound, problems.OwnNumber, problems.NumberNotRunning)


@api.get("/v1/numbers/available", refusals=_ASKS)
def get_stock(work: Work, query: StockQuery) -> Listed[AvailableNumber]:
    """Search the carrier's stock, by area code, place, digits and kind."""
    from services.numbers.use_cases.search_stock import search_stock  # noqa: PLC0415 (cold start)

    return search_stock(work, wiring.carrier, query)


@api.post("/v1/numbers", status=202, refusals=_BUYS, quotes=Quote)
def buy(work: Work, body: NewNumber, query: DryRun) -> NumberView:
    """Buy a number on a plan: it is charged, then ordered. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, buy_number.quote_number(work, body))  # type: ignore[return-value]
    return buy_number.buy_number(work, wiring.carrier, body)


@api.get("/v1/numbers", refusals=(InvalidCursor, NotFound))
def get_numbers(work: Work, query: NumbersQuery) -> Listed[NumberView]:
    """The team's numbers for those who run it, else one's own; oldest first."""
    return see_numbers.see_numbers(work, query)


@api.get("/v1/numbers/{id}", refusals=(NotFound,))
def get_number(work: Work, id: str) -> NumberView:
    """One number as it stands now."""
    return see_numbers.see_number(work, id)


@api.patch("/v1/numbers/{id}", refusals=(*_CHANGES, problems.UserNotOnTeam, problems.DefaultNeedsUser))
def change(work: Work, id: str, body: NumberChange) -> NumberView:
    """Assign a number, move it, take it from its user, name it, or make it their default."""
    return change_number.change_number(work, id, body)


@api.delete("/v1/numbers/{id}", status=204, refusals=_CHANGES)
def end(work: Work, id: str) -> None:
    """End a number at the end of the paid period."""
    end_number.end_number(work, id)


@api.post(
    "/v1/numbers/{id}/restore",
    status=202,
    refusals=(*_CHANGES, *_PAYS, problems.NumberNotEnding, problems.BeingRestored),
    quotes=Quote,
)
def restore(work: Work, id: str, body: Restoration, query: DryRun) -> NumberView:
    """Keep a cancelled number, or buy a plan for one in its reserve. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, end_number.quote_restoration(work, id, body))  # type: ignore[return-value]
    return end_number.restore_number(work, id, body)


@api.get("/v1/messages", refusals=(InvalidCursor, NotFound))
def get_messages(work: Work, query: MessagesQuery) -> Listed[MessageView]:
    """One's own texts, both ways, newest first; `number_id` narrows them to one number."""
    return see_messages.see_messages(work, query)


@api.post("/v1/messages", status=202, refusals=_TEXTS, quotes=MessageQuote)
def send(work: Work, body: NewMessage, query: DryRun) -> MessageView:
    """Send a text from a number of one's own: it is paid from one's credits, then sent. `?dry_run=true` only quotes."""
    if query.dry_run:
        return Answer(200, send_message.quote_message(work, body))  # type: ignore[return-value]
    return send_message.send_message(work, body)


@api.post("/v1/port-ins", status=201, refusals=_BRINGS, quotes=PortQuote)
def begin_port_in(work: Work, body: NewPortIn, query: DryRun) -> PortInView:
    """Begin to bring a number along: it is checked, and its form kept as a draft. `?dry_run=true` only quotes."""
    from services.numbers.use_cases import begin_port_in as begin  # noqa: PLC0415 (cold start)

    if query.dry_run:
        return Answer(200, begin.quote_port_in(work, wiring.porting, body))  # type: ignore[return-value]
    return begin.begin_port_in(work, wiring.porting, wiring.documents, body)


@api.get("/v1/port-ins", refusals=(InvalidCursor, problems.TeamNeeded))
def get_port_ins(work: Work, query: PortInsQuery) -> Listed[PortInView]:
    """The team's transfers for those who run it, else one's own; newest first."""
    return change_port_in.see_port_ins(work, query)


@api.get("/v1/port-ins/{id}", refusals=(NotFound,))
def get_port_in(work: Work, id: str) -> PortInView:
    """How a transfer stands, its history, and forms to upload its papers with while it is open."""
    return change_port_in.see_port_in(work, wiring.documents, id)


@api.patch(
    "/v1/port-ins/{id}", refusals=(*_FORM, *_PAYS, problems.UserNotOnTeam, problems.UnsuitableDay, InvalidPhoneNumber)
)
def change_port(work: Work, id: str, body: PortInChange) -> PortInView:
    """Mend the form of a transfer."""
    return change_port_in.change_port_in(work, wiring.documents, id, body)


@api.post(
    "/v1/port-ins/{id}/submit",
    refusals=(
        *_FORM, problems.PaymentMethodRequired, problems.DocumentsMissing, problems.WrongDocument, problems.NumberTaken,
    ),
)  # fmt: skip
def submit_port_in(work: Work, id: str) -> PortInView:
    """Send it to the carrier, or send what was mended. Its plan is charged once the number is here."""
    return change_port_in.submit_port_in(work, wiring.documents, id)


@api.post("/v1/port-ins/{id}/cancel", refusals=(*_FORM, problems.TooLateToCancel))
def cancel_port_in(work: Work, id: str) -> PortInView:
    """Call it off, until two days before its day."""
    return change_port_in.cancel_port_in(work, id)
