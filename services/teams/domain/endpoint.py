"""Endpoints: addresses of a team's own systems, which webhooks are sent to (E8). Pure: no clock, no AWS."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from services.teams.domain.endpoint_terms import FAILING_FOR, OVERLAP, UNHURRIED_AFTER

GONE = 410  # an answer by which an endpoint wants no more webhooks (Standard Webhooks)

EndpointStatus = Literal["active", "paused"]
PauseReason = Literal["failing", "gone", "by_hand", "handed_over"]


@dataclass(frozen=True)
class Endpoint:
    """An endpoint, the types of events that it wants, and the secret by which its webhooks are signed, sealed.

    `failing_since` is when the first of its failures was that no success has followed.
    """

    endpoint_id: str
    team_id: str
    url: str
    events: tuple[str, ...]
    description: str
    sealed_secret: str
    created_at: datetime
    created_by: str
    status: EndpointStatus = "active"
    former_secret: str = ""
    former_until: datetime | None = None
    failing_since: datetime | None = None
    paused_at: datetime | None = None
    pause_reason: PauseReason | None = None
    revision: int = 1

    @property
    def host(self) -> str:
        """Return the host that its webhooks go to."""
        return urlsplit(self.url).hostname or self.url

    @property
    def is_active(self) -> bool:
        """Return whether webhooks are sent to it."""
        return self.status == "active"

    def wants(self, kind: str) -> bool:
        """Return whether it has chosen this type of event."""
        return kind in self.events

    def secrets_at(self, now: datetime) -> list[str]:
        """Return the sealed secrets to sign with, the newest first."""
        overlaps = self.former_secret and self.former_until and now < self.former_until
        return [self.sealed_secret, self.former_secret] if overlaps else [self.sealed_secret]

    def with_secret(self, sealed: str, now: datetime) -> "Endpoint":
        """Return it with a new secret; the one of before is used for `OVERLAP` besides."""
        return replace(
            self, sealed_secret=sealed, former_secret=self.sealed_secret, former_until=now + OVERLAP
        )._changed()

    def changed(self, *, url: str, events: tuple[str, ...], description: str) -> "Endpoint":
        """Return it with another address, other events, or another description; a new address has not failed yet."""
        since = self.failing_since if url == self.url else None
        return replace(self, url=url, events=events, description=description, failing_since=since)._changed()

    def paused(self, reason: PauseReason, now: datetime) -> "Endpoint":
        """Return it paused: what happens from now on it misses."""
        return replace(self, status="paused", paused_at=now, pause_reason=reason)._changed()

    def resumed(self) -> "Endpoint":
        """Return it active again; what it fails from now on is counted anew."""
        return replace(self, status="active", paused_at=None, pause_reason=None, failing_since=None)._changed()

    def reason_to_pause(self, code: int | None, now: datetime) -> PauseReason | None:
        """Return why it is to be paused after a failure, if it is: it wants no more, or has failed for too long."""
        if code == GONE:
            return "gone"
        return "failing" if self.failing_since and now - self.failing_since >= FAILING_FOR else None

    def is_hurried(self, tries: int) -> bool:
        """Return whether a webhook that was tried so often has less time: it fails, and is to delay no other team's.

        One try of each delivery has all the time, so that an endpoint that is slow, but works, is found to be well.
        """
        return self.failing_since is not None and tries != UNHURRIED_AFTER

    def _changed(self) -> "Endpoint":
        return replace(self, revision=self.revision + 1)
