"""Reads the caller, and makes it a condition of the request's transaction that they are signed in (E6, I8)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Unauthenticated
from services.identity.domain.account import Account
from services.identity.domain.problems import AccountOver
from services.identity.stores import accounts, sessions


def read_caller(work: UnitOfWork) -> Account:
    """Return the caller's account. Raises AccountOver if it is closed, and Unauthenticated if the session has ended."""
    account, session = sessions.read_with_account(work.table, work.context.actor, work.context.session_id)
    return require_signed_in(work, account, is_session_open=session is not None)


def require_signed_in(work: UnitOfWork, account: Account | None, *, is_session_open: bool) -> Account:
    """Return the caller's account, which was read together with others. Raises like `read_caller`."""
    if account is None:
        raise AccountOver
    if not is_session_open or account.generation != work.context.generation:
        raise Unauthenticated
    authorize(work)
    return account


def authorize(work: UnitOfWork) -> None:
    """Have the next commit refused if the account is closed or the session has ended by then; costs no read."""
    caller = work.context
    work.authorize(
        accounts.check_open(caller.actor, caller.generation), sessions.check_open(caller.actor, caller.session_id)
    )
