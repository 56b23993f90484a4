"""Undo a change of the Login ID by the link that its notice carries (I13)."""

from dataclasses import replace

from contracts.identity import MoneyLocked
from contracts.money_lock import MONEY_LOCK
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import Account
from services.identity.domain.login_id_change import LoginIdChange
from services.identity.domain.problems import LinkUsed
from services.identity.stores import login_id_changes, logins, second_factors, sessions
from services.identity.use_cases.api_keys.end_keys import end_all
from services.identity.use_cases.factors.withdraw_factors import withdraw_factors
from services.identity.use_cases.login_id.confirm_change import read_login
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile


def undo_change(work: UnitOfWork, *, change_id: str, token: str) -> None:
    """Restore the old Login ID, end every session and API key, and lock money like a denial. The password stays.

    A second factor that was added since the change goes with it: its notices went to the new number. So does an email
    that was entered since: the one of before is restored.

    Raises LinkUsed for a token that does not work, or no more.
    """
    change = _require_change(work, change_id, token)
    before, open_sessions = sessions.read_all_with_account(work.table, change.account_id)
    if before is None or before.login_change != change.id:
        raise LinkUsed
    after = _restored(before, change)
    login = read_login(work, before)
    factors = second_factors.read(work.table, before.id)
    left = factors.without_added_since(change.changed_at)
    withdraw_factors(work, after, left, factors)
    own = replace(
        login,
        phone_number=after.phone_number,
        line=after.line,
        generation=after.generation,
        second_factors=left.required,
        denied_at=work.now,
    )
    work.save(
        login_id_changes.use(change),
        logins.remove(login),
        logins.put_reserved(own, on_conflict=LinkUsed()),
        (sessions.remove(before.id, session.id) for session in open_sessions),
    )
    end_all(work, before.id)
    save_profile(work, after, before)
    work.publish(MoneyLocked(account_id=before.id, locked_until=work.now + MONEY_LOCK))
    notify(work, before, "login_id_restored")


def _require_change(work: UnitOfWork, change_id: str, token: str) -> LoginIdChange:
    parts = refresh_tokens.split_token(token, ids=1)
    if parts is None or parts[0] != change_id:
        raise LinkUsed
    change = login_id_changes.read(work.table, change_id)
    if change is None or work.now >= change.undo_until:
        raise LinkUsed
    if not codes.hashes_match(change.secret, codes.hash_secret(parts[1])):
        raise LinkUsed
    return change


def _restored(account: Account, change: LoginIdChange) -> Account:
    before = account.with_sessions_ended().with_email_restored(change.changed_at)
    restored = replace(before, phone_number=change.phone_number, line=change.line)
    return replace(restored, notices=change.notices, login_change=None, former_phone_number=None, undo_until=None)
