"""Release numbers whose reserve is over: give them back to the carrier (N5)."""

from contracts.numbers import NumberOrderDue, NumberReleased
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import log
from services.numbers.carrier.stock import Carrier
from services.numbers.domain.number import NumberStatus
from services.numbers.stores import numbers, port_ins
from services.numbers.use_cases.notices.notify_people import notify_payer, notify_user


def release_number(work: UnitOfWork, number_id: str) -> None:
    """Release a number whose reserve is over, unless a plan for it is being charged at this moment."""
    number = numbers.find(work.table, number_id)
    if number is None or number.status is not NumberStatus.RELEASING or number.request_id:
        return
    if number.reserved_until is None or number.reserved_until > work.now:
        return
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.save(numbers.save(number.release(), number))
    work.publish(NumberReleased(**about, revision=number.next_version))
    notify_payer(work, number, "released")
    notify_user(work, number, "user_released", number.user_id)


def return_number_to_carrier(work: UnitOfWork, *, carrier: Carrier, number_id: str, phone_number: str) -> None:
    """Give the number back to the carrier; then its phone number can be bought again. Raises ProviderDownError.

    One that another number of ours claims, or none, has left meanwhile: it is not this one's to give back.
    """
    number = numbers.find(work.table, number_id)
    if number is None or numbers.find_claimant(work.table, phone_number) != number_id:
        log().warning("numbers.release.not_ours", extra={"number_id": number_id})
        return
    port = port_ins.find(work.table, number.port_id) if number.port_id else None
    carrier.release(phone_number, frozenset({number_id, number.port_id, port.reference if port else ""}))
    work.save([numbers.free_phone_number(number)])


def recheck_order(work: UnitOfWork, number_id: str) -> None:
    """Have a paid number that the carrier has not delivered ordered or checked again."""
    number = numbers.find(work.table, number_id)
    if number and number.awaits_carrier:
        work.publish(NumberOrderDue(number_id=number_id, as_of=work.now))
