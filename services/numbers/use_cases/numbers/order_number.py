"""Order a paid number at the carrier, and apply the outcome (N2)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from contracts.numbers import NumberActivated, NumberNoticeDue, NumberOrderFailed
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.providers.errors import ProviderDownError
from services.numbers.carrier.responses import AccountFaultError
from services.numbers.carrier.stock import Carrier, NotAvailableError, Order, OrderStatus
from services.numbers.domain.account_faults import Area
from services.numbers.domain.number import Number
from services.numbers.stores import numbers
from services.numbers.use_cases.carrier_pauses.pause_carrier import PausedError, asking
from services.numbers.use_cases.numbers.set_default_number import become_default_if_none

_TRY_TAKES = timedelta(seconds=60)  # the longest that one try may take: for so long no other orders the same number
NOT_AVAILABLE, CARRIER_FAILED = "number_not_available", "carrier_failed"


def order_number(work: UnitOfWork, *, carrier: Carrier, number_id: str, as_of: datetime | None = None) -> None:
    """Order the number unless it is ordered: the carrier is asked first, since it would sell the same number twice.

    An order that is pending for 3 business days is canceled, so that the money goes back. While our account has a
    fault, it waits for as long. Raises ProviderDownError; the next try finds out whether the number was ordered.
    """
    number = numbers.find(work.table, number_id)
    now = max(work.now, as_of or work.now)
    if number is None or not number.awaits_carrier or (number.tried_at and now < number.tried_at + _TRY_TAKES):
        return
    number = _commit_change(work, number, replace(number, tried_at=work.now))
    try:
        with asking(work, Area.ORDERS, now=now):
            order = carrier.find_order(number.number_id) or _place_order(carrier, number)
            if order and order.status is OrderStatus.PENDING and number.is_overdue(now):
                carrier.cancel(order)
                order = carrier.find_order(number.number_id)
    except (AccountFaultError, PausedError):
        number = _commit_change(work, number, replace(number, tried_at=None))
        if number.is_overdue(now):
            _give_up(work, carrier, number)
        return  # else it waits: the job asks again
    except ProviderDownError:
        _commit_change(work, number, replace(number, tried_at=None))
        raise
    apply_order(work, number, order)


def apply_order(work: UnitOfWork, number: Number, order: Order | None) -> None:
    """Apply the outcome of an order; None: the carrier does not have the number any more. A late outcome is ignored."""
    if order is not None and order.status is OrderStatus.PENDING:
        return
    if order is not None and order.status is OrderStatus.SUCCESS:
        _activate_number(work, number)
    elif number.awaits_carrier:
        _fail_number(work, number, CARRIER_FAILED if order else NOT_AVAILABLE)


def number_activated_event(number: Number) -> NumberActivated:
    """Return the event that a number has become active."""
    return NumberActivated(
        number_id=number.number_id,
        phone_number=number.phone_number,
        holder=number.holder,
        user_id=number.user_id,
        subscription_id=number.subscription_id,
        revision=number.next_version,
    )


def order_failed_kind(number: Number, reason: str = "") -> Literal["order_failed", "order_failed_in_store"]:
    """Return which notice says that a number could not be set up: of one that a store is paid for, nothing goes back.

    The reasons why a subscription in a store does not pay for it begin with its name.
    """
    return "order_failed_in_store" if number.store or reason.startswith("store_") else "order_failed"


def _place_order(carrier: Carrier, number: Number) -> Order | None:
    try:
        return carrier.order(number.phone_number, number.kind, number.number_id)
    except NotAvailableError:
        return carrier.find_order(number.number_id)  # perhaps it is we who have it


def _give_up(work: UnitOfWork, carrier: Carrier, number: Number) -> None:
    """Fail a number that could not be ordered for 3 days, unless the carrier has an order of it after all."""
    try:
        order = carrier.find_order(number.number_id)
    except ProviderDownError:
        return
    if order is None or order.status is OrderStatus.FAILURE:
        _fail_number(work, number, CARRIER_FAILED)


def _activate_number(work: UnitOfWork, number: Number) -> None:
    if not number.awaits_carrier:
        if not number.has_running_plan:
            log().error("carrier.number.unwanted", extra={"number_id": number.number_id})
            count("NumberForNobody")
        return
    after = become_default_if_none(work, number.activate())
    work.save(numbers.save(after, number))
    work.publish(number_activated_event(number))


def _fail_number(work: UnitOfWork, number: Number, reason: str) -> None:
    work.save(numbers.save(number.fail(reason), number), [numbers.free_phone_number(number)])
    about = {"number_id": number.number_id, "phone_number": number.phone_number, "holder": number.holder}
    work.publish(
        NumberOrderFailed(**about, subscription_id=number.subscription_id, reason=reason),
        NumberNoticeDue(**about, kind=order_failed_kind(number), reason=reason),
    )


def _commit_change(work: UnitOfWork, before: Number, after: Number) -> Number:
    """Store the number at once, so that no other process does the same."""
    work.save(numbers.save(after, before))
    work.commit()
    return replace(after, version=before.version + 1)
