"""Register: a name, an email and a password for a number that was shown to be in somebody's hand (I6)."""

from dataclasses import replace

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords, refresh_tokens
from services.identity.domain.account import Account, Login
from services.identity.domain.challenge import Challenge
from services.identity.domain.line import channels
from services.identity.domain.problems import AccountExists, RegistrationExpired
from services.identity.domain.rules import Rules
from services.identity.domain.session import Device, Opened
from services.identity.domain.time_zones import known_zone
from services.identity.http.schemas import Registration
from services.identity.stores import accounts, challenges, password_attempts
from services.identity.use_cases.profile import announcements
from services.identity.use_cases.sessions.start_session import begin_session


def register_account(work: UnitOfWork, given: Registration, device: Device, rules: Rules) -> tuple[Account, Opened]:
    """Make the account, and sign in. Asked again with the same token and password, it signs in to what it made."""
    before = _proved(work, given.registration_token)
    account = _made_before(work, before, given.password) if before.registered else _made(work, given, before, rules)
    return account, begin_session(work, account.id, account.generation, device)


def _proved(work: UnitOfWork, token: str) -> Challenge:
    parts = refresh_tokens.apart(token, ids=1)
    challenge = challenges.read(work.table, "sign_up", parts[0]) if parts else None
    if parts is None or challenge is None or not challenge.takes_proof(codes.hashed(parts[1]), work.now):
        raise RegistrationExpired
    return challenge


def _made(work: UnitOfWork, given: Registration, before: Challenge, rules: Rules) -> Account:
    passwords.refuse_weak(given.password, field="password", phone_number=before.phone_number, email=given.email)
    account, mail = announcements.with_link(_account(work, given, before), work.now)
    login = Login(account.phone_number, account.id, passwords.hash_of(given.password), account.line)
    work.save(challenges.change(replace(before, registered=account.id), before))
    work.save(accounts.open_account(account, login, on_conflict=AccountExists()))
    work.save(password_attempts.trust(account.phone_number, codes.network(work.context.address, rules.key), work.now))
    work.publish(announcements.account_registered(account), announcements.profile_changed(account), mail)
    return account


def _account(work: UnitOfWork, given: Registration, proved: Challenge) -> Account:
    return Account(
        id=ids.new_id("acc"),
        phone_number=proved.phone_number,
        line=proved.line,
        name=given.name,
        email=given.email,
        created_at=work.now,
        time_zone=known_zone(given.time_zone or "UTC"),
        notices=("text", "email") if "sms" in channels(proved.line) else ("email",),
        revision=2,  # of the profile, which says more than the registration does and comes after it
    )


def _made_before(work: UnitOfWork, before: Challenge, password: str) -> Account:
    """The account that this token made already: the answer was lost, or two requests came at once."""
    login_key = accounts.login_key(before.phone_number)
    account_key = accounts.key(before.registered or "")
    found = work.table.get_many([login_key, account_key])
    if login_key not in found or account_key not in found:
        raise RegistrationExpired
    login, account = accounts.login_in(found[login_key]), accounts.account_in(found[account_key])
    if login.account_id != account.id or not passwords.fits(password, login.password):
        raise RegistrationExpired
    return account
