"""The HTTP door of how calls of a number are answered: forwarded, by hours, by whom, on voicemail, or blocked."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import call_problems, problems
from services.numbers.http.call_schemas import (
    BlockedBody,
    CountriesBody,
    CountriesQuery,
    ForwardingBody,
    RingBody,
    VoicemailBody,
)
from services.numbers.http.call_views import (
    BlockedView,
    CountriesView,
    ForwardingQuote,
    ForwardingView,
    RingView,
    VoicemailSettingsView,
)
from services.numbers.http.emergency import AddressBody, EmergencyView
from services.numbers.http.hours import HoursBody, HoursView

answering = Api("numbers-answering", wiring.table)
handler = snapshot.handler_of(answering, wiring.table)

_SETS_UP = (NotFound, call_problems.OwnNumber)
_SETS_UP_ACTIVE = (*_SETS_UP, call_problems.NumberNotActive, call_problems.SettingsChanged)
_FORWARDS = (
    *_SETS_UP_ACTIVE,
    call_problems.NumberUnassigned,
    call_problems.ForwardingLoop,
    call_problems.CallerNotShown,
    *call_problems.OF_DESTINATIONS,
)


@answering.put("/v1/numbers/{id}/forwarding", keyed="required", refusals=_FORWARDS)
def forward_calls(work: UnitOfWork, id: str, body: ForwardingBody, query: DryRun) -> ForwardingView | ForwardingQuote:
    """Forward calls of a number, always or when no one has answered. `?dry_run=true` only shows the price."""
    from services.numbers.use_cases.calls import forward_calls as forwarding

    if query.dry_run:
        return forwarding.quote_forwarding(work, number_id=id, body=body)
    return forwarding.forward_calls(work, number_id=id, body=body)


@answering.delete("/v1/numbers/{id}/forwarding", status=204, refusals=_SETS_UP)
def stop_forwarding(work: UnitOfWork, id: str) -> None:
    """Stop forwarding calls of a number."""
    from services.numbers.use_cases.calls import forward_calls as forwarding

    forwarding.stop_forwarding(work, number_id=id)


@answering.get("/v1/calling/countries", refusals=(problems.TeamNeeded,))
def get_calling_countries(work: UnitOfWork, query: CountriesQuery) -> CountriesView:
    """Get the countries that the team's numbers, or the caller's own, may call."""
    from services.numbers.use_cases.calls import calling_countries as countries

    return countries.get_countries(work, payer=query.payer)


@answering.put("/v1/calling/countries", step_up=True, refusals=(problems.TeamNeeded, call_problems.UnknownCountry))
def set_calling_countries(work: UnitOfWork, body: CountriesBody, query: CountriesQuery) -> CountriesView:
    """Set the countries that the numbers may call; forwarding to one that is taken off is switched off."""
    from services.numbers.use_cases.calls import calling_countries as countries

    return countries.set_countries(work, payer=query.payer, body=body)


@answering.get("/v1/numbers/{id}/hours", refusals=_SETS_UP)
def get_hours(work: UnitOfWork, id: str) -> HoursView:
    """Get when a number takes calls."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_hours(work, number_id=id)


@answering.put("/v1/numbers/{id}/hours", refusals=(*_SETS_UP_ACTIVE, call_problems.UnknownTimeZone))
def set_hours(work: UnitOfWork, id: str, body: HoursBody) -> HoursView:
    """Set when a number takes calls, by weekday in its own time zone, and its days off."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_hours(work, number_id=id, body=body)


@answering.get("/v1/numbers/{id}/voicemail", refusals=_SETS_UP)
def get_voicemail(work: UnitOfWork, id: str) -> VoicemailSettingsView:
    """Get the voicemail of a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_voicemail(work, number_id=id)


@answering.put("/v1/numbers/{id}/voicemail", refusals=_SETS_UP_ACTIVE)
def set_voicemail(work: UnitOfWork, id: str, body: VoicemailBody) -> VoicemailSettingsView:
    """Set up the voicemail of a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_voicemail(work, number_id=id, body=body)


@answering.get("/v1/numbers/{id}/ring", refusals=_SETS_UP)
def get_ring(work: UnitOfWork, id: str) -> RingView:
    """Get whose apps ring for a number."""
    from services.numbers.use_cases.calls import ring_apps as ringing

    return ringing.get_ring(work, number_id=id)


@answering.put("/v1/numbers/{id}/ring", refusals=(*_SETS_UP_ACTIVE, problems.UserNotOnTeam))
def set_ring(work: UnitOfWork, id: str, body: RingBody) -> RingView:
    """Set whose apps ring for a number besides its user's, at once or in turn."""
    from services.numbers.use_cases.calls import ring_apps as ringing

    return ringing.set_ring(work, number_id=id, body=body)


@answering.get("/v1/numbers/{id}/blocked", refusals=_SETS_UP)
def get_blocked(work: UnitOfWork, id: str) -> BlockedView:
    """Get the phone numbers that are blocked on a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_blocked(work, number_id=id)


@answering.put("/v1/numbers/{id}/blocked", refusals=(*_SETS_UP_ACTIVE, problems.InvalidPhoneNumber))
def set_blocked(work: UnitOfWork, id: str, body: BlockedBody) -> BlockedView:
    """Set the phone numbers that are blocked on a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_blocked(work, number_id=id, body=body)


@answering.get("/v1/calling/emergency-address")
def get_emergency_address(work: UnitOfWork) -> EmergencyView:
    """Get how emergency calls are made, the caller's address, and whether they have acknowledged it."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.get_emergency(work)


@answering.put("/v1/calling/emergency-address")
def set_emergency_address(work: UnitOfWork, body: AddressBody) -> EmergencyView:
    """Set where the caller usually is."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.set_address(work, body=body)


@answering.post("/v1/calling/emergency-acknowledgment")
def acknowledge_emergency_calls(work: UnitOfWork) -> EmergencyView:
    """Acknowledge that emergency calls go through the phone's own dialer; the first time counts."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.acknowledge(work)
