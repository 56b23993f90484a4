"""The HTTP door of numbers that are brought from another carrier: the form, the proof, the letter, comments (N7)."""

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import port_in_problems, problems
from services.numbers.domain.letter_problems import SignatureVoid
from services.numbers.http.port_in_quotes import PortQuote
from services.numbers.http.port_in_schemas import (
    CancelQuery,
    CodeChoice,
    NewComment,
    NewPortIn,
    PortInChange,
    PortInsQuery,
    TypedCode,
)
from services.numbers.http.port_in_views import PortComment, PortInView

port_ins = Api("numbers-port-ins", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.numbers.domain.person import Person
    from services.numbers.domain.port_in import PortIn

    snapshot.prime_api(port_ins.handler, port_ins.routes, wiring.table(), records=(Person, PortIn))


handler = snapshot.prime_before_snapshot(port_ins.handler, _prime)

_NEEDS_WALLET = (problems.PaymentMethodRequired, problems.WalletPending)
_CHARGES = (*_NEEDS_WALLET, problems.AdminLimitReached, problems.UnknownPlan, problems.PlanDoesNotFit)
_PORTS_IN = (
    *_CHARGES,
    problems.CarrierUnavailable,
    problems.NumberTaken,
    problems.TeamNeeded,
    problems.UserNotOnTeam,
    problems.InvalidPhoneNumber,
    problems.TooManyPurchases,
    problems.TooManySearches,
    port_in_problems.NotPortable,
    port_in_problems.NumberIsLoginId,
    port_in_problems.NumberTwice,
    port_in_problems.UnsuitableDay,
)
_CHANGES_FORM = (NotFound, port_in_problems.PortInClosed)


@port_ins.post("/v1/port-ins", status=201, keyed="required", refusals=_PORTS_IN)
def start_port_in(work: UnitOfWork, body: NewPortIn, query: DryRun) -> PortInView | PortQuote:
    """Start the port-in of a number, or of several with one form: they are checked, and drafts until submitted.

    The response is that of the first. `?dry_run=true` only quotes.
    """
    from services.numbers.use_cases.port_ins import start_port_in as port_in_start

    if query.dry_run:
        return port_in_start.quote_port_in(work, porting=wiring.porting, body=body)
    return port_in_start.start_port_in(work, porting=wiring.porting, documents=wiring.documents, body=body)


@port_ins.get("/v1/port-ins", refusals=(problems.TeamNeeded,))
def list_port_ins(work: UnitOfWork, query: PortInsQuery) -> Page[PortInView]:
    """List the team's port-ins for an owner or admin, else the caller's own; newest first."""
    from services.numbers.use_cases.port_ins import list_port_ins as port_ins_list

    return port_ins_list.list_port_ins(work, query=query)


@port_ins.get("/v1/port-ins/{id}", refusals=(NotFound,))
def get_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Get a port-in with its history, and upload forms for its documents while its form is editable."""
    from services.numbers.use_cases.port_ins import list_port_ins as port_ins_list

    return port_ins_list.get_port_in(work, documents=wiring.documents, port_id=id)


@port_ins.patch(
    "/v1/port-ins/{id}",
    refusals=(
        *_CHANGES_FORM,
        *_CHARGES,
        problems.UserNotOnTeam,
        port_in_problems.UnsuitableDay,
        problems.InvalidPhoneNumber,
        problems.NumberTaken,
        port_in_problems.NumberIsLoginId,
        port_in_problems.NumberTwice,
        port_in_problems.NotPortable,
        problems.CarrierUnavailable,
        problems.TooManySearches,
    ),
)
def change_port_in(work: UnitOfWork, id: str, body: PortInChange) -> PortInView:
    """Change the form of a port-in; what is on the bill is changed for all numbers of its request."""
    from services.numbers.use_cases.port_ins import change_port_in as port_in_change

    return port_in_change.change_port_in(
        work, porting=wiring.porting, documents=wiring.documents, port_id=id, change=body
    )


@port_ins.post(
    "/v1/port-ins/{id}/code",
    status=202,
    refusals=(
        *_CHANGES_FORM,
        port_in_problems.ChannelNotPossible,
        port_in_problems.TooSoonForCode,
        port_in_problems.TooManyPortCodes,
    ),
)
def send_port_code(work: UnitOfWork, id: str, body: CodeChoice) -> PortInView:
    """Have a code sent to the number that is to be ported in: it proves who controls the number."""
    from services.numbers.use_cases.port_ins import prove_control

    return prove_control.send_code(work, port_id=id, channel=body.channel, key=wiring.code_key())


@port_ins.post(
    "/v1/port-ins/{id}/verify",
    refusals=(*_CHANGES_FORM, port_in_problems.WrongControlCode, port_in_problems.ControlCodeExpired),
)
def check_port_code(work: UnitOfWork, id: str, body: TypedCode) -> PortInView:
    """Check the code that was sent to the number."""
    from services.numbers.use_cases.port_ins import prove_control

    return prove_control.check_code(work, port_id=id, code=body.code, key=wiring.code_key())


@port_ins.post(
    "/v1/port-ins/{id}/submit",
    keyed="required",
    refusals=(
        *_CHANGES_FORM,
        *_NEEDS_WALLET,
        problems.AdminLimitReached,
        port_in_problems.ControlNotProved,
        port_in_problems.MainNumberNeeded,
        port_in_problems.DocumentsMissing,
        port_in_problems.WrongDocument,
        SignatureVoid,
        problems.NumberTaken,
        port_in_problems.NumberIsLoginId,
    ),
)
def submit_port_in(work: UnitOfWork, id: str) -> PortInView:
    """Submit the form with all numbers of its request, also corrected. A plan is charged once its number has moved."""
    from services.numbers.use_cases.port_ins import submit_port_in as port_in_submission

    return port_in_submission.submit_port_in(work, documents=wiring.documents, port_id=id)


@port_ins.get("/v1/port-ins/{id}/comments", refusals=(NotFound, problems.CarrierUnavailable, problems.TooManySearches))
def list_port_comments(work: UnitOfWork, id: str) -> Page[PortComment]:
    """List what the carrier's staff wrote about a port-in, and the answers, oldest first."""
    from services.numbers.use_cases.port_ins import comments

    return comments.list_comments(work, porting=wiring.porting, port_id=id)


@port_ins.post(
    "/v1/port-ins/{id}/comments",
    status=201,
    refusals=(NotFound, port_in_problems.NotWithCarrier, port_in_problems.TooManyPortAnswers),
)
def answer_port_comment(work: UnitOfWork, id: str, body: NewComment) -> PortComment:
    """Answer the carrier's staff."""
    from services.numbers.use_cases.port_ins import comments

    return comments.answer_comment(work, port_id=id, body=body.body)


@port_ins.post("/v1/port-ins/{id}/cancel", refusals=(*_CHANGES_FORM, port_in_problems.TooLateToCancel))
def cancel_port_in(work: UnitOfWork, id: str, query: CancelQuery) -> PortInView:
    """Cancel a port-in, until two days before its day. `?whole_request=true` cancels all numbers of its request."""
    from services.numbers.use_cases.port_ins import cancel_port_in as port_in_cancellation

    return port_in_cancellation.cancel_port_in(work, port_id=id, whole_request=query.whole_request)
