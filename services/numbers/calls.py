"""The HTTP door about calls: what a number does with them."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import call_problems, problems
from services.numbers.http.call_schemas import CountriesBody, CountriesQuery, ForwardingBody
from services.numbers.http.call_views import CountriesView, ForwardingQuote, ForwardingView

calls = Api("numbers-calls", wiring.table)
handler = snapshot.handler_of(calls, wiring.table)

_SETS_UP = (NotFound, call_problems.OwnNumber)
_FORWARDS = (
    *_SETS_UP,
    call_problems.NumberNotActive,
    call_problems.NumberUnassigned,
    call_problems.ForwardingLoop,
    call_problems.CountryNotAllowed,
    call_problems.CallerNotShown,
    call_problems.DestinationBlocked,
    call_problems.DestinationNotServed,
    problems.InvalidPhoneNumber,
)


@calls.put("/v1/numbers/{id}/forwarding", keyed="required", refusals=_FORWARDS)
def forward_calls(work: UnitOfWork, id: str, body: ForwardingBody, query: DryRun) -> ForwardingView | ForwardingQuote:
    """Forward calls of a number, always or when no one has answered. `?dry_run=true` only shows the price."""
    from services.numbers.use_cases.calls import forward_calls as forwarding

    if query.dry_run:
        return forwarding.quote_forwarding(work, number_id=id, body=body)
    return forwarding.forward_calls(work, number_id=id, body=body)


@calls.delete("/v1/numbers/{id}/forwarding", status=204, refusals=_SETS_UP)
def stop_forwarding(work: UnitOfWork, id: str) -> None:
    """Stop forwarding calls of a number."""
    from services.numbers.use_cases.calls import forward_calls as forwarding

    forwarding.stop_forwarding(work, number_id=id)


@calls.get("/v1/calling/countries", refusals=(problems.TeamNeeded,))
def get_calling_countries(work: UnitOfWork, query: CountriesQuery) -> CountriesView:
    """Get the countries that the team's numbers, or the caller's own, may call."""
    from services.numbers.use_cases.calls import calling_countries as countries

    return countries.get_countries(work, payer=query.payer)


@calls.put("/v1/calling/countries", step_up=True, refusals=(problems.TeamNeeded, call_problems.UnknownCountry))
def set_calling_countries(work: UnitOfWork, body: CountriesBody, query: CountriesQuery) -> CountriesView:
    """Set the countries that the numbers may call; forwarding to one that is taken off is switched off."""
    from services.numbers.use_cases.calls import calling_countries as countries

    return countries.set_countries(work, payer=query.payer, body=body)
