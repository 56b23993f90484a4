"""Sending a code: what the limits allow, what is counted, and the event that has the code sent (I4)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from contracts import phone_numbers
from contracts.identity import CodeRequested, KnownNumberTried
from contracts.languages import Language
from kernel.bus.sealing import seal
from kernel.dynamodb.transact_items import Item, TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count
from services.identity.domain import codes, proof_of_work
from services.identity.domain.account import Login, Reservation
from services.identity.domain.challenge import RESEND_PAUSES, Challenge, Purpose
from services.identity.domain.problems import ChallengeRequired, CodesExhausted, TooManyCodes, TooSoon
from services.identity.domain.rules import Rules
from services.identity.stores import logins, lookups
from services.identity.stores.limits import Budget, Items, Limit
from services.identity.use_cases.attacks import report_code_limit

Use = Purpose | Literal["recovery"]

_HALF, _NEARLY = 0.5, 0.8
_LONGEST_PAUSE = 3600  # clients should not stay away for a day: the operator may raise the budget


@dataclass(frozen=True)
class CodeSender:
    """Everything known, from one read, about a number and the network that requests a code for it."""

    work: UnitOfWork
    rules: Rules
    purpose: Use
    phone_number: str
    found: Items

    @classmethod
    def for_number(cls, work: UnitOfWork, rules: Rules, purpose: Use, phone_number: str) -> "CodeSender":
        """Read everything that decides whether a code may go to this number."""
        bare = cls(work, rules, purpose, phone_number, {})
        keys = [logins.key(phone_number), lookups.key(phone_number), *bare._budget.keys]
        keys += [limit.key for limit in (bare._number, bare._pair, *bare._networks)]
        return cls(work, rules, purpose, phone_number, work.table.get_many(keys))

    @property
    def login(self) -> Login | None:
        """Return the login of the number, or None if it has no account."""
        return logins.find(self.found, self.phone_number)

    @property
    def reservation(self) -> Reservation | None:
        """Return for whom the number is reserved as a former Login ID, or None."""
        return logins.find_reservation(self.found, self.phone_number, self.work.now)

    @property
    def taken_by(self) -> str | None:
        """Return the account that has the number, or had it within 72 hours; None if it is free."""
        if self.login:
            return self.login.account_id
        return self.reservation.reserved_for if self.reservation else None

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
        for scope, limit in self._limits:
            if limit.is_reached(self.found):
                report_code_limit(self.phone_number, self.work.context.address, scope)
                raise TooManyCodes(retry_after=limit.seconds_left)
        for part, spent in self._budget.spent(self.found, self._country).items():
            if spent >= 1:
                report_code_limit(self.phone_number, self.work.context.address, part)
                count("TextBudgetExhausted")
                raise self._exhausted

    def require_proof(self, proof: str | None) -> None:
        """Raise ChallengeRequired without a proof of work, once half of a network's limit or of the budget is used.

        The puzzle is harder once most of the budget is used. Neither depends on whether the number has an account.
        """
        spent = max(self._budget.spent(self.found, self._country).values())
        if spent < _HALF and not any(limit.is_half_used(self.found) for limit in self._networks):
            return
        bits = proof_of_work.HARD_BITS if spent >= _NEARLY else proof_of_work.EASY_BITS
        subject, key, now = f"{self.purpose}#{self.phone_number}#{self._network}", self.rules.key, self.work.now
        if proof and proof_of_work.is_proof(proof, key, subject, bits, now):
            return
        count("ChallengeRequired")
        puzzle = proof_of_work.make_puzzle(key, subject, bits, now)
        raise ChallengeRequired(retry_after=1, puzzle=puzzle, zero_bits=bits)

    def count_caller(self) -> list[TransactItem]:
        """Count this request for the networks that it comes from."""
        return [limit.count() for limit in self._networks]

    def take_back_caller(self) -> list[TransactItem]:
        """Take the count of this request back."""
        return [limit.add(-1) for limit in self._networks]

    def count(self, *, sends_code: bool, new_challenge: bool, with_caller: bool = True) -> list[TransactItem]:
        """Count a code for number, pair and network, and for the day if one is really sent."""
        next_at = self.work.now + timedelta(seconds=RESEND_PAUSES[0]) if new_challenge else None
        counted = [self._number.count(), self._pair.count(next_at=next_at)]
        if with_caller:
            counted += self.count_caller()
        if sends_code:
            budget = self._budget
            spent = max(budget.spent(self.found, self._country).values()) + 1 / budget.sign_ups
            if spent >= _HALF:
                count("TextBudgetHalfSpent")
            if spent >= _NEARLY:
                count("TextBudgetNearlyExhausted")
            counted.append(budget.count(self.found, self._country, self._exhausted))
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
    def _networks(self) -> list[Limit]:
        """The limits of the caller's networks: of an IPv4 address, or of the /64, /56 and /48 of an IPv6 address."""
        hashes = codes.hash_networks(self.work.context.address, self.rules.key)
        mosts = self.rules.codes_per_network_hour
        return [Limit(f"codes#{it}", most, self.work.now) for it, most in zip(hashes, mosts, strict=False)]

    @property
    def _limits(self) -> list[tuple[str, Limit]]:
        return [("number", self._number), ("pair", self._pair), *(("network", limit) for limit in self._networks)]

    @property
    def _country(self) -> str | None:
        """The country whose share of the budget a sign-up counts for; None for who may use the reserve.

        A new Login ID counts like a sign-up: the number is anyone's.
        """
        return phone_numbers.country_of(self.phone_number) if self.purpose in ("sign_up", "login_id") else None

    @property
    def _budget(self) -> Budget:
        rules = self.rules
        return Budget(rules.codes_per_day, rules.sign_up_codes_per_day, rules.codes_per_country_day, self.work.now)

    @property
    def _exhausted(self) -> CodesExhausted:
        return CodesExhausted(retry_after=min(self._budget.seconds_left, _LONGEST_PAUSE))


def hash_code(challenge_id: str, code: str, rules: Rules) -> str:
    """Return the hash under which the code of a challenge is stored."""
    return codes.keyed_hash(rules.key, "code", challenge_id, code)


def hash_unmatchable_code(challenge_id: str, rules: Rules) -> str:
    """Return a hash for a challenge that is sent no code: no six digits match it."""
    return hash_code(challenge_id, codes.generate_secret(), rules)


def code_requested_event(challenge: Challenge, code: str, language: Language) -> CodeRequested:
    """Build the event that has the code of a challenge sent, in a language."""
    return CodeRequested(
        request_id=challenge.id,
        phone_number=challenge.phone_number,
        channel=challenge.channel,
        purpose=challenge.purpose,
        sealed_code=seal(code),
        expires_at=challenge.expires_at,
        language=language,
    )


def known_number_event(sender: CodeSender, challenge: Challenge, account_id: str) -> KnownNumberTried:
    """Build the event that has the holder of a number notified of the try to use it for another account."""
    return KnownNumberTried(
        account_id=account_id,
        phone_number=challenge.phone_number,
        channel=challenge.channel,
        purpose="login_id" if challenge.purpose == "login_id" else "sign_up",
        reserved_until=sender.reservation.reserved_until if sender.reservation else None,
    )
