"""Publish that an account's PayPal wallet works, or that there is none that does (B1)."""

from contracts.billing import PaymentMethodChanged
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.person import Person
from services.billing.stores import payment_methods
from services.billing.use_cases.actors.publish_money_change import publish_money_change


def publish_wallet_change(work: UnitOfWork, account_id: str, *, works: bool) -> None:
    """Publish whether the account's wallet works, and raise its revision in the same transaction.

    Of two changes at once only one is committed; the other one raises Stale and is decided again.
    """
    known = payment_methods.revision(work.table, account_id)
    work.save([payment_methods.raise_revision(account_id, known)])
    work.publish(PaymentMethodChanged(account_id=account_id, works=works, revision=known + 1))


def publish_to_payers_team(work: UnitOfWork, payer: Person, action: str, by: str | None = None) -> None:
    """Publish the change to the team that the wallet pays for, if its owner has one, as done by them or by `by`."""
    if payer.owns:
        publish_money_change(work, payer.owns, action, by=by or payer.account_id)
