"""Debits the fee of a registration of texts from the credits of its owner, once (N14)."""

from contracts.registrations import RegistrationFeeDue, RegistrationFeePaid, RegistrationFeeRefused
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.accounts import Outside
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line
from services.billing.stores import ledger
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts

_REVENUE = "registrations"
_TOO_LITTLE = "insufficient_credits"


def charge_registration(work: UnitOfWork, event: RegistrationFeeDue) -> None:
    """Debit the fee and have the form sent, or refuse it; what is debited already is only announced again.

    The journal's key is of the registration and the payment, so that a second one cannot be booked.
    """
    about = {"registration_id": event.registration_id, "payment": event.payment}
    key = f"registration:{event.registration_id}:{event.payment}"
    if ledger.find_journal(work.table, key):
        work.publish(RegistrationFeePaid(**about))
        return
    wallet = ledger.find(work.table, event.owner_id)
    if wallet.available < event.amount:
        work.publish(RegistrationFeeRefused(**about, reason=_TOO_LITTLE))
        return
    lines = (Line(wallet.main, -event.amount), Line(LedgerAccount(Outside.REVENUE, _REVENUE), event.amount))
    journal = Journal(key, Kind.REGISTRATION, lines, {"registration_id": event.registration_id})
    post_with_alerts(work, journal, read=[wallet], by=event.asked_by)
    work.publish(RegistrationFeePaid(**about))
