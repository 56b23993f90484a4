"""Second factors of an account: authenticator apps, passkeys, and recovery codes (I11). Pure: no clock, no AWS.

All second factors of an account are one record with a version, and each proof is a change of it: a code that two
requests send at once is used by one of them, and every wrong code counts.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from services.identity.domain.password_attempts import Attempts
from services.identity.domain.problems import FactorAdded, NoSecondFactor, NoSuchFactor, TooManyFactors, WrongProof

Kind = Literal["totp", "passkey"]
Method = Literal["passkey", "totp", "recovery_code", "password"]
MAX_FACTORS = 10
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Factor:
    """One authenticator app or passkey.

    An authenticator has a `sealed_secret`, and the time step of the last code that was used. A passkey has the id and
    the public key of its credential (base64url), and the last count of its signatures.
    """

    id: str
    kind: Kind
    label: str
    added_at: datetime
    last_used_at: datetime | None = None
    sealed_secret: str | None = None
    last_step: int = 0
    credential_id: str | None = None
    public_key: str | None = None
    sign_count: int = 0


@dataclass(frozen=True)
class SecondFactors:
    """The second factors of an account, the keyed hashes of its unused recovery codes, and wrong codes so far."""

    account_id: str
    factors: tuple[Factor, ...] = ()
    recovery_codes: tuple[str, ...] = ()
    attempts: Attempts = field(default_factory=Attempts)
    version: int = 0

    @property
    def accepts(self) -> tuple[Method, ...]:
        """Return the methods that prove who someone is: the password only without any second factor."""
        kinds = {factor.kind for factor in self.factors}
        named: tuple[Method, ...] = ("passkey", "totp")
        usable = tuple(method for method in named if method in kinds)
        if not usable:
            return ("password",)
        return (*usable, "recovery_code") if self.recovery_codes else usable

    @property
    def required(self) -> tuple[Method, ...]:
        """Return the methods that complete a sign-in with the password, or none if the password alone signs in."""
        return self.accepts if self.factors else ()

    def of_kind(self, kind: Kind) -> tuple[Factor, ...]:
        """Return the factors of one kind."""
        return tuple(factor for factor in self.factors if factor.kind == kind)

    def require_factor(self) -> None:
        """Raise NoSecondFactor if there is none."""
        if not self.factors:
            raise NoSecondFactor

    def refuse_another(self, kind: Kind) -> None:
        """Raise TooManyFactors, or FactorAdded for a second authenticator app: each is a call to KMS per code."""
        if len(self.factors) >= MAX_FACTORS:
            raise TooManyFactors
        if kind == "totp" and self.of_kind("totp"):
            raise FactorAdded("You already have an authenticator app. Remove it first to set up another.")

    def with_factor(self, factor: Factor) -> "SecondFactors":
        """Return them with one more. Raises TooManyFactors, or FactorAdded for one that is there already."""
        self.refuse_another(factor.kind)
        if factor.credential_id and factor.credential_id in {each.credential_id for each in self.factors}:
            raise FactorAdded
        return replace(self, factors=(*self.factors, factor))

    def without_factor(self, factor_id: str) -> "SecondFactors":
        """Return them without one; recovery codes go with the last. Raises NoSuchFactor."""
        left = tuple(factor for factor in self.factors if factor.id != factor_id)
        if len(left) == len(self.factors):
            raise NoSuchFactor
        return replace(self, factors=left, recovery_codes=self.recovery_codes if left else ())

    def without_added_since(self, at: datetime) -> "SecondFactors":
        """Return them with only those that were there before; recovery codes go with the last."""
        left = tuple(factor for factor in self.factors if factor.added_at < at)
        return replace(self, factors=left, recovery_codes=self.recovery_codes if left else ())

    def without_recovery_codes(self) -> "SecondFactors":
        """Return them without any recovery codes."""
        return replace(self, recovery_codes=())

    def with_code_used(self, used: Factor, step: int, now: datetime) -> "SecondFactors":
        """Return them after a code of an authenticator; the codes of this time step and earlier ones work no more."""
        if step <= used.last_step:
            raise WrongProof
        return self._with(replace(used, last_step=step, last_used_at=now))

    def with_passkey_used(self, used: Factor, sign_count: int, now: datetime) -> "SecondFactors":
        """Return them after a signature of a passkey."""
        return self._with(replace(used, sign_count=sign_count, last_used_at=now))

    def with_recovery_code_used(self, hashed: str) -> "SecondFactors":
        """Return them without this recovery code, which works once. Raises WrongProof."""
        if hashed not in self.recovery_codes:
            raise WrongProof
        left = tuple(code for code in self.recovery_codes if code != hashed)
        return replace(self, recovery_codes=left, attempts=Attempts())

    def with_wrong_code(self, now: datetime) -> "SecondFactors":
        """Return them after one more wrong code; the pauses before the next grow."""
        return replace(self, attempts=self.attempts.without_expired(now).with_failure(now))

    def seconds_to_wait(self, now: datetime) -> int:
        """Return how many seconds the next code must wait after wrong ones, or 0."""
        return self.attempts.without_expired(now).seconds_to_wait(now)

    def _with(self, changed: Factor) -> "SecondFactors":
        factors = tuple(changed if factor.id == changed.id else factor for factor in self.factors)
        return replace(self, factors=factors, attempts=Attempts())
