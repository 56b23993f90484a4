"""The HTTP door: every route of numbers."""

from contracts.consequences import Consequences
from contracts.quotes import Quote
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import problems
from services.numbers.http.message_schemas import MessagesQuery, NewMessage
from services.numbers.http.message_views import MessageQuote, MessageView
from services.numbers.http.port_in_schemas import NewPortIn, PortInChange, PortInsQuery
from services.numbers.http.port_in_views import PortInView, PortQuote
from services.numbers.http.schemas import (
    ConsequencesQuery,
    NewNumber,
    NumberChange,
    NumbersQuery,
    Restoration,
    StockQuery,
)
from services.numbers.http.views import AvailableNumber, NumberView

api = Api("numbers", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.numbers.domain.message import Message
    from services.numbers.domain.number import Number
    from services.numbers.domain.person import Person
    from services.numbers.domain.port_in import PortIn

    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=(Person, Number, PortIn, Message))


handler = snapshot.prime_before_snapshot(api.handler, _prime)

_ASKS_CARRIER = (problems.CarrierUnavailable,)
_NEEDS_WALLET = (problems.PaymentMethodRequired, problems.WalletPending)
_CHARGES = (*_NEEDS_WALLET, problems.AdminLimitReached, problems.UnknownPlan, problems.PlanDoesNotFit)
_STORE = (
    problems.OnATeam,
    problems.StoreSubscriptionUnknown,
    problems.StoreSubscriptionInUse,
    problems.StoreSubscriptionUnpaid,
)
_BUYS = (
    *_ASKS_CARRIER,
    *_CHARGES,
    problems.NumberTaken,
    problems.TeamNeeded,
    problems.UserNotOnTeam,
    problems.InvalidPhoneNumber,
    problems.TooManyPurchases,
)
_PORTS_IN = (
    *_BUYS,
    problems.TooManySearches,
    problems.NotPortable,
    problems.NumberIsLoginId,
    problems.UnsuitableDay,
)
_CHANGES_FORM = (NotFound, problems.PortInClosed)
_SENDS_TEXTS = (
    NotFound,
    problems.NotYourNumber,
    problems.NumberNotActive,
    problems.TextingNotRegistered,
    problems.TextingPending,
    problems.TextingNotPossible,
    problems.EmergencyNumber,
    problems.DestinationBlocked,
    problems.DestinationNotServed,
    problems.TextToItself,
    problems.TextTooLong,
    problems.TooManyTexts,
    problems.TooManyRecipients,
    problems.InvalidPhoneNumber,
)
_CHANGES_NUMBER = (NotFound, problems.OwnNumber, problems.NumberNotRunning)


@api.get("/v1/numbers/available", refusals=(*_ASKS_CARRIER, problems.TooManySearches))
def search_available_numbers(work: UnitOfWork, query: StockQuery) -> Page[AvailableNumber]:
    """Search the carrier's stock by area code, place, digits and kind."""
    from services.numbers.use_cases.numbers import search_available_numbers as number_search

    return number_search.search_available_numbers(
        work, carrier=wiring.carrier, recent=wiring.recent_searches(), query=query
    )


@api.post("/v1/numbers", status=202, keyed="required", refusals=(*_BUYS, *_STORE))
def buy_number(work: UnitOfWork, body: NewNumber, query: DryRun) -> NumberView | Quote:
    """Buy a number on a plan: it is charged, or an app store is paid for it, then ordered. `?dry_run=true` quotes."""
    from services.numbers.use_cases.numbers import buy_number as number_purchase

    if query.dry_run:
        return number_purchase.quote_number(work, body=body)
    return number_purchase.buy_number(work, carrier=wiring.carrier, body=body)


@api.get("/v1/numbers", refusals=(NotFound,))
def list_numbers(work: UnitOfWork, query: NumbersQuery) -> Page[NumberView]:
    """List the team's numbers for an owner or admin, else the caller's own; oldest first."""
    from services.numbers.use_cases.numbers import list_numbers as numbers_list

    return numbers_list.list_numbers(work, query=query)


@api.get("/v1/numbers/consequences", refusals=(NotFound, problems.TeamNeeded))
def say_number_consequences(work: UnitOfWork, query: ConsequencesQuery) -> Consequences:
    """Say what an action that ends or changes a place on a team, or an account, does to numbers."""
    from services.numbers.use_cases.people import say_consequences as consequences

    return consequences.say_consequences(work, query=query)


@api.get("/v1/numbers/{id}", refusals=(NotFound,))
def get_number(work: UnitOfWork, id: str) -> NumberView:
    """Get one number."""
    from services.numbers.use_cases.numbers import list_numbers as numbers_list

    return numbers_list.get_number(work, number_id=id)


@api.patch("/v1/numbers/{id}", refusals=(*_CHANGES_NUMBER, problems.UserNotOnTeam, problems.DefaultNeedsUser))
def change_number(work: UnitOfWork, id: str, body: NumberChange) -> NumberView:
    """Assign a number, move it, unassign it, label it, or make it its user's default."""
    from services.numbers.use_cases.numbers import change_number as number_change

    return number_change.change_number(work, number_id=id, change=body)


