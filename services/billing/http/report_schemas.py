"""The body and the response of the choice of usage reports by mail (B12)."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from kernel.http.models import RequestBody, View
from services.billing.domain.person import Person
from services.billing.domain.usage_report import Every, UsageReports

Obstacle = Literal["no_email", "email_fails", "mails_off"]


class NewUsageReports(RequestBody):
    """How often the owner gets a report from now on; with the `version` that was read, only if no one chose since."""

    every: Every
    version: int | None = Field(default=None, ge=0, description="The version that was read, to change nothing newer.")


class UsageReportsView(View):
    """How often the owner gets a report by mail: of the week, Monday to Sunday, or month that is over.

    Days are those of `time_zone`, the owner's. `next_at` is when the next one is due. `obstacle` says why none would
    arrive: the owner has no email, mails to it fail, or the owner gets notices by text only.
    """

    every: Every
    time_zone: str
    next_at: datetime | None
    obstacle: Obstacle | None
    version: int

    @classmethod
    def of(cls, chosen: UsageReports, owner: Person) -> "UsageReportsView":
        """Return the view of what was chosen for a team with this owner."""
        return cls(
            every=chosen.every,
            time_zone=owner.time_zone,
            next_at=chosen.due_at,
            obstacle=_obstacle(owner),
            version=chosen.version,
        )


def _obstacle(owner: Person) -> Obstacle | None:
    if not owner.email:
        return "no_email"
    if owner.email_state != "ok":
        return "email_fails"
    return None if "email" in owner.notices else "mails_off"
