"""Fill in, change and submit the registration of texts of a team, or of a person without one (N14)."""

from dataclasses import asdict, replace
from functools import partial

from contracts.phone_numbers import read_phone_number
from contracts.quotes import Quote
from contracts.registrations import REGISTRATION_FEE, RegistrationDue, RegistrationFeeDue, TextingNumbersDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.problems import Forbidden, NotFound
from services.numbers.domain.person import Person
from services.numbers.domain.problems import InvalidPhoneNumber, RegistrationClosed
from services.numbers.domain.registration import MESSAGE_FIELDS, Business, Messages, Registration, RegistrationStatus
from services.numbers.http.registration_schemas import BusinessForm, MessagesForm, NewRegistration, RegistrationChange
from services.numbers.http.registration_views import RegistrationView, quote_of
from services.numbers.stores import registrations
from services.numbers.use_cases import callers
from services.numbers.use_cases.registrations import changes


def list_registrations(work: UnitOfWork) -> Page[RegistrationView]:
    """Return the registration of the team that the caller runs, or of the caller without a team; one at most."""
    owner_id = _owner_of(callers.read_caller(work))
    found = registrations.find_of(work.table, owner_id) if owner_id else None
    return Page(items=[RegistrationView.of(found)] if found else [], next_cursor=None)


def start_registration(work: UnitOfWork, *, body: NewRegistration) -> RegistrationView:
    """Store a new form as a draft. Raises Forbidden, InvalidPhoneNumber and RegistrationExists."""
    person = callers.read_caller(work)
    owner_id = _owner_of(person)
    if owner_id is None:
        raise Forbidden("Only the team's owner and admins register it for texting.")
    registration = Registration(
        registration_id=registrations.id_of(owner_id),
        owner_id=owner_id,
        created_at=work.now,
        created_by=person.account_id,
        business=_read_business(body.business),
        messages=_read_messages(body.messages),
        version=1,
    )
    work.save(registrations.create(registration))
    return RegistrationView.of(registration)


def change_registration(work: UnitOfWork, *, registration_id: str, change: RegistrationChange) -> RegistrationView:
    """Change the given parts of the form. Raises NotFound, RegistrationClosed and InvalidPhoneNumber."""
    before = _find(work, callers.read_caller(work), registration_id)
    business = _read_business(change.business) if change.business else before.business
    messages = _read_messages(change.messages) if change.messages else before.messages
    after = before.with_form(business, messages)
    if not _may_become(before, after):
        raise RegistrationClosed
    if after != before:
        work.save(registrations.save(after, before))
    return RegistrationView.of(after)


def quote_registration(work: UnitOfWork, *, registration_id: str) -> Quote:
    """Return what it costs to submit the form. Raises NotFound and RegistrationClosed."""
    return quote_of(_find_submittable(work, callers.read_caller(work), registration_id), work.now)


def submit_registration(work: UnitOfWork, *, registration_id: str) -> RegistrationView:
    """Submit the form, for the first time or corrected. Raises NotFound, RegistrationClosed and MoneyLocked."""
    person = callers.read_spender(work)
    before = _find_submittable(work, person, registration_id)
    after = before.submit(work.now, person.account_id, REGISTRATION_FEE)
    changes.change_registration(work, after, before)
    if after.status is RegistrationStatus.PAYING:
        work.publish(_fee_of(after))
    if after.to_send:
        work.publish(RegistrationDue(registration_id=registration_id))
    if after.is_approved:
        work.publish(TextingNumbersDue(list_id=after.owner_id))
    return RegistrationView.of(after)


def _fee_of(registration: Registration) -> RegistrationFeeDue:
    return RegistrationFeeDue(
        registration_id=registration.registration_id,
        payment=registration.payments,
        owner_id=registration.owner_id,
        amount=registration.fee,
        asked_by=registration.submitted_by,
    )


def _owner_of(person: Person) -> str | None:
    """Return whose registration a person manages: their team's, if they run it, or their own without a team."""
    return person.runs or (None if person.team_id else person.account_id)


def _find(work: UnitOfWork, person: Person, registration_id: str) -> Registration:
    found = registrations.find(work.table, registration_id)
    if found is None or found.owner_id != _owner_of(person):
        raise NotFound
    return found


def _find_submittable(work: UnitOfWork, person: Person, registration_id: str) -> Registration:
    found = _find(work, person, registration_id)
    if not found.can_be_submitted:
        raise RegistrationClosed
    return found


def _may_become(before: Registration, after: Registration) -> bool:
    """Return whether only what is editable differs."""
    if "*" in before.editable or after == before:
        return True
    kept = {name: getattr(before.messages, name) for name in MESSAGE_FIELDS}
    is_same_otherwise = replace(after, messages=replace(after.messages, **kept)) == before
    return bool(before.editable) and is_same_otherwise


def _read_business(form: BusinessForm) -> Business:
    said = asdict(Business(**form.model_dump()))
    refuse = partial(InvalidPhoneNumber, field="business.phone_number")
    said["phone_number"] = read_phone_number(form.phone_number, refuse=refuse)
    return Business(**said | {"tax_id": form.tax_id.replace("-", "")})


def _read_messages(form: MessagesForm) -> Messages:
    return Messages(**form.model_dump())
