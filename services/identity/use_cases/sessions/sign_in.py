"""Sign in with Login ID and password (I7)."""

from dataclasses import dataclass
from functools import partial
from typing import NoReturn

from contracts import phone_numbers
from kernel import clock, ids
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords, refresh_tokens
from services.identity.domain.account import Account, Login
from services.identity.domain.password_attempts import MAX_WRONG_PER_NUMBER_HOUR, Attempts
from services.identity.domain.problems import (
    InvalidPhoneNumber,
    SecondFactorRequired,
    TooManyAttempts,
    WrongCredentials,
)
from services.identity.domain.proof_request import REQUEST_LIFETIME, ProofRequest
from services.identity.domain.rules import Rules
from services.identity.domain.session import Device, SessionGrant
from services.identity.stores import accounts, logins, password_attempts, proof_requests
from services.identity.stores.limits import Limit
from services.identity.use_cases.attacks import report_lockout, report_wrong_password
from services.identity.use_cases.notices.security_notices import notify
from services.identity.use_cases.sessions.sign_in_limits import count_sign_in
from services.identity.use_cases.sessions.start_session import start_session

_SECONDS_BETWEEN_ATTEMPTS = 1  # the wait after two attempts at the same moment


def sign_in(work: UnitOfWork, *, phone_number: str, password: str, device: Device, rules: Rules) -> SessionGrant:
    """Start a session. A number without an account is refused like a wrong password, after the same time.

    Raises InvalidPhoneNumber, TooManyAttempts, WrongCredentials or TooManySignIns, and SecondFactorRequired, which
    carries what the second step needs (I11).
    """
    refuse = partial(InvalidPhoneNumber, field="phone_number")
    attempt = PasswordAttempt.of(work, phone_numbers.read_phone_number(phone_number, refuse=refuse), rules)
    attempt.refuse_too_many()
    login = attempt.login
    if not attempt.is_right(password) or login is None:
        attempt.record_failure()
        raise WrongCredentials
    count_sign_in(work, login.phone_number, attempt.network, is_known=attempt.is_known_network)
    if login.second_factors:
        attempt.record_check()
        raise _ask_for_second_factor(work, login, is_new_network=not attempt.is_known_network)
    if not attempt.is_known_network:
        notify_of_new_device(work, accounts.read(work.table, login.account_id), device)
    attempt.record_success()
    if passwords.needs_rehash(login.password):
        work.save(logins.rehash(login, passwords.hash_password(password), on_conflict=WrongCredentials()))
    return start_session(work, account_id=login.account_id, generation=login.generation, device=device)


def notify_of_new_device(work: UnitOfWork, account: Account | None, device: Device) -> None:
    """Notify the person of a sign-in from a network that is not known to be theirs (I14)."""
    if account:
        notify(work, account, "new_device", device=device.agent)


def _ask_for_second_factor(work: UnitOfWork, login: Login, *, is_new_network: bool) -> SecondFactorRequired:
    """Commit a proof request for the second step, and return the refusal that carries its token."""
    secret = codes.generate_secret()
    request = ProofRequest(
        id=ids.new_id("prf"),
        purpose="sign_in",
        account_id=login.account_id,
        expires_at=work.now + REQUEST_LIFETIME,
        secret=codes.hash_secret(secret),
        generation=login.generation,
        is_new_network=is_new_network,
    )
    work.save(proof_requests.add(request))
    work.commit()
    return SecondFactorRequired(
        accepts=list(login.second_factors),
        challenge=refresh_tokens.join_token(login.account_id, request.id, secret=secret),
        expires_at=clock.to_text(request.expires_at),
    )


@dataclass(frozen=True)
class PasswordAttempt:
    """Everything known, from one read, about a number and the network that enters a password for it."""

    work: UnitOfWork
    phone_number: str
    login: Login | None
    network: str
    attempts: Item | None
    is_number_limited: bool
    address: Limit
    number: Limit
    is_address_limited: bool

    @classmethod
    def of(cls, work: UnitOfWork, phone_number: str, rules: Rules) -> "PasswordAttempt":
        network = codes.hash_network(work.context.address, rules.key)
        address = Limit(f"wrong#{network}", rules.wrong_passwords_per_address_hour, work.now)
        number = Limit(f"wrong#{phone_number}", MAX_WRONG_PER_NUMBER_HOUR, work.now)
        login_key, attempts_key = logins.key(phone_number), password_attempts.key(phone_number, network)
        found = work.table.get_many([login_key, attempts_key, address.key, number.key])
        return cls(
            work=work,
            phone_number=phone_number,
            login=logins.find(found, phone_number),
            network=network,
            attempts=found.get(attempts_key),
            is_number_limited=number.is_reached(found),
            address=address,
            number=number,
            is_address_limited=address.is_reached(found),
        )

    @property
    def is_known_network(self) -> bool:
        """Return whether the owner was on this network within 90 days, and since the last denial."""
        return self._attempts.is_known(self.work.now)

    def is_right(self, password: str) -> bool:
        """Return whether this is the password; without an account it is not, after the same time."""
        return passwords.verify_password(password, self.login.password if self.login else None)

    @property
    def _attempts(self) -> Attempts:
        attempts = password_attempts.attempts_from_item(self.attempts, self.work.now)
        return attempts.known_since(self.login.denied_at if self.login else None)

    def refuse_too_many(self) -> None:
        """Raise TooManyAttempts before the password is checked, whether or not there is an account."""
        if wait := self._attempts.seconds_to_wait(self.work.now):
            self._refuse("pair", wait)
        if self.is_address_limited:
            self._refuse("address", self.address.seconds_left)
        if self.is_number_limited and not self._attempts.is_known(self.work.now):
            self._refuse("number", self.number.seconds_left)

    def _refuse(self, scope: str, wait: int) -> NoReturn:
        report_lockout(self.phone_number, self.work.context.address, scope)
        raise TooManyAttempts(retry_after=wait)

    def record_failure(self) -> None:
        """Record a wrong password, and commit before the caller learns that it is wrong."""
        self._save(self._attempts.with_failure(self.work.now))
        self.work.save(self.address.add())
        if not self._attempts.is_known(self.work.now):
            self.work.save(self.number.add())
        self.work.commit()
        report_wrong_password(self.phone_number, self.work.context.address)

    def record_check(self) -> None:
        """Record that the password was right, which alone signs no one in: this network is not known by it."""
        self._save(self._attempts)

    def record_proof(self) -> None:
        """Forget the wrong passwords; a stolen session that steps up does not make its network the owner's."""
        self._save(self._attempts.with_proof())

    def record_success(self) -> None:
        """Forget the wrong passwords, and know this network from now on."""
        self._save(self._attempts.with_success(self.work.now))

    def _save(self, attempts: Attempts) -> None:
        conflict = TooManyAttempts("Please try again.", retry_after=_SECONDS_BETWEEN_ATTEMPTS)
        self.work.save(
            password_attempts.save(
                self.phone_number, self.network, attempts.kept(self.work.now), self.attempts, on_conflict=conflict
            )
        )
