"""Follow what billing says of the fee of a registration: its form is sent, or it is a draft again (N14)."""

from contracts.registrations import RegistrationDue, RegistrationFeePaid, RegistrationFeeRefused
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.stores import registrations
from services.numbers.use_cases.registrations.changes import change_registration, publish_notice


def send_paid_registration(work: UnitOfWork, event: RegistrationFeePaid) -> None:
    """Have the form sent to the carrier."""
    before = registrations.find(work.table, event.registration_id)
    after = before.mark_paid(event.payment) if before else None
    if before and after and after != before:
        change_registration(work, after, before)
        work.publish(RegistrationDue(registration_id=event.registration_id))


def return_unpaid_registration(work: UnitOfWork, event: RegistrationFeeRefused) -> None:
    """Make it a draft again, and have its owner notified."""
    before = registrations.find(work.table, event.registration_id)
    after = before.mark_unpaid(event.payment, event.reason) if before else None
    if before and after and after != before:
        work.save(registrations.save(after, before))
        publish_notice(work, after, "unpaid")
