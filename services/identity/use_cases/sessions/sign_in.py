"""Sign in with Login ID and password (I7)."""

from dataclasses import dataclass
from functools import partial

from contracts import phone_numbers
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passwords
from services.identity.domain.account import Login
from services.identity.domain.password_attempts import WRONG_PER_NUMBER_HOUR, Tries
from services.identity.domain.problems import InvalidPhoneNumber, TooManyTries, WrongCredentials
from services.identity.domain.rules import Rules
from services.identity.domain.session import Device, Opened
from services.identity.stores import accounts, password_attempts
from services.identity.stores.limits import Limit
from services.identity.use_cases.sessions.start_session import begin_session

_AT_ONCE = 1  # second to wait when two tries met


def sign_in(work: UnitOfWork, phone_number: str, password: str, device: Device, rules: Rules) -> Opened:
    """Begin a session. A number without an account is refused like a wrong password, after the same time."""
    refuse = partial(InvalidPhoneNumber, field="phone_number")
    door = _Door.of(work, phone_numbers.read_phone_number(phone_number, refuse=refuse), rules)
    door.refuse_too_many()
    login = door.login
    fits = passwords.fits(password, login.password if login else None)
    if login is None or not fits:
        door.count_wrong()
        raise WrongCredentials
    door.count_right()
    if passwords.is_dated(login.password):
        work.save(accounts.rehash(login, passwords.hash_of(password), on_conflict=WrongCredentials()))
    return begin_session(work, login.account_id, login.generation, device)


@dataclass(frozen=True)
class _Door:
    """What is known, from one read, of a number and of who tries passwords at it."""

    work: UnitOfWork
    phone_number: str
    login: Login | None
    network: str
    tries: Item | None
    is_number_tried: bool
    address: Limit
    number: Limit
    is_address_tried: bool

    @classmethod
    def of(cls, work: UnitOfWork, phone_number: str, rules: Rules) -> "_Door":
        network = codes.network(work.context.address, rules.key)
        address = Limit(f"wrong#{network}", rules.wrong_passwords_per_address_hour, work.now)
        number = Limit(f"wrong#{phone_number}", WRONG_PER_NUMBER_HOUR, work.now)
        login_key, tries_key = accounts.login_key(phone_number), password_attempts.key(phone_number, network)
        found = work.table.get_many([login_key, tries_key, address.key, number.key])
        return cls(
            work=work,
            phone_number=phone_number,
            login=accounts.login_in(found[login_key]) if login_key in found else None,
            network=network,
            tries=found.get(tries_key),
            is_number_tried=number.is_reached(found),
            address=address,
            number=number,
            is_address_tried=address.is_reached(found),
        )

    @property
    def _so_far(self) -> Tries:
        return password_attempts.tries_in(self.tries, self.work.now)

    def refuse_too_many(self) -> None:
        """Raise TooManyTries before any password is looked at, whether or not there is an account."""
        if wait := self._so_far.seconds_to_wait(self.work.now):
            raise TooManyTries(retry_after=wait)
        if self.is_address_tried:
            raise TooManyTries(retry_after=self.address.ends_in)
        if self.is_number_tried and not self._so_far.is_known(self.work.now):
            raise TooManyTries(retry_after=self.number.ends_in)

    def count_wrong(self) -> None:
        """Remember a wrong try, and commit it before it is told."""
        self._keep(self._so_far.failed(self.work.now))
        self.work.save(self.address.note())
        if not self._so_far.is_known(self.work.now):
            self.work.save(self.number.note())
        self.work.commit()

    def count_right(self) -> None:
        """Forget the wrong tries, and know this network from now on."""
        self._keep(self._so_far.right(self.work.now))

    def _keep(self, now: Tries) -> None:
        met = TooManyTries("Two tries at once. Please try again.", retry_after=_AT_ONCE)
        self.work.save(password_attempts.keep(self.phone_number, self.network, now, self.tries, on_conflict=met))
