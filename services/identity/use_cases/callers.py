"""Reads the caller, and makes it a condition of the request's transaction that their account is open (E6)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.account import Account
from services.identity.domain.problems import AccountOver
from services.identity.stores import accounts


def read_caller(work: UnitOfWork) -> Account:
    """Return the caller's account. Raises AccountOver if it is closed."""
    return require_open(work, accounts.read(work.table, work.context.actor))


def require_open(work: UnitOfWork, account: Account | None) -> Account:
    """Return the caller's account, which was read together with others. Raises AccountOver if it is closed."""
    if account is None:
        raise AccountOver
    authorize(work)
    return account


def authorize(work: UnitOfWork) -> None:
    """Have the next commit refused with AccountOver if the caller's account is closed by then; costs no read."""
    work.authorize(accounts.check_open(work.context.actor))