@api.delete("/v1/numbers/{id}", status=204, refusals=(*_CHANGES_NUMBER, problems.PaidInStore))
def cancel_number(work: UnitOfWork, id: str) -> None:
    """Cancel a number at the end of the paid period."""
    from services.numbers.use_cases.numbers import cancel_number as number_cancellation

    number_cancellation.cancel_number(work, number_id=id)


@api.post(
    "/v1/numbers/{id}/restore",
    status=202,
    keyed="required",
    refusals=(
        *_CHANGES_NUMBER,
        *_CHARGES,
        *_STORE,
        problems.NumberNotEnding,
        problems.BeingRestored,
        problems.PaidInStore,
        problems.PlanStillRuns,
    ),
)
def restore_number(work: UnitOfWork, id: str, body: Restoration, query: DryRun) -> NumberView | Quote:
    """Keep a canceled number, or buy a plan for one in its reserve. `?dry_run=true` only quotes."""
    from services.numbers.use_cases.numbers import cancel_number as number_cancellation

    if query.dry_run:
        return number_cancellation.quote_restoration(work, number_id=id, body=body)
    return number_cancellation.restore_number(work, number_id=id, body=body)


@api.get("/v1/messages", refusals=(NotFound,))
def list_messages(work: UnitOfWork, query: MessagesQuery) -> Page[MessageView]:
    """List the texts of the caller, and of numbers that they share, newest first; `number_id` narrows them."""
    from services.numbers.use_cases.messages import list_messages as messages_list

    return messages_list.list_messages(work, query=query)


@api.post("/v1/messages", status=202, keyed="required", refusals=_SENDS_TEXTS)
def send_message(work: UnitOfWork, body: NewMessage, query: DryRun) -> MessageView | MessageQuote:
    """Send a text from a number that the caller uses or shares; they pay for it. `?dry_run=true` quotes."""
    from services.numbers.use_cases.messages import send_message as message_sending

    if query.dry_run:
        return message_sending.quote_message(work, body=body)
    return message_sending.send_message(work, body=body)


@api.post("/v1/port-ins", status=201, keyed="required", refusals=_PORTS_IN)
def start_port_in(work: UnitOfWork, body: NewPortIn, query: DryRun) -> PortInView | PortQuote:
    """Start a port-in: the number is checked, and the form stored as a draft. `?dry_run=true` only quotes."""
    from services.numbers.use_cases.port_ins import start_port_in as port_in_start

    if query.dry_run:
        return port_in_start.quote_port_in(work, porting=wiring.porting, body=body)
    return port_in_start.start_port_in(work, porting=wiring.porting, documents=wiring.documents, body=body)


@api.get("/v1/port-ins", refusals=(problems.TeamNeeded,))
def list_port_ins(work: UnitOfWork, query: PortInsQuery) -> Page[PortInView]:
    """List the team's port-ins for an owner or admin, else the caller's own; newest first."""
    from services.numbers.use_cases.port_ins import list_port_ins as port_ins_list

    return port_ins_list.list_port_ins(work, query=query)


@api.get("/v1/port-ins/{id}", refusals=(NotFound,))
def get_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Get a port-in with its history, and upload forms for its documents while its form is editable."""
    from services.numbers.use_cases.port_ins import list_port_ins as port_ins_list

    return port_ins_list.get_port_in(work, documents=wiring.documents, port_id=id)


@api.patch(
    "/v1/port-ins/{id}",
    refusals=(
        *_CHANGES_FORM,
        *_CHARGES,
        problems.UserNotOnTeam,
        problems.UnsuitableDay,
        problems.InvalidPhoneNumber,
    ),
)
def change_port_in(work: UnitOfWork, id: str, body: PortInChange) -> PortInView:
    """Change the form of a port-in."""
    from services.numbers.use_cases.port_ins import change_port_in as port_in_change

    return port_in_change.change_port_in(work, documents=wiring.documents, port_id=id, change=body)


@api.post(
    "/v1/port-ins/{id}/submit",
    keyed="required",
    refusals=(
        *_CHANGES_FORM,
        *_NEEDS_WALLET,
        problems.AdminLimitReached,
        problems.DocumentsMissing,
        problems.WrongDocument,
        problems.NumberTaken,
        problems.NumberIsLoginId,
    ),
)
def submit_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Submit the form, for the first time or corrected. The plan is charged once the number has moved."""
    from services.numbers.use_cases.port_ins import submit_port_in as port_in_submission

    return port_in_submission.submit_port_in(work, documents=wiring.documents, port_id=id)


@api.post("/v1/port-ins/{id}/cancel", refusals=(*_CHANGES_FORM, problems.TooLateToCancel))
def cancel_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Cancel a port-in, until two days before its day."""
    from services.numbers.use_cases.port_ins import cancel_port_in as port_in_cancellation

    return port_in_cancellation.cancel_port_in(work, port_id=id)
