"""Reads the caller, and makes it a condition of the request's transaction that they are signed in (E6, I8)."""

from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Unauthenticated
from services.identity.domain.account import Account
from services.identity.domain.problems import AccountOver
from services.identity.domain.session import Session
from services.identity.stores import accounts, sessions


def read_caller(work: UnitOfWork) -> Account:
    """Return the caller's account. Raises AccountOver if it is closed, and Unauthenticated if the session has ended."""
    return load_caller(work, work.table.get_many(keys(work)))


def keys(work: UnitOfWork) -> list[tuple[str, str]]:
    """Return the keys of the caller's account and session, to read together with others."""
    return [accounts.key(work.context.actor), sessions.key(work.context.actor, work.context.session_id)]


def load_caller(work: UnitOfWork, found: dict[tuple[str, str], Item]) -> Account:
    """Return the caller's account of what was read under `keys` and others. Raises like `read_caller`."""
    of_account, of_session = keys(work)
    account = accounts.account_from_item(found[of_account]) if of_account in found else None
    return require_signed_in(work, account, is_session_open=of_session in found)


def is_among(work: UnitOfWork, open_sessions: list[Session]) -> bool:
    """Return whether the caller's session is among those that were read, or may be: of very many the commit checks."""
    is_there = any(session.id == work.context.session_id for session in open_sessions)
    return is_there or len(open_sessions) >= sessions.MAX_AT_ONCE


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
