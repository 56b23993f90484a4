"""Keep where a person is, and that they know how emergency calls are made (N11)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.emergency import Address, Emergency
from services.numbers.http.emergency import AddressBody, EmergencyView
from services.numbers.stores import emergency, people
from services.numbers.use_cases import callers


def get_emergency(work: UnitOfWork) -> EmergencyView:
    """Return what the caller has said for emergencies."""
    return EmergencyView.of(_find_own(work))


def set_address(work: UnitOfWork, *, body: AddressBody) -> EmergencyView:
    """Keep where the caller usually is."""
    before = _find_own(work)
    after = replace(before, address=Address(**body.model_dump()))
    work.save([emergency.save(after, before)])
    return EmergencyView.of(after)


def acknowledge(work: UnitOfWork) -> EmergencyView:
    """Note that the caller knows how emergency calls are made; the first time counts."""
    before = _find_own(work)
    if before.acknowledged_at:
        return EmergencyView.of(before)
    after = replace(before, acknowledged_at=work.now)
    work.save([emergency.save(after, before)])
    return EmergencyView.of(after)


def _find_own(work: UnitOfWork) -> Emergency:
    actor = work.context.actor
    caller, found = work.table.get_each([people.key(actor), emergency.key(actor)])
    return emergency.loaded(callers.load_caller(work, caller).account_id, found)
