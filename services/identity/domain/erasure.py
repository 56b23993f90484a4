"""The proof of an erasure: by id only, what is gone of a closed account, and what each service keeps and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from contracts.exports import SERVICES

KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True)
class Kept:
    """A kind of what is kept: how many there are, and why."""

    kind: str
    rows: int
    why: str


@dataclass(frozen=True)
class ErasedPart:
    """What a service found when nothing was left without a reason: the kinds that are gone, and those that are kept."""

    at: datetime
    gone: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class Erasure:
    """An erasure, shown to who has its token; `secret` is the hash of that."""

    account_id: str
    secret: str
    closed_at: datetime
    parts: Mapping[str, ErasedPart] = field(default_factory=dict)
    version: int = 0

    @property
    def is_complete(self) -> bool:
        """Return whether every service has looked."""
        return set(self.parts) == set(SERVICES)

    @property
    def completed_at(self) -> datetime | None:
        """Return when the last service had looked, or None before."""
        return max(part.at for part in self.parts.values()) if self.is_complete else None

    def with_part(self, service: str, part: ErasedPart) -> "Erasure":
        """Return the erasure with what a service found first."""
        if service in self.parts:
            return self
        return replace(self, parts={**self.parts, service: part}, version=self.version + 1)
