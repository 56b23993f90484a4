"""List and remove second factors (I11)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.http.factor_views import Factors
from services.identity.stores import logins, second_factors, sessions
from services.identity.use_cases import callers
from services.identity.use_cases.factors.set_up_factor import read_factors
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile


def list_factors(work: UnitOfWork, *, account_id: str) -> Factors:
    """Return the second factors of an account, without anything secret."""
    return Factors.of(read_factors(work, account_id)[1])


def remove_factor(work: UnitOfWork, *, account_id: str, session_id: str, factor_id: str) -> None:
    """Remove a factor, and end every session but the one that asks: one of them may have been let in by it (I8).

    Raises NoSuchFactor.
    """
    found, open_sessions = sessions.read_all_with_account(work.table, account_id)
    account = callers.require_signed_in(work, found, is_session_open=callers.is_among(work, open_sessions))
    before = second_factors.read(work.table, account_id)
    left, after = before.without_factor(factor_id), account.with_sessions_ended()
    work.save(second_factors.change(left, before), logins.set_second_factors(after, account, left.required))
    save_profile(work, after, account)
    notify(work, account, "factor_removed")
    for session in open_sessions:
        keeps = session.id == session_id
        work.save(sessions.keep(session, after) if keeps else sessions.remove(account_id, session.id))
