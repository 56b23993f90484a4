"""The parts of billing's work on usage reports by mail (B12)."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from contracts.event import BillingEvent


class UsageReportsDue(BillingEvent):
    """The usage reports of a shard that are due by an instant, from `cursor` on, are to be started (B12)."""

    shard: int
    as_of: AwareDatetime
    cursor: str | None = None


class UsageReportDue(BillingEvent):
    """A week or month of a team is over, and its owner is to be mailed what was used in it (B12).

    Days are of the time zone. `missed_since` is the first day that no report is of, if any were missed before.
    """

    team_id: str
    every: Literal["weekly", "monthly"]
    first: date
    last: date
    time_zone: str
    missed_since: date | None = None
