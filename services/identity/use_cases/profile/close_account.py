"""Close an account: it is gone at once, and its number is free (I10)."""

from contracts.erasures import ErasureProofDue
from contracts.identity import AccountClosed
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain.problems import TeamHasMembers
from services.identity.stores import accounts, login_id_changes, memberships, second_factors, sessions
from services.identity.use_cases import callers
from services.identity.use_cases.api_keys.end_keys import erase_keys
from services.identity.use_cases.notices.security_notices import publish_notices
from services.identity.use_cases.profile.prove_erasure import begin_proof


def close_account(work: UnitOfWork) -> str:
    """Delete the caller's account, its login and its sessions, and return the receipt that shows the erasure.

    Raises TeamHasMembers if others are on the account's team, AccountLocked in the 24 hours after a denial (I14), and
    AccountOver if it is closed already.
    """
    found, open_sessions = sessions.read_all_with_account(work.table, work.context.actor)
    account = callers.require_signed_in(work, found, is_session_open=callers.is_among(work, open_sessions))
    if account.manages_team and account.others:
        raise TeamHasMembers
    if account.login_change:
        work.save(login_id_changes.remove(account.login_change))
    work.save(accounts.close(account, work.now), second_factors.remove(account.id), memberships.remove(account.id))
    work.save(sessions.remove(account.id, session.id) for session in open_sessions)
    work.publish(
        AccountClosed(account_id=account.id),
        ErasureProofDue(account_id=account.id, team_id=next(iter(sorted(account.teams)), "")),
    )
    receipt = begin_proof(work, account.id)
    publish_notices(work, account, "account_closed", receipt)
    return receipt


def remove_sessions(work: UnitOfWork, event: AccountClosed) -> None:
    """Delete the API keys, and the sessions that did not fit into the transaction of the closing.

    None works without the account.
    """
    erase_keys(work, event.account_id)
    _, left = sessions.read_all_with_account(work.table, event.account_id)
    while left:
        work.save(sessions.remove(event.account_id, session.id) for session in left)
        work.commit()
        _, left = sessions.read_all_with_account(work.table, event.account_id)
