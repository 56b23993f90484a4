"""List and remove second factors (I11)."""

from contracts.membership import Membership
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.problems import LastFactorRequired
from services.identity.domain.second_factors import SecondFactors
from services.identity.http.factor_views import Factors
from services.identity.stores import logins, memberships, second_factors, sessions
from services.identity.use_cases import callers
from services.identity.use_cases.factors.set_up_factor import publish_first_or_last
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile


def list_factors(work: UnitOfWork, *, account_id: str) -> Factors:
    """Return the second factors of an account, without anything secret."""
    keys = [*callers.keys(work), second_factors.key(account_id), memberships.key(account_id)]
    found = work.table.get_many(keys)
    callers.load_caller(work, found)
    place = memberships.from_found(found.get(keys[3]), account_id)
    return Factors.of(second_factors.from_found(found.get(keys[2]), account_id), place)


def remove_factor(work: UnitOfWork, *, account_id: str, session_id: str, factor_id: str) -> None:
    """Remove a factor, and end every session but the one that asks: one of them may have been let in by it (I8).

    Raises NoSuchFactor, or LastFactorRequired if it is the last one and the person's team requires one (I11).
    """
    found, open_sessions = sessions.read_all_with_account(work.table, account_id)
    account = callers.require_signed_in(work, found, is_session_open=callers.is_among(work, open_sessions))
    before, place = _read_factors_and_place(work, account_id)
    left, after = before.without_factor(factor_id), account.with_sessions_ended()
    if not left.factors and place.needs_second_factor:
        raise LastFactorRequired
    work.save(memberships.require_unchanged(place))
    publish_first_or_last(work, left, before)
    work.save(second_factors.change(left, before), logins.set_second_factors(after, account, left.required))
    save_profile(work, after, account)
    notify(work, account, "factor_removed")
    for session in open_sessions:
        keeps = session.id == session_id
        work.save(sessions.keep(session, after) if keeps else sessions.remove(account_id, session.id))


def _read_factors_and_place(work: UnitOfWork, account_id: str) -> tuple[SecondFactors, Membership]:
    """Return the second factors of an account and its place on a team, in one read."""
    keys = [second_factors.key(account_id), memberships.key(account_id)]
    found = work.table.get_many(keys)
    factors = second_factors.from_found(found.get(keys[0]), account_id)
    return factors, memberships.from_found(found.get(keys[1]), account_id)
