"""Say what closing the account, or going from a team, does to sessions and second factors (decision 075)."""

from contracts.consequences import Consequences
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.consequences import consequences_of
from services.identity.http.schemas import ConsequencesQuery
from services.identity.stores import second_factors, sessions
from services.identity.use_cases import callers


def say_consequences(work: UnitOfWork, *, query: ConsequencesQuery) -> Consequences:
    """Return what becomes of the caller's sessions, factors and data. Raises AccountOver and Unauthenticated."""
    found, live = sessions.read_all_with_account(work.table, work.context.actor)
    account = callers.require_signed_in(work, found, is_session_open=callers.is_among(work, live))
    valid = sum(session.is_valid(account, work.now) for session in live)
    factors = len(second_factors.read(work.table, account.id).factors)
    items = consequences_of(query.action, sessions=valid, factors=factors)
    return Consequences(action=query.action, user_id=account.id, items=items)
