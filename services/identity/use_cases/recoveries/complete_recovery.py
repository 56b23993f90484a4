"""Complete a recovery: a new Login ID and password, once the wait is over (I13)."""

from collections.abc import Callable
from dataclasses import replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords
from services.identity.domain.account import Account
from services.identity.domain.challenge import Challenge
from services.identity.domain.problems import LoginIdTaken
from services.identity.domain.rules import Rules
from services.identity.http.recovery_schemas import RecoveredLogin, RecoveryNumber
from services.identity.http.views import LoginIdChangeStarted
from services.identity.stores import challenges, login_id_changes, logins, password_attempts, recoveries, sessions
from services.identity.use_cases.api_keys.end_keys import end_all
from services.identity.use_cases.login_id.confirm_change import read_login
from services.identity.use_cases.login_id.start_change import request_code
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile
from services.identity.use_cases.recoveries.find_recovery import require_open, require_recovery
from services.identity.use_cases.sign_up.start_sign_up import LookUp, require_served_number
from services.identity.use_cases.sign_up.verify_sign_up import require_code


def start_new_number(
    work: UnitOfWork,
    *,
    recovery_id: str,
    given: RecoveryNumber,
    proof: str | None,
    rules: Rules,
    look_up: LookUp,
    wait: Callable[[float], object],
) -> LoginIdChangeStarted:
    """Have a code sent to the number that is to be the Login ID, or its holder notified: the answer is the same (I5).

    Raises RecoveryOver, RecoveryWaits, SameLoginId, ChannelNotPossible, and what a sign-up raises.
    """
    found = require_open(work, recovery_id, given.token)
    found.recovery.require_ready(work.now)
    phone_number = require_served_number(given.phone_number, rules)
    return request_code(
        work, found.account, phone_number, given.channel, proof=proof, rules=rules, look_up=look_up, wait=wait
    )


def complete_recovery(work: UnitOfWork, *, recovery_id: str, given: RecoveredLogin, rules: Rules) -> None:
    """Give the account the new Login ID and password, and end every session and API key; its second factors stay.

    A change of the Login ID that could still be undone no longer can. Raises RecoveryOver, RecoveryWaits, WeakPassword,
    WrongCode, CodeExpired and LoginIdTaken.
    """
    passwords.refuse_common(given.new_password, field="new_password")
    recovery = require_recovery(work, recovery_id, given.token)
    found, open_sessions = sessions.read_all_with_account(work.table, recovery.account_id or "")
    account = recovery.require_current(found, work.now)
    recovery.require_ready(work.now)
    proved = require_code(
        work,
        purpose="login_id",
        challenge_id=given.change_id,
        code=given.code,
        rules=rules,
        account_id=account.id,
    )
    refuse_weak = {"phone_number": proved.phone_number, "email": account.email, "name": account.name}
    passwords.refuse_weak(given.new_password, field="new_password", **refuse_weak)
    work.save(challenges.change(proved.with_code_used(), proved), recoveries.use(recovery))
    work.save(sessions.remove(account.id, session.id) for session in open_sessions)
    end_all(work, account.id)
    _replace_login(work, account, proved, passwords.hash_password(given.new_password))
    notify(work, account, "account_recovered")
    network = codes.hash_network(work.context.address, rules.key)
    work.save(password_attempts.trust_network(proved.phone_number, network, work.now))


def _replace_login(work: UnitOfWork, before: Account, proved: Challenge, password: str) -> None:
    """Save the account under its new Login ID, which may be the one that a thief replaced."""
    login = read_login(work, before)
    after = before.with_recovery_completed(proved.phone_number, proved.line)
    moved = replace(
        login, phone_number=after.phone_number, line=after.line, password=password, generation=after.generation
    )
    work.save(logins.remove(login), logins.put_free_or_reserved(moved, work.now, on_conflict=LoginIdTaken()))
    if before.login_change:
        work.save(login_id_changes.remove(before.login_change))
    former = before.former_phone_number
    if former and before.can_undo(work.now) and former != after.phone_number:
        work.save(logins.free(former, before.id))
    save_profile(work, after, before)
