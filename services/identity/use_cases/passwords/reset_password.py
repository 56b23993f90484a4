"""A new password for who forgot the old one, by a code to the phone (I7)."""

from functools import partial

from contracts import phone_numbers
from contracts.identity import CodeRequested
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords
from services.identity.domain.challenge import CODE_LIVES, Challenge, pause_after
from services.identity.domain.line import channels
from services.identity.domain.problems import CodeExpired, InvalidPhoneNumber
from services.identity.domain.rules import Rules
from services.identity.http.views import ResetStarted
from services.identity.stores import accounts, challenges, password_attempts, sessions
from services.identity.use_cases.codes.code_sender import Sender, code_requested, kept_code, nobodys_code
from services.identity.use_cases.profile.change_profile import save_profile
from services.identity.use_cases.sign_up.verify_sign_up import challenge_with


def start_reset(work: UnitOfWork, given: str, rules: Rules) -> ResetStarted:
    """Have a code sent, if there is an account: the answer is the same if there is none."""
    refuse = partial(InvalidPhoneNumber, field="phone_number")
    sender = Sender.to(work, rules, "password_reset", phone_numbers.read_phone_number(given, refuse=refuse))
    sender.refuse_too_much(begins=True)
    challenge, requested = _begun(sender)
    has_account = challenge.account_id is not None
    work.save(sender.count(sends=has_account, begins=True), challenges.add(challenge))
    if has_account:
        work.publish(requested)
    return ResetStarted.of(challenge)


def finish_reset(work: UnitOfWork, reset_id: str, code: str, password: str, rules: Rules) -> None:
    """Set the password, end every session, and trust the network that this comes from."""
    passwords.refuse_common(password, field="new_password")
    before = challenge_with(work, "password_reset", reset_id, code, rules)
    account, open_sessions = sessions.all_with_account(work.table, before.account_id or "")
    if account is None:
        raise CodeExpired
    passwords.refuse_weak(password, field="new_password", phone_number=account.phone_number, email=account.email)
    work.save(challenges.change(before.used(), before))
    after = account.signed_out_everywhere()
    save_profile(work, after, account)
    work.save(accounts.set_password(after, passwords.hash_of(password), on_conflict=CodeExpired()))
    work.save(sessions.forget(account.id, session.id) for session in open_sessions)
    network = codes.network(work.context.address, rules.key)
    work.save(password_attempts.trust(account.phone_number, network, work.now))


def _begun(sender: Sender) -> tuple[Challenge, CodeRequested]:
    login, now, rules = sender.login, sender.work.now, sender.rules
    reset_id, code = ids.new_id("pwr"), codes.new_code()
    line = login.line if login else "mobile"
    challenge = Challenge(
        id=reset_id,
        purpose="password_reset",
        phone_number=sender.phone_number,
        line=line,
        channel=channels(line)[0],
        code=kept_code(reset_id, code, rules) if login else nobodys_code(reset_id, rules),
        expires_at=now + CODE_LIVES,
        begun_at=now,
        again_at=now + pause_after(1),
        account_id=login.account_id if login else None,
    )
    return challenge, code_requested(challenge, code)
