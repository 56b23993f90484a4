"""A person who was removed from a team or has left it, while that can be undone. Pure: no clock, no AWS."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from contracts.membership import MemberStatus, Role
from services.teams.domain.account import Account
from services.teams.domain.member import Member

UNDO_WITHIN = timedelta(days=7)

Obstacle = Literal["over", "left_by_themselves", "suspended", "account_closed", "on_a_team", "unavailable"]


@dataclass(frozen=True)
class Departure:
    """A place on a team as it was, who ended it and when; `revision` is of the removal. It holds ids only."""

    team_id: str
    account_id: str
    role: Role
    status: MemberStatus
    joined_at: datetime
    listed_at: datetime
    reason: Literal["removed", "left"]
    gone_at: datetime
    revision: int
    invitation_id: str | None = None
    invited_at: datetime | None = None

    @classmethod
    def of(cls, member: Member, reason: Literal["removed", "left"], now: datetime) -> "Departure":
        """Return what is kept of a member who goes now."""
        return cls(
            member.team_id,
            member.account_id,
            member.role,
            member.status,
            member.joined_at,
            member.listed_at,
            reason,
            now,
            member.removal_revision,
            member.invitation_id,
            member.invited_at,
        )

    @property
    def undo_until(self) -> datetime:
        """Return until when it can be undone."""
        return self.gone_at + UNDO_WITHIN

    def obstacle(self, account: Account | None, now: datetime, *, by_team: bool) -> Obstacle | None:
        """Return why the team, or else the person, cannot undo it, or None.

        Only who left undoes that; who left while suspended does not come back as active. What a person does after the
        team is none of its business: that their account is closed, or on another team, is the same answer.
        """
        if now >= self.undo_until:
            return "over"
        if by_team and self.reason == "left":
            return "left_by_themselves"
        if not by_team and self.status == "suspended":
            return "suspended"
        is_closed = account is None or account.closed
        is_elsewhere = account is not None and account.team_id not in ("", self.team_id)
        if by_team and (is_closed or is_elsewhere):
            return "unavailable"
        if is_closed:
            return "account_closed"
        return "on_a_team" if account is not None and account.team_id else None

    def restored(self, account: Account) -> Member:
        """Return the member again, active, with role and place in the list as before."""
        return Member(
            team_id=self.team_id,
            account_id=self.account_id,
            phone_number=account.phone_number,
            name=account.name,
            email=account.email,
            role=self.role,
            joined_at=self.joined_at,
            listed_at=self.listed_at,
            invitation_id=self.invitation_id,
            invited_at=self.invited_at,
            version=account.version + 1,
        )
