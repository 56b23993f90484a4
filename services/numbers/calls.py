"""The HTTP door of calls: what a number does with them, the call log and voicemails."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import call_problems, problems
from services.numbers.http.call_log_schemas import CallsQuery, VoicemailChange, VoicemailsQuery
from services.numbers.http.call_log_views import CallView, RecordingLink, VoicemailView
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
from services.numbers.http.placed_calls import CallQuote, NewCall, PhoneRegistration, PlacedCallView

calls = Api("numbers-calls", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.numbers.domain.call_entry import CallEntry
    from services.numbers.domain.number import Number
    from services.numbers.domain.person import Person
    from services.numbers.domain.voicemail import KeptVoicemail

    snapshot.prime_api(calls.handler, calls.routes, wiring.table(), records=(Person, Number, CallEntry, KeptVoicemail))


handler = snapshot.prime_before_snapshot(calls.handler, _prime)


@calls.get("/v1/calls", refusals=(NotFound,))
def list_calls(work: UnitOfWork, query: CallsQuery) -> Page[CallView]:
    """List the team's calls for an owner or admin, else the caller's own; newest first."""
    from services.numbers.use_cases.call_log import list_calls as calls_list

    return calls_list.list_calls(work, query=query)


@calls.get("/v1/voicemails", refusals=(NotFound,))
def list_voicemails(work: UnitOfWork, query: VoicemailsQuery) -> Page[VoicemailView]:
    """List the caller's own voicemails, newest first; `number_id` narrows them to one number."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.list_voicemails(work, query=query)


@calls.get("/v1/voicemails/{id}/recording", refusals=(NotFound,))
def link_recording(work: UnitOfWork, id: str) -> RecordingLink:
    """Get a link to the recording of one of the caller's voicemails, for five minutes."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.link_recording(work, storage=wiring.voicemail_recordings(), voicemail_id=id)


@calls.patch("/v1/voicemails/{id}", refusals=(NotFound,))
def mark_voicemail(work: UnitOfWork, id: str, body: VoicemailChange) -> VoicemailView:
    """Mark one of the caller's voicemails as listened to, or as new."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.mark_voicemail(work, voicemail_id=id, change=body)


@calls.delete("/v1/voicemails/{id}", status=204, refusals=(NotFound,))
def delete_voicemail(work: UnitOfWork, id: str) -> None:
    """Delete one of the caller's voicemails for good."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    voicemails_list.delete_voicemail(work, voicemail_id=id)


_SETS_UP = (NotFound, call_problems.OwnNumber)
_SETS_UP_ACTIVE = (*_SETS_UP, call_problems.NumberNotActive)
_FORWARDS = (
    *_SETS_UP_ACTIVE,
    call_problems.NumberUnassigned,
    call_problems.ForwardingLoop,
    call_problems.CallerNotShown,
    *call_problems.OF_DESTINATIONS,
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


_PLACES_CALLS = (
    NotFound,
    call_problems.CallFromAnother,
    call_problems.CallFromNumberNotActive,
    call_problems.CallToItself,
    call_problems.AppNotRegistered,
    problems.TooManyCalls,
    *call_problems.OF_DESTINATIONS,
)


@calls.post("/v1/calls", status=202, keyed="required", refusals=_PLACES_CALLS)
def place_call(work: UnitOfWork, body: NewCall, query: DryRun) -> PlacedCallView | CallQuote:
    """Call from the caller's own number: their app rings, then the other phone. `?dry_run=true` shows the price."""
    from services.numbers.use_cases.calls import place_call as placing

    if query.dry_run:
        return placing.quote_call(work, body=body)
    return placing.place_call(work, body=body, sip_domain=wiring.sip_domain())


@calls.post("/v1/calls/registration", keyed=False, refusals=(problems.CarrierUnavailable,))
def register_phone(work: UnitOfWork) -> PhoneRegistration:
    """Get how the caller's app registers at the carrier, with a token for a day: from then on it is rung."""
    from services.numbers.use_cases.calls import register_phone as registration

    return registration.register_phone(work, gateway=wiring.calling)


@calls.get("/v1/numbers/{id}/hours", refusals=_SETS_UP)
def get_hours(work: UnitOfWork, id: str) -> HoursView:
    """Get when a number takes calls."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_hours(work, number_id=id)


@calls.put("/v1/numbers/{id}/hours", refusals=(*_SETS_UP_ACTIVE, call_problems.UnknownTimeZone))
def set_hours(work: UnitOfWork, id: str, body: HoursBody) -> HoursView:
    """Set when a number takes calls, by weekday in its own time zone, and its days off."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_hours(work, number_id=id, body=body)


@calls.get("/v1/numbers/{id}/voicemail", refusals=_SETS_UP)
def get_voicemail(work: UnitOfWork, id: str) -> VoicemailSettingsView:
    """Get the voicemail of a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_voicemail(work, number_id=id)


@calls.put("/v1/numbers/{id}/voicemail", refusals=_SETS_UP_ACTIVE)
def set_voicemail(work: UnitOfWork, id: str, body: VoicemailBody) -> VoicemailSettingsView:
    """Set up the voicemail of a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_voicemail(work, number_id=id, body=body)


@calls.get("/v1/numbers/{id}/ring", refusals=_SETS_UP)
def get_ring(work: UnitOfWork, id: str) -> RingView:
    """Get whose apps ring for a number."""
    from services.numbers.use_cases.calls import ring_apps as ringing

    return ringing.get_ring(work, number_id=id)


@calls.put("/v1/numbers/{id}/ring", refusals=(*_SETS_UP_ACTIVE, problems.UserNotOnTeam))
def set_ring(work: UnitOfWork, id: str, body: RingBody) -> RingView:
    """Set whose apps ring for a number besides its user's, at once or in turn."""
    from services.numbers.use_cases.calls import ring_apps as ringing

    return ringing.set_ring(work, number_id=id, body=body)


@calls.get("/v1/numbers/{id}/blocked", refusals=_SETS_UP)
def get_blocked(work: UnitOfWork, id: str) -> BlockedView:
    """Get the phone numbers that are blocked on a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.get_blocked(work, number_id=id)


@calls.put("/v1/numbers/{id}/blocked", refusals=(*_SETS_UP_ACTIVE, problems.InvalidPhoneNumber))
def set_blocked(work: UnitOfWork, id: str, body: BlockedBody) -> BlockedView:
    """Set the phone numbers that are blocked on a number."""
    from services.numbers.use_cases.calls import set_up_calls as call_set_up

    return call_set_up.set_blocked(work, number_id=id, body=body)


@calls.get("/v1/calling/emergency-address")
def get_emergency_address(work: UnitOfWork) -> EmergencyView:
    """Get how emergency calls are made, the caller's address, and whether they have acknowledged it."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.get_emergency(work)


@calls.put("/v1/calling/emergency-address")
def set_emergency_address(work: UnitOfWork, body: AddressBody) -> EmergencyView:
    """Set where the caller usually is."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.set_address(work, body=body)


@calls.post("/v1/calling/emergency-acknowledgment")
def acknowledge_emergency_calls(work: UnitOfWork) -> EmergencyView:
    """Acknowledge that emergency calls go through the phone's own dialer; the first time counts."""
    from services.numbers.use_cases.calls import prepare_emergencies as emergencies

    return emergencies.acknowledge(work)
