"""The news of an account's PayPal wallet, for those who must know whether it pays (B1)."""

from contracts.billing import PaymentMethodChanged
from kernel.dynamodb.unit_of_work import UnitOfWork


def works(work: UnitOfWork, account_id: str, it_does: bool) -> PaymentMethodChanged:
    """From now on the wallet works, or there is none that does."""
    revision = round(work.now.timestamp() * 1_000_000)
    return PaymentMethodChanged(account_id=account_id, works=it_does, revision=revision)
