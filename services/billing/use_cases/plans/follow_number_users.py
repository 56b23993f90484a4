"""Follows who uses a number, so that invoices name them and usage by user has what their plans cost (B12, B13)."""

from contracts.numbers import NumberActivated, NumberAssigned, NumberMoved, NumberUnassigned
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.stores import number_users


def follow_user(work: UnitOfWork, event: NumberActivated | NumberAssigned | NumberMoved | NumberUnassigned) -> None:
    """Note who uses the number by now, unless a later event said so."""
    match event:
        case NumberMoved():
            user_id: str | None = event.to_user_id
        case NumberUnassigned():
            user_id = None
        case _:
            user_id = event.user_id
    work.save(number_users.note(work.table, event.number_id, user_id, event.revision))
