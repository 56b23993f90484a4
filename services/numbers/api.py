"""The HTTP door of numbers and texts; port-ins, port-outs and calls have doors of their own."""

from contracts.consequences import Consequences
from contracts.quotes import Quote
from kernel import snapshot
from kernel.consequences import ConsequencesQuery
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import problems
from services.numbers.http.message_schemas import MessagesQuery, NewMessage
from services.numbers.http.message_views import MessageQuote, MessageView
from services.numbers.http.schemas import (
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

    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=(Person, Number, Message))


handler = snapshot.prime_before_snapshot(api.handler, _prime)

_ASKS_CARRIER = (problems.CarrierUnavailable, problems.CarrierPaused)
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
_SENDS_TEXTS = (
    NotFound,
    problems.CarrierPaused,
    problems.NotYourNumber,
    problems.NumberNotActive,
    problems.TextingNotRegistered,
    problems.TextingPending,
    problems.TextingNotPossible,
    problems.EmergencyNumber,
    problems.DestinationBlocked,
    problems.DestinationNotServed,
    problems.TextToItself,
    problems.RecipientOptedOut,
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
