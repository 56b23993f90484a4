"""Finds the PayPal wallet that pays for an account or a team: its own, or its owner's."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.stores import payment_methods, people
from services.billing.stores.payment_methods import Method


def find_working_wallet(work: UnitOfWork, payer: str) -> Method | None:
    """Return the wallet that pays for an account or a team, or None if there is none that PayPal still charges."""
    owner_id = people.find_team(work.table, payer).owner_id if payer.startswith("team_") else payer
    method = payment_methods.find(work.table, owner_id) if owner_id else None
    return method if method and method.works else None
