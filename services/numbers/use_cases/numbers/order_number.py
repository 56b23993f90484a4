"""Order a paid number at the carrier, and learn what became of it (N2)."""

from dataclasses import replace
from datetime import datetime, timedelta

from contracts.numbers import NumberActivated, NumberNoticeDue, NumberOrderFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier import Carrier, NotAvailableError, Order, Outcome
from services.numbers.domain.number import Number
from services.numbers.stores import numbers
from services.numbers.use_cases.numbers import default_number

_AT_IT = timedelta(seconds=60)  # as long as one try may take: so long nobody else orders the same number
NOT_AVAILABLE, CARRIER_FAILED = "number_not_available", "carrier_failed"


def order_number(work: UnitOfWork, carrier: Carrier, number_id: str, as_of: datetime | None = None) -> None:
    """Order it, unless it is ordered: the carrier is asked first, as it would sell the same number twice.

    What the carrier has not settled for days is called off, so that the money goes back. Raises ProviderDownError;
    whether it was ordered, the next try finds out.
    """
    number = numbers.find(work.table, number_id)
    now = max(work.now, as_of or work.now)
    if number is None or not number.is_wanted or (number.tried_at and now < number.tried_at + _AT_IT):
        return
    number = _saved(work, number, replace(number, tried_at=work.now))
    try:
        order = carrier.find_order(number.number_id) or _ordered(carrier, number)
        if order and order.outcome is Outcome.PENDING and number.is_overdue(now):
            carrier.cancel(order)
            order = carrier.find_order(number.number_id)
    except ProviderDownError:
        _saved(work, number, replace(number, tried_at=None))
        raise
    learn(work, number, order)


def learn(work: UnitOfWork, number: Number, order: Order | None) -> None:
    """What became of an order; None is that the carrier does not have the number any more. Late news is no news."""
    if order is not None and order.outcome is Outcome.PENDING:
        return
    if order is not None and order.outcome is Outcome.SUCCESS:
        _arrived(work, number)
    elif number.is_wanted:
        _failed(work, number, CARRIER_FAILED if order else NOT_AVAILABLE)


def _ordered(carrier: Carrier, number: Number) -> Order | None:
    try:
        return carrier.order(number.phone_number, number.number_id)
    except NotAvailableError:
        return carrier.find_order(number.number_id)  # perhaps it is we who have it


def _arrived(work: UnitOfWork, number: Number) -> None:
    if not number.is_wanted:
        if not number.runs:
            log().error("the carrier gave a number that nobody wants", extra={"number_id": number.number_id})
            count("NumberForNobody")
        return
    after = default_number.gained(work, number.activated())
    work.save(numbers.save(after, number))
    work.publish(activated(number))


def activated(number: Number) -> NumberActivated:
    """The word that a number works."""
    return NumberActivated(
        number_id=number.number_id, phone_number=number.phone_number, holder=number.holder, user_id=number.user_id,
        subscription_id=number.subscription_id, revision=number.next_version,
    )  # fmt: skip


def _failed(work: UnitOfWork, number: Number, reason: str) -> None:
    work.save(numbers.save(number.failed(reason), number), [numbers.free(number)])
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.publish(
        NumberOrderFailed(**about, subscription_id=number.subscription_id, reason=reason),
        NumberNoticeDue(**about, kind="order_failed", reason=reason),
    )


def _saved(work: UnitOfWork, before: Number, after: Number) -> Number:
    """Write it at once, so that nobody else does the same."""
    work.save(numbers.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
