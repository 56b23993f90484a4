"""Deny what a security notice says: every session ends, and no money moves for 24 hours (I14)."""

from contracts.identity import MoneyLocked
from contracts.money_lock import MONEY_LOCK
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import Account
from services.identity.domain.denial import Denial
from services.identity.domain.problems import LinkUsed
from services.identity.domain.second_factors import SecondFactors
from services.identity.domain.security_letters import WITHDRAWN
from services.identity.stores import denials, logins, second_factors, sessions
from services.identity.use_cases.api_keys.end_keys import end_all
from services.identity.use_cases.factors.withdraw_factors import withdraw_factors
from services.identity.use_cases.profile.change_profile import save_profile


def deny(work: UnitOfWork, *, token: str) -> None:
    """End every session and API key of the account and lock its money. Raises LinkUsed for a token that does not work.

    The password's generation goes up: a sign-in that waits for its second factor ends too. No network is known any
    more: the thief's next sign-in is noticed like the first. A second factor or recovery codes that are denied work no
    more: they would lock the owner out for good. An email that was replaced since is restored, or all mails of the
    account would go to the thief.
    """
    denial = _require_denial(work, token)
    account, open_sessions = sessions.read_all_with_account(work.table, denial.account_id)
    if account is None:
        raise LinkUsed
    after = _with_email_restored(account.with_sessions_ended(), denial)
    save_profile(work, after, account)
    accepts = _withdraw_denied(work, denial, account)
    work.save(denials.use(denial), logins.record_denial(after, account, work.now, accepts))
    work.save(sessions.remove(account.id, session.id) for session in open_sessions)
    end_all(work, account.id)
    work.publish(MoneyLocked(account_id=account.id, locked_until=work.now + MONEY_LOCK))


def _require_denial(work: UnitOfWork, token: str) -> Denial:
    parts = refresh_tokens.split_token(token, ids=2)
    if parts is None:
        raise LinkUsed
    account_id, denial_id, secret = parts
    denial = denials.from_found(work.table.get(*denials.key(denial_id)))
    if denial is None or denial.account_id != account_id or work.now >= denial.expires_at:
        raise LinkUsed
    if not codes.hashes_match(denial.secret, codes.hash_secret(secret)):
        raise LinkUsed
    return denial


def _with_email_restored(account: Account, denial: Denial) -> Account:
    """Return the account with its email of before; of several changes in a row, whichever is denied, the first goes."""
    return account.with_email_restored(None if denial.happening == "email_changed" else denial.happened_at)


def _withdraw_denied(work: UnitOfWork, denial: Denial, account: Account) -> tuple[str, ...] | None:
    """Withdraw the second factors or recovery codes that are denied; return what is required then, or None."""
    if denial.happening not in WITHDRAWN:
        return None
    before = second_factors.read(work.table, account.id)
    left = _without_denied(before, denial)
    withdraw_factors(work, account, left, before)
    return left.required


def _without_denied(before: SecondFactors, denial: Denial) -> SecondFactors:
    if denial.happening == "recovery_codes_replaced":
        return before.without_recovery_codes()
    return before.without_added_since(denial.happened_at)
