"""What comes out of the doors of teams."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from contracts.membership import Role
from contracts.money import Money
from services.teams.domain.invitation import CreditsState, DeliveryState, Invitation, ShownStatus
from services.teams.domain.member import Member


class _Seen(BaseModel):
    model_config = ConfigDict(defer_build=True)  # built on first use: cold start


class PromisedCredits(_Seen):
    """Credits on an invitation, and whether they are set aside (T5)."""

    amount: str
    currency: Literal["USD"] = "USD"
    state: CreditsState

    @classmethod
    def of(cls, invitation: Invitation) -> "PromisedCredits":
        """The credits of an invitation."""
        return cls(amount=Money.of(invitation.credits).amount, state=invitation.credits_state)


class Delivered(_Seen):
    """Whether a message went out; `reason` says why it did not."""

    state: DeliveryState
    reason: str | None = None


class Delivery(_Seen):
    """The delivery of the latest text and mail."""

    text: Delivered
    email: Delivered

    @classmethod
    def of(cls, invitation: Invitation) -> "Delivery":
        """The delivery of an invitation."""
        return cls(
            text=Delivered(state=invitation.text_state, reason=invitation.text_reason),
            email=Delivered(state=invitation.mail_state, reason=invitation.mail_reason),
        )


class InvitationView(_Seen):
    """An invitation as the team sees it."""

    invitation_id: str
    status: ShownStatus
    phone_number: str
    email: str
    name: str | None
    role: Role
    credits: PromisedCredits
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    delivery: Delivery

    @classmethod
    def of(cls, invitation: Invitation, now: datetime) -> "InvitationView":
        """The view of an invitation."""
        return cls(
            invitation_id=invitation.invitation_id,
            status=invitation.shown(now),
            phone_number=invitation.phone_number,
            email=invitation.email,
            name=invitation.name,
            role=invitation.role,
            credits=PromisedCredits.of(invitation),
            invited_at=invitation.invited_at,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
            delivery=Delivery.of(invitation),
        )


class BatchResult(_Seen):
    """What became of one row of a batch."""

    index: int
    status: int
    invitation: InvitationView | None = None
    problem: dict[str, Any] | None = None


class BatchResults(_Seen):
    """What became of each row of a batch."""

    results: list[BatchResult]


class UserNumber(_Seen):
    """A number that somebody uses."""

    number_id: str
    phone_number: str
    status: Literal["active", "suspended", "releasing"]


class UserView(_Seen):
    """A person in the team's list: a member, or somebody invited.

    `numbers` are those that they use, of the team's and their own, the oldest first; of very many the first twenty.
    """

    user_id: str | None
    invitation_id: str | None
    phone_number: str
    email: str
    name: str | None
    role: Role
    status: ShownStatus
    numbers: list[UserNumber]
    joined_at: datetime | None
    invited_at: datetime | None
    expires_at: datetime | None = None
    credits: PromisedCredits | None = None
    delivery: Delivery | None = None

    @classmethod
    def of(cls, row: Member | Invitation, now: datetime) -> "UserView":
        """The view of a row."""
        same: dict[str, Any] = {"phone_number": row.phone_number, "email": row.email, "name": row.name}
        same |= {"role": row.role, "invitation_id": row.invitation_id, "invited_at": row.invited_at}
        if isinstance(row, Member):
            numbers = [UserNumber.model_validate(number) for number in row.numbers]
            return cls(user_id=row.account_id, status=row.status, joined_at=row.joined_at, numbers=numbers, **same)
        return cls(
            user_id=None,
            status=row.shown(now),
            joined_at=None,
            numbers=[],
            expires_at=row.expires_at,
            credits=PromisedCredits.of(row),
            delivery=Delivery.of(row),
            **same,
        )


class Person(_Seen):
    """An account by id and name."""

    user_id: str
    name: str


class Counts(_Seen):
    """How many are on the team."""

    people: int
    active: int
    suspended: int
    admins: int
    invited: int


class TeamView(_Seen):
    """A team as the caller sees it; `counts` only for who manages it."""

    team_id: str
    name: str
    state: Literal["open", "dissolving", "dissolved"]
    owner: Person
    role: Role
    opened_at: datetime
    counts: Counts | None


class Preview(_Seen):
    """What somebody sees before they join."""

    team_name: str
    owner_name: str
    role: Role
    credits: PromisedCredits
    changes: list[str]


class Joined(_Seen):
    """Somebody is on a team."""

    team_id: str
    team_name: str
    user_id: str
    status: Literal["active", "suspended"]


class ActivityView(_Seen):
    """One line of the activity log."""

    at: datetime
    actor: Person
    action: str
    subject: dict[str, str | None]
    details: dict[str, Any]
    address: str | None = None
