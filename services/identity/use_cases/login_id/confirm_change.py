"""Change the Login ID with the code that was sent to the new number (I13)."""

from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import Account, Login
from services.identity.domain.challenge import Challenge
from services.identity.domain.login_id_change import LoginIdChange
from services.identity.domain.problems import LoginIdTaken
from services.identity.domain.rules import Rules
from services.identity.stores import challenges, login_id_changes, logins, password_attempts
from services.identity.use_cases import callers
from services.identity.use_cases.login_id.start_change import refuse_change
from services.identity.use_cases.notices.security_notices import publish_notices
from services.identity.use_cases.profile.change_profile import save_profile
from services.identity.use_cases.sign_up.verify_sign_up import require_code


def confirm_change(work: UnitOfWork, *, change_id: str, code: str, rules: Rules) -> Account:
    """Give the account the new Login ID, reserve the old one for 72 hours, and have the link to undo it sent.

    Raises WrongCode, CodeExpired, LoginIdTaken, LoginIdChanged and ConfirmEmailFirst.
    """
    account = callers.read_caller(work)
    refuse_change(work, account)
    proved = require_code(
        work, purpose="login_id", challenge_id=change_id, code=code, rules=rules, account_id=account.id
    )
    after = _change_login_id(work, account, proved)
    work.save(challenges.change(proved.with_code_used(), proved))
    network = codes.hash_network(work.context.address, rules.key)
    work.save(password_attempts.trust_network(after.phone_number, network, work.now))
    return after


def _change_login_id(work: UnitOfWork, before: Account, proved: Challenge) -> Account:
    login = read_login(work, before)
    secret = codes.generate_secret()
    change = LoginIdChange.of(proved.id, before, codes.hash_secret(secret), work.now)
    after = replace(
        before.with_login_id(proved.phone_number, proved.line),
        login_change=change.id,
        former_phone_number=before.phone_number,
        undo_until=change.undo_until,
    )
    moved = replace(login, phone_number=after.phone_number, line=after.line)
    work.save(
        logins.reserve(login, change.undo_until),
        logins.put_free(moved, work.now, on_conflict=LoginIdTaken()),
        login_id_changes.add(change),
    )
    publish_notices(work, before, "login_id_changed", refresh_tokens.join_token(change.id, secret=secret))
    return save_profile(work, after, before)


def read_login(work: UnitOfWork, account: Account) -> Login:
    """Return the login of an account. Raises Stale if its Login ID was changed since the account was read."""
    at = logins.key(account.phone_number)
    login = logins.find(work.table.get_many([at]), account.phone_number)
    if login is None or login.account_id != account.id:
        raise Stale
    return login
