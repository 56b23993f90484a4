"""The events of exports: identity asks each service for its part, which each prepares page by page."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from contracts.event import BillingEvent, IdentityEvent, NumbersEvent, TeamsEvent

ExportOf = Literal["me", "team"]
SERVICES = ("identity", "teams", "billing", "numbers")


class FileMade(BaseModel):
    """A file of an export as far as it is made: how many rows it has, in how many pieces, of how many bytes."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    name: str
    rows: int = 0
    pieces: int = 0
    size: int = 0


class PartPlace(BaseModel):
    """How far a service is with its part: the kind, the list of that kind, and the place in that list."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: int = 0
    source: int = 0
    cursor: str | None = None


class _Export(BaseModel):
    """An export of what is stored of an account, or of the team that it owns; `team_id` is its team, if any."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    export_id: str
    of: ExportOf
    account_id: str
    team_id: str = ""
    asked_at: AwareDatetime


class _PartDue(_Export):
    """The next page of a service's part of an export is due; these files are made so far."""

    place: PartPlace = Field(default_factory=PartPlace)
    files: list[FileMade] = []


class _PartReady(_Export):
    """A service has prepared its part of an export."""

    files: list[FileMade] = []


class ExportWanted(_Export, IdentityEvent):
    """A person wants a copy of what is stored of them, or of their team; each service prepares its part (I10)."""


class ExportPackDue(IdentityEvent):
    """The next file of an export is due: from this piece of its parts on, by their order."""

    export_id: str
    account_id: str
    next_piece: int = 0


class IdentityPartDue(_PartDue, IdentityEvent):
    """The next page of identity's part of an export is due."""


class TeamsPartDue(_PartDue, TeamsEvent):
    """The next page of teams' part of an export is due."""


class BillingPartDue(_PartDue, BillingEvent):
    """The next page of billing's part of an export is due."""


class NumbersPartDue(_PartDue, NumbersEvent):
    """The next page of the part of numbers of an export is due."""


class IdentityPartReady(_PartReady, IdentityEvent):
    """Identity has prepared its part of an export."""


class TeamsPartReady(_PartReady, TeamsEvent):
    """Teams has prepared its part of an export."""


class BillingPartReady(_PartReady, BillingEvent):
    """Billing has prepared its part of an export."""


class NumbersPartReady(_PartReady, NumbersEvent):
    """The part of numbers of an export is ready."""
