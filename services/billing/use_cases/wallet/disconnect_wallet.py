"""Detaches a PayPal wallet as its payer asks: at PayPal, or by the link in our mail (B1)."""

from contracts.billing import NoticeDue, WalletDetached
from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from services.billing.domain.problems import UnknownLink
from services.billing.stores import payment_methods, people
from services.billing.use_cases.plans.review_plans import plan_reviews
from services.billing.use_cases.wallet.publish_wallet_change import publish_to_payers_team, publish_wallet_change


def forget_wallet(work: UnitOfWork, token: str) -> None:
    """Detach the wallet whose approval the payer has withdrawn at PayPal, and notify its owner."""
    account_id = payment_methods.find_account(work.table, token)
    method = payment_methods.find(work.table, account_id) if account_id else None
    if method and method.token == token:
        work.save(payment_methods.detach(method))
        publish_wallet_change(work, method.account_id, works=False)
        publish_to_payers_team(work, people.find(work.table, method.account_id), "wallet_removed")
        work.publish(NoticeDue(wallet=method.account_id, kind="wallet_detached"))


def disconnect_wallet(work: UnitOfWork, *, token: str) -> None:
    """Detach the wallet of a link that its payer was mailed, and notify its owner; no error if it is detached already.

    Raises UnknownLink.
    """
    link = payment_methods.find_disconnect_link(work.table, token)
    if link is None:
        raise UnknownLink
    method = payment_methods.find(work.table, link.account_id)
    if method and method.token == link.wallet_token:
        work.save(payment_methods.detach(method))
        publish_wallet_change(work, method.account_id, works=False)
        publish_to_payers_team(work, people.find(work.table, method.account_id), "wallet_disconnected", by=SYSTEM)
        work.publish(*plan_reviews(work, method.account_id, removed=True))
        work.publish(WalletDetached(account_id=method.account_id, token=method.token))
        work.publish(NoticeDue(wallet=method.account_id, kind="wallet_disconnected"))
