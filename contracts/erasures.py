"""The events by which each service shows what is left of a closed account: identity makes the proof of them (I10)."""

from pydantic import BaseModel, ConfigDict, Field

from contracts.event import BillingEvent, IdentityEvent, NumbersEvent, TeamsEvent
from contracts.exports import PartPlace


class KeptKind(BaseModel):
    """A kind of what is kept of a closed account, by its id only: how many there are, and why."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: str
    rows: int
    why: str


class _LookDue(BaseModel):
    """A service is to look again for what is left of a closed account, or to go on with a look; it has looked so often.

    `place` is where to go on, `rows` how many rows of each kind there are up to there, `left` what is not erased yet.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    account_id: str
    team_id: str = ""
    looks: int = 0
    place: PartPlace = Field(default_factory=PartPlace)
    rows: dict[str, int] = Field(default_factory=dict)
    left: list[str] = Field(default_factory=list)


class _Erased(BaseModel):
    """A service has looked, and nothing is left of a closed account but what has a reason."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    account_id: str
    gone: list[str]
    kept: list[KeptKind]


class ErasureProofDue(IdentityEvent):
    """An account is closed: each service looks for what is left of it. `team_id` is a team that it was on, if any."""

    account_id: str
    team_id: str = ""


class IdentityErasureLookDue(_LookDue, IdentityEvent):
    """Identity is to look again for what is left of a closed account."""


class TeamsErasureLookDue(_LookDue, TeamsEvent):
    """Teams is to look again for what is left of a closed account."""


class BillingErasureLookDue(_LookDue, BillingEvent):
    """Billing is to look again for what is left of a closed account."""


class NumbersErasureLookDue(_LookDue, NumbersEvent):
    """Numbers is to look again for what is left of a closed account."""


class IdentityErased(_Erased, IdentityEvent):
    """Nothing is left of a closed account in identity but what has a reason."""


class TeamsErased(_Erased, TeamsEvent):
    """Nothing is left of a closed account in teams but what has a reason."""


class BillingErased(_Erased, BillingEvent):
    """Nothing is left of a closed account in billing but what has a reason."""


class NumbersErased(_Erased, NumbersEvent):
    """Nothing is left of a closed account in numbers but what has a reason."""
