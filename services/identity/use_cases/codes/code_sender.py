"""Sending a code: what the limits allow, what is counted, and the event that has the code sent (I4)."""

from dataclasses import dataclass
from datetime import timedelta

from contracts.identity import CodeRequested, KnownNumberTried
from kernel.bus.sealing import seal
from kernel.dynamodb.transact_items import Item, TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count
from services.identity.domain import codes
from services.identity.domain.account import Login
from services.identity.domain.challenge import RESEND_PAUSES, Challenge, Purpose
from services.identity.domain.problems import CodesExhausted, TooManyCodes, TooSoon
from services.identity.domain.rules import Rules
from services.identity.stores import accounts, limits, lookups
from services.identity.stores.limits import Budget, Items, Limit

_NEARLY = 0.8
_LONGEST_PAUSE = 3600  # clients should not stay away for a day: the operator may raise the budget


@dataclass(frozen=True)
class CodeSender:
    """Everything known, from one read, about a number and the network that requests a code for it."""

    work: UnitOfWork
    rules: Rules
    purpose: Purpose
    phone_number: str
    found: Items

    @classmethod
    def for_number(cls, work: UnitOfWork, rules: Rules, purpose: Purpose, phone_number: str) -> "CodeSender":
        """Read everything that decides whether a code may go to this number."""
        bare = cls(work, rules, purpose, phone_number, {})
        keys = [accounts.login_key(phone_number), lookups.key(phone_number), *bare._budget.keys]
        keys += [limit.key for limit in (bare._number, bare._pair, bare._address)]
        return cls(work, rules, purpose, phone_number, work.table.get_many(keys))

    @property
    def login(self) -> Login | None:
        """Return the login of the number, or None if it has no account."""
        item = self.found.get(accounts.login_key(self.phone_number))
        return accounts.login_from_item(item) if item else None

    @property
    def line(self) -> Item | None:
        """Return the item of the number's line type, or None."""
        return self.found.get(lookups.key(self.phone_number))

    def refuse_over_limit(self, *, new_challenge: bool) -> None:
        """Raise TooSoon, TooManyCodes or CodesExhausted if a limit is reached.

        `new_challenge` says that the code starts a new challenge, which must wait for the pause too.
        """
        if new_challenge and (pause := self._pair.pause(self.found)):
            raise TooSoon(retry_after=pause)
        for limit in (self._number, self._pair, self._address):
            if limit.is_reached(self.found):
                raise TooManyCodes(retry_after=limit.seconds_left)
        if self._budget.used(self.found) >= self.rules.codes_per_day:
            count("TextBudgetExhausted")
            raise CodesExhausted(retry_after=min(self._budget.seconds_left, _LONGEST_PAUSE))

    def count_caller(self) -> TransactItem:
        """Count this request for the network that it comes from."""
        return self._address.count()

    def take_back_caller(self) -> TransactItem:
        """Take the count of this request back."""
        return self._address.add(-1)

    def count(self, *, sends_code: bool, new_challenge: bool, with_caller: bool = True) -> list[TransactItem]:
        """Count a code for number, pair and network, and for the day if one is really sent."""
        next_at = self.work.now + timedelta(seconds=RESEND_PAUSES[0]) if new_challenge else None
        counted = [self._number.count(), self._pair.count(next_at=next_at)]
        if with_caller:
            counted.append(self.count_caller())
        if sends_code:
            if self._budget.used(self.found) + 1 >= _NEARLY * self.rules.codes_per_day:
                count("TextBudgetNearlyExhausted")
            counted.append(self._budget.count(self.found))
        return counted

    def lift_pause(self) -> TransactItem:
        """Let the person who used a code request the next one at once."""
        return self._pair.lift_pause()

    @property
    def _network(self) -> str:
        return codes.hash_network(self.work.context.address, self.rules.key)

    @property
    def _number(self) -> Limit:
        most = self.rules.codes_per_number_hour
        return Limit(f"{self.purpose}#{self.phone_number}", most, self.work.now)

    @property
    def _pair(self) -> Limit:
        most = self.rules.codes_per_pair_hour
        return Limit(f"{self.purpose}#{self.phone_number}#{self._network}", most, self.work.now)

    @property
    def _address(self) -> Limit:
        return Limit(f"codes#{self._network}", self.rules.codes_per_address_hour, self.work.now)

    @property
    def _budget(self) -> Budget:
        return limits.Budget(self.rules.codes_per_day, self.work.now)


def hash_code(challenge_id: str, code: str, rules: Rules) -> str:
    """Return the hash under which the code of a challenge is stored."""
    return codes.keyed_hash(rules.key, "code", challenge_id, code)


def hash_unmatchable_code(challenge_id: str, rules: Rules) -> str:
    """Return a hash for a challenge that is sent no code: no six digits match it."""
    return hash_code(challenge_id, codes.generate_secret(), rules)


def code_requested_event(challenge: Challenge, code: str) -> CodeRequested:
    """Build the event that has the code of a challenge sent."""
    return CodeRequested(
        request_id=challenge.id,
        phone_number=challenge.phone_number,
        channel=challenge.channel,
        purpose=challenge.purpose,
        sealed_code=seal(code),
        expires_at=challenge.expires_at,
    )


def known_number_event(challenge: Challenge, account_id: str) -> KnownNumberTried:
    """Build the event that has the holder of a number notified of a sign-up with it."""
    return KnownNumberTried(account_id=account_id, phone_number=challenge.phone_number, channel=challenge.channel)
