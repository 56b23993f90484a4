"""Give numbers whose reserve is over back to the carrier (N5)."""

from contracts.numbers import NumberNoticeDue, NumberOrderDue, NumberReleased
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.carrier import Carrier
from services.numbers.domain.number import NumberStatus
from services.numbers.stores import numbers


def release_number(work: UnitOfWork, number_id: str) -> None:
    """The reserve is over, unless a plan for it is being paid at this moment."""
    number = numbers.find(work.table, number_id)
    if number is None or number.status is not NumberStatus.RELEASING or number.request_id:
        return
    if number.reserved_until is None or number.reserved_until > work.now:
        return
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.save(numbers.save(number.released(), number))
    work.publish(NumberReleased(**about, revision=number.next_version), NumberNoticeDue(**about, kind="released"))


def give_back(work: UnitOfWork, carrier: Carrier, event: NumberReleased) -> None:
    """The carrier has it back; then somebody else may buy it."""
    carrier.release(event.phone_number)
    number = numbers.find(work.table, event.number_id)
    if number:
        work.save([numbers.free(number)])


def look_after_order(work: UnitOfWork, number_id: str) -> None:
    """A paid number is not here yet: have it ordered, or asked for, again."""
    number = numbers.find(work.table, number_id)
    if number and number.is_wanted:
        work.publish(NumberOrderDue(number_id=number_id, as_of=work.now))
