"""The response bodies of the routes of second factors and step-ups (I11, I12)."""

from datetime import datetime
from typing import Any, Self

from contracts.membership import Membership
from kernel.http.models import View
from services.identity.domain.proof_request import ProofRequest
from services.identity.domain.second_factors import Factor, Kind, Method, SecondFactors


class FactorView(View):
    """A second factor as its owner sees it."""

    factor_id: str
    kind: Kind
    label: str
    added_at: datetime
    last_used_at: datetime | None

    @classmethod
    def of(cls, factor: Factor) -> Self:
        """Return a factor without its secrets."""
        return cls(
            factor_id=factor.id,
            kind=factor.kind,
            label=factor.label,
            added_at=factor.added_at,
            last_used_at=factor.last_used_at,
        )


class Factors(View):
    """An account's second factors, how many recovery codes are left, and whether the account's team requires one."""

    items: list[FactorView]
    recovery_codes_left: int
    required_by_team: bool

    @classmethod
    def of(cls, factors: SecondFactors, place: Membership) -> Self:
        """Return all of an account's factors, and what its place on a team requires."""
        return cls(
            items=[FactorView.of(factor) for factor in factors.factors],
            recovery_codes_left=len(factors.recovery_codes),
            required_by_team=place.needs_second_factor,
        )


class AuthenticatorSetup(View):
    """What an authenticator app needs: the link, shown as a QR code, or its secret to type in."""

    secret: str
    link: str


class FactorSetup(View):
    """A second factor that is being set up: it is added once its first proof is sent."""

    setup_id: str
    expires_at: datetime
    authenticator: AuthenticatorSetup | None = None
    passkey: dict[str, Any] | None = None

    @classmethod
    def of_authenticator(cls, request: ProofRequest, secret: str, link: str) -> Self:
        """Return the set-up of an authenticator app."""
        setup = AuthenticatorSetup(secret=secret, link=link)
        return cls(setup_id=request.id, expires_at=request.expires_at, authenticator=setup)

    @classmethod
    def of_passkey(cls, request: ProofRequest, options: dict[str, Any]) -> Self:
        """Return the set-up of a passkey, with the options of `navigator.credentials.create`."""
        return cls(setup_id=request.id, expires_at=request.expires_at, passkey=options)


class RecoveryCodes(View):
    """Recovery codes, shown only now; each works once."""

    recovery_codes: list[str]


class AddedFactor(RecoveryCodes):
    """The factor that was added. The first one comes with recovery codes."""

    factor: FactorView

    @classmethod
    def of(cls, factor: Factor, codes: list[str]) -> Self:
        """Return a new factor with the recovery codes that come with it."""
        return cls(factor=FactorView.of(factor), recovery_codes=codes)


class ProofOptions(View):
    """By what a person can prove who they are; for a passkey the options of `navigator.credentials.get`."""

    accepts: list[Method]
    challenge: str | None = None
    passkey: dict[str, Any] | None = None
