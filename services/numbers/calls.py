"""The HTTP door of calls: the call log and voicemails."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.http.call_log_schemas import CallsQuery, VoicemailChange, VoicemailsQuery
from services.numbers.http.call_log_views import CallView, RecordingLink, VoicemailView

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
