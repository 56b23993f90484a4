"""Store a change of a registration, and have those who see it notified: its owner, and its numbers (N14)."""

from typing import Literal

from contracts.registrations import RegistrationNoticeDue, TextingNumbersDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.person import is_team
from services.numbers.domain.registration import Registration, RegistrationStatus
from services.numbers.stores import people, registrations

_Notice = Literal["fix_business", "fix_messages", "approved", "suspended", "unpaid"]
_NOTICES: dict[RegistrationStatus, _Notice] = {
    RegistrationStatus.FIX_BUSINESS: "fix_business",
    RegistrationStatus.FIX_MESSAGES: "fix_messages",
    RegistrationStatus.APPROVED: "approved",
    RegistrationStatus.SUSPENDED: "suspended",
}


def change_registration(work: UnitOfWork, after: Registration, before: Registration) -> None:
    """Store it; have its owner notified, and its numbers looked at, of what has changed; in one transaction."""
    work.save(registrations.save(after, before))
    if after.status is before.status:
        return
    kind = _NOTICES.get(after.status)
    if kind:
        publish_notice(work, after, kind)
    if _as_numbers_see(after) != _as_numbers_see(before):
        work.publish(TextingNumbersDue(list_id=after.owner_id))


def _as_numbers_see(registration: Registration) -> tuple[bool, bool, bool]:
    """Return what of a registration decides whether its numbers can text, wait, or need another form."""
    return registration.is_approved, registration.is_in_review, registration.is_known_to_carrier


def publish_notice(work: UnitOfWork, registration: Registration, kind: _Notice) -> None:
    """Have the owner notified of a registration."""
    owner_id = registration.owner_id
    account_id = people.find_team(work.table, owner_id).owner_id if is_team(owner_id) else owner_id
    if account_id:
        about = {"registration_id": registration.registration_id, "account_id": account_id}
        work.publish(RegistrationNoticeDue(**about, kind=kind, reason=registration.reason))
