"""Set a new password with a code that was sent to the phone (I7)."""

from functools import partial

from contracts import phone_numbers
from contracts.identity import CodeRequested
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords
from services.identity.domain.challenge import CODE_LIFETIME, Challenge, resend_pause
from services.identity.domain.line import channels
from services.identity.domain.problems import CodeExpired, InvalidPhoneNumber
from services.identity.domain.rules import Rules
from services.identity.http.views import ResetStarted
from services.identity.stores import challenges, logins, password_attempts, sessions
from services.identity.use_cases.codes.code_sender import (
    CodeSender,
    code_requested_event,
    hash_code,
    hash_unmatchable_code,
)
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.profile.change_profile import save_profile
from services.identity.use_cases.sign_up.verify_sign_up import require_code


def start_password_reset(work: UnitOfWork, *, phone_number: str, proof: str | None, rules: Rules) -> ResetStarted:
    """Have a code sent if the number has an account; the answer is the same if it has none."""
    refuse = partial(InvalidPhoneNumber, field="phone_number")
    sender = CodeSender.for_number(
        work, rules, "password_reset", phone_numbers.read_phone_number(phone_number, refuse=refuse)
    )
    sender.refuse_over_limit(new_challenge=True)
    sender.require_proof(proof)
    challenge, requested = _new_challenge(sender)
    has_account = challenge.account_id is not None
    work.save(sender.count(sends_code=has_account, new_challenge=True), challenges.add(challenge))
    if has_account:
        work.publish(requested)
    return ResetStarted.of(challenge)


def reset_password(work: UnitOfWork, *, reset_id: str, code: str, new_password: str, rules: Rules) -> None:
    """Set the new password, end every session, and know this network as the owner's.

    A code that was sent to a former Login ID proves nothing any more. Raises WeakPassword, WrongCode or CodeExpired.
    """
    passwords.refuse_common(new_password, field="new_password")
    before = require_code(work, purpose="password_reset", challenge_id=reset_id, code=code, rules=rules)
    account, open_sessions = sessions.read_all_with_account(work.table, before.account_id or "")
    if account is None or account.phone_number != before.phone_number:
        raise CodeExpired
    passwords.refuse_weak(
        new_password,
        field="new_password",
        phone_number=account.phone_number,
        email=account.email,
        name=account.name,
    )
    work.save(challenges.change(before.with_code_used(), before))
    after = account.with_sessions_ended()
    save_profile(work, after, account)
    work.save(logins.set_password(after, passwords.hash_password(new_password), on_conflict=CodeExpired()))
    work.save(sessions.remove(account.id, session.id) for session in open_sessions)
    notify(work, account, "password_changed")
    network = codes.hash_network(work.context.address, rules.key)
    work.save(password_attempts.trust_network(account.phone_number, network, work.now))


def _new_challenge(sender: CodeSender) -> tuple[Challenge, CodeRequested]:
    login, now, rules = sender.login, sender.work.now, sender.rules
    reset_id, code = ids.new_id("pwr"), codes.generate_code()
    line = login.line if login else "mobile"
    challenge = Challenge(
        id=reset_id,
        purpose="password_reset",
        phone_number=sender.phone_number,
        line=line,
        channel=channels(line)[0],
        code=hash_code(reset_id, code, rules) if login else hash_unmatchable_code(reset_id, rules),
        expires_at=now + CODE_LIFETIME,
        started_at=now,
        resend_at=now + resend_pause(1),
        account_id=login.account_id if login else None,
    )
    return challenge, code_requested_event(challenge, code, sender.work.context.language)
