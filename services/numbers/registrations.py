"""The HTTP door of registrations of texts: the form, its status, and what sending it costs (N14)."""

from contracts.quotes import Quote
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.models import DryRun
from kernel.http.pages import Page
from kernel.problems import NotFound
from services.numbers import wiring
from services.numbers.domain import problems
from services.numbers.http.registration_schemas import NewRegistration, RegistrationChange
from services.numbers.http.registration_views import RegistrationView
from services.numbers.use_cases.registrations import manage_registration

registrations = Api("numbers-registrations", wiring.table)
handler = snapshot.handler_of(registrations, wiring.table)

_CHANGES = (NotFound, problems.RegistrationClosed)


@registrations.get("/v1/texting/registrations")
def list_registrations(work: UnitOfWork) -> Page[RegistrationView]:
    """List the registration of the team that the caller runs, or of the caller without a team: one, or none."""
    return manage_registration.list_registrations(work)


@registrations.post(
    "/v1/texting/registrations", status=201, refusals=(problems.RegistrationExists, problems.InvalidPhoneNumber)
)
def start_registration(work: UnitOfWork, body: NewRegistration) -> RegistrationView:
    """Store the form of a registration as a draft; nothing is sent or charged."""
    return manage_registration.start_registration(work, body=body)


@registrations.patch("/v1/texting/registrations/{id}", refusals=(*_CHANGES, problems.InvalidPhoneNumber))
def change_registration(work: UnitOfWork, id: str, body: RegistrationChange) -> RegistrationView:
    """Change parts of the form that are editable now."""
    return manage_registration.change_registration(work, registration_id=id, change=body)


@registrations.post("/v1/texting/registrations/{id}/submit", status=202, keyed="required", refusals=_CHANGES)
def submit_registration(work: UnitOfWork, id: str, query: DryRun) -> RegistrationView | Quote:
    """Send the form to the reviewers, for the first time or corrected. `?dry_run=true` only quotes."""
    if query.dry_run:
        return manage_registration.quote_registration(work, registration_id=id)
    return manage_registration.submit_registration(work, registration_id=id)
