"""Register: a name, an email and a password for a number whose phone was proved to be at hand (I6)."""

from dataclasses import replace

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords, refresh_tokens
from services.identity.domain.account import Account, Login
from services.identity.domain.challenge import Challenge
from services.identity.domain.line import channels
from services.identity.domain.problems import AccountExists, RegistrationExpired
from services.identity.domain.rules import Rules
from services.identity.domain.session import Device, SessionGrant
from services.identity.domain.time_zones import require_time_zone
from services.identity.http.schemas import Registration
from services.identity.stores import accounts, challenges, logins, password_attempts
from services.identity.use_cases.profile import profile_events
from services.identity.use_cases.sessions.sign_in_limits import count_sign_in
from services.identity.use_cases.sessions.start_session import start_session


def register_account(
    work: UnitOfWork, *, registration: Registration, device: Device, rules: Rules
) -> tuple[Account, SessionGrant]:
    """Open the account and sign in. The same token and password again sign in to the account they opened.

    Raises RegistrationExpired, AccountExists, WeakPassword or UnknownTimeZone.
    """
    before = _require_proof(work, registration.registration_token)
    account = (
        _find_created_account(work, before, registration.password, rules)
        if before.registered_account_id
        else _create_account(work, registration, before, rules)
    )
    return account, start_session(work, account_id=account.id, generation=account.generation, device=device)


def _require_proof(work: UnitOfWork, token: str) -> Challenge:
    parts = refresh_tokens.split_token(token, ids=1)
    challenge = challenges.read(work.table, "sign_up", parts[0]) if parts else None
    if parts is None or challenge is None or not challenge.accepts_proof(codes.hash_secret(parts[1]), work.now):
        raise RegistrationExpired
    return challenge


def _create_account(work: UnitOfWork, registration: Registration, before: Challenge, rules: Rules) -> Account:
    passwords.refuse_weak(
        registration.password,
        field="password",
        phone_number=before.phone_number,
        email=registration.email,
        name=registration.name,
    )
    account, mail = profile_events.issue_link(_new_account(work, registration, before), work.now)
    login = Login(account.phone_number, account.id, passwords.hash_password(registration.password), account.line)
    work.save(challenges.change(replace(before, registered_account_id=account.id), before))
    work.save(accounts.create(account, login, on_conflict=AccountExists()))
    work.save(
        password_attempts.trust_network(
            account.phone_number, codes.hash_network(work.context.address, rules.key), work.now
        )
    )
    work.publish(profile_events.account_registered_event(account), profile_events.profile_changed_event(account), mail)
    return account


def _new_account(work: UnitOfWork, registration: Registration, proved: Challenge) -> Account:
    return Account(
        id=ids.new_id("acc"),
        phone_number=proved.phone_number,
        line=proved.line,
        name=registration.name,
        email=registration.email,
        created_at=work.now,
        time_zone=require_time_zone(registration.time_zone or "UTC"),
        language=registration.language or work.context.language,
        notices=("text", "email") if "sms" in channels(proved.line) else ("email",),
        revision=2,  # of the profile, which says more than the registration does and comes after it
    )


def _find_created_account(work: UnitOfWork, before: Challenge, password: str, rules: Rules) -> Account:
    """Return the account that this token opened before: the response was lost, or two requests came at once.

    Raises RegistrationExpired once the account has a second factor, which this would pass by (I11), and once its
    sessions were ended: what began them no longer begins others (I8).
    """
    login_key = logins.key(before.phone_number)
    account_key = accounts.key(before.registered_account_id or "")
    found = work.table.get_many([login_key, account_key])
    login = logins.find(found, before.phone_number)
    if login is None or account_key not in found:
        raise RegistrationExpired
    account = accounts.account_from_item(found[account_key])
    is_as_registered = login.account_id == account.id and account.generation == 1 and not login.second_factors
    if not is_as_registered or not passwords.verify_password(password, login.password):
        raise RegistrationExpired
    network = codes.hash_network(work.context.address, rules.key)
    count_sign_in(work, account.phone_number, network, is_known=False)
    return account
