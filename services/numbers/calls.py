"""The HTTP door of calls: the call log, voicemails, and calls from the app."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import call_wiring, voicemail_wiring, wiring
from services.numbers.domain import call_problems, problems
from services.numbers.http.call_log_schemas import CallsQuery, VoicemailChange, VoicemailsQuery
from services.numbers.http.call_log_views import CallView, RecordingLink, VoicemailView
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
    """List the team's calls for an owner or admin, else those of numbers the caller uses or shares; newest first."""
    from services.numbers.use_cases.call_log import list_calls as calls_list

    return calls_list.list_calls(work, query=query)


@calls.get("/v1/voicemails", refusals=(NotFound,))
def list_voicemails(work: UnitOfWork, query: VoicemailsQuery) -> Page[VoicemailView]:
    """List the voicemails of the numbers that the caller uses or shares, newest first; `number_id` narrows them."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.list_voicemails(work, query=query)


@calls.get("/v1/voicemails/{id}/recording", refusals=(NotFound,))
def link_recording(work: UnitOfWork, id: str) -> RecordingLink:
    """Get a link to the recording of a voicemail of a number that the caller uses or shares, for five minutes."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.link_recording(work, storage=voicemail_wiring.voicemail_recordings(), voicemail_id=id)


@calls.patch("/v1/voicemails/{id}", refusals=(NotFound,))
def mark_voicemail(work: UnitOfWork, id: str, body: VoicemailChange) -> VoicemailView:
    """Mark a voicemail as listened to, or as new, for all who share the number."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    return voicemails_list.mark_voicemail(work, voicemail_id=id, change=body)


@calls.delete("/v1/voicemails/{id}", status=204, refusals=(NotFound, problems.NotYourVoicemail))
def delete_voicemail(work: UnitOfWork, id: str) -> None:
    """Delete one of the caller's voicemails for good."""
    from services.numbers.use_cases.voicemails import list_voicemails as voicemails_list

    voicemails_list.delete_voicemail(work, voicemail_id=id)


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

    return registration.register_phone(work, gateway=call_wiring.calling)
