"""The response bodies of the routes about departures."""

from datetime import datetime
from typing import Literal

from contracts.membership import Role
from kernel.http.models import View
from services.teams.domain.departure import Departure, Obstacle
from services.teams.domain.log_line import Known


class DepartureView(View):
    """Who was removed or has left within 7 days. `obstacle` is why the team cannot undo it; null if it can."""

    user_id: str
    name: str | None
    phone_number: str | None
    role: Role
    reason: Literal["removed", "left"]
    gone_at: datetime
    undo_until: datetime
    obstacle: Obstacle | None

    @classmethod
    def of(cls, former: Departure, known: Known | None, obstacle: Obstacle | None) -> "DepartureView":
        """Return the view of a departure; of a closed account no name is known."""
        return cls(
            user_id=former.account_id,
            name=known.name or None if known else None,
            phone_number=known.phone_number or None if known else None,
            role=former.role,
            reason=former.reason,
            gone_at=former.gone_at,
            undo_until=former.undo_until,
            obstacle=obstacle,
        )


class LeftTeam(View):
    """The team that the caller has left, and until when they can come back."""

    team_id: str
    team_name: str
    undo_until: datetime
