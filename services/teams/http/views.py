"""The response bodies of teams' routes."""

from datetime import datetime
from typing import Any, Literal, Self

from contracts.membership import FactorRule, Role
from contracts.money import Money
from contracts.sentences import Words
from kernel.http.models import View
from services.teams.domain.consent import Consent
from services.teams.domain.invitation import CreditsStatus, DeliveryStatus, Invitation, ListStatus
from services.teams.domain.member import Member


class PromisedCredits(View):
    """The credits of an invitation, and whether they are held for it (T5)."""

    amount: str
    currency: Literal["USD"] = "USD"
    state: CreditsStatus

    @classmethod
    def of(cls, invitation: Invitation, now: datetime) -> "PromisedCredits":
        """Return the credits of an invitation: nothing is held for one that is over."""
        state = "none" if invitation.is_over(now) else invitation.credits_status
        return cls(amount=Money.of(invitation.credits).amount, state=state)


class Delivered(View):
    """Whether a message was sent; `reason` says why it was not."""

    state: DeliveryStatus
    reason: str | None = None


class Delivery(View):
    """The delivery of the latest text and mail."""

    text: Delivered
    email: Delivered

    @classmethod
    def of(cls, invitation: Invitation) -> "Delivery":
        """Return the delivery of an invitation."""
        return cls(
            text=Delivered(state=invitation.text_status, reason=invitation.text_reason),
            email=Delivered(state=invitation.mail_status, reason=invitation.mail_reason),
        )


class InvitationView(View):
    """An invitation as the team sees it."""

    invitation_id: str
    status: ListStatus
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
        """Return the view of an invitation."""
        return cls(
            invitation_id=invitation.invitation_id,
            status=invitation.list_status(now),
            phone_number=invitation.phone_number,
            email=invitation.email,
            name=invitation.name,
            role=invitation.role,
            credits=PromisedCredits.of(invitation, now),
            invited_at=invitation.invited_at,
            sent_at=invitation.sent_at,
            expires_at=invitation.expires_at,
            delivery=Delivery.of(invitation),
        )


class BatchResult(View):
    """The result of one row of a batch."""

    index: int
    status: int
    invitation: InvitationView | None = None
    problem: dict[str, Any] | None = None


class BatchResults(View):
    """The result of each row of a batch."""

    results: list[BatchResult]


class UserNumber(View):
    """A number that a person uses."""

    number_id: str
    phone_number: str
    status: Literal["active", "suspended", "releasing"]


class UserView(View):
    """A person in the team's list: a member or an invitation.

    `numbers` are those that they use, of the team and their own, oldest first and at most twenty. `last_active_at` is
    when a member signed in or first used Teamline on a day (UTC). What they can spend is billing's to say.
    """

    user_id: str | None
    invitation_id: str | None
    phone_number: str
    email: str
    name: str | None
    role: Role
    status: ListStatus
    numbers: list[UserNumber]
    joined_at: datetime | None
    invited_at: datetime | None
    expires_at: datetime | None = None
    credits: PromisedCredits | None = None
    delivery: Delivery | None = None
    last_active_at: datetime | None = None

    @classmethod
    def of(cls, row: Member | Invitation, now: datetime) -> "UserView":
        """Return the view of a row."""
        same: dict[str, Any] = {"phone_number": row.phone_number, "email": row.email, "name": row.name}
        same |= {"role": row.role, "invitation_id": row.invitation_id, "invited_at": row.invited_at}
        if isinstance(row, Member):
            numbers = [UserNumber.model_validate(number, from_attributes=True) for number in row.numbers]
            same |= {"status": row.status, "joined_at": row.joined_at, "last_active_at": row.last_active_at}
            return cls(user_id=row.account_id, numbers=numbers, **same)
        return cls(
            user_id=None,
            status=row.list_status(now),
            joined_at=None,
            numbers=[],
            expires_at=row.expires_at,
            credits=PromisedCredits.of(row, now),
            delivery=Delivery.of(row),
            **same,
        )


class UserResult(View):
    """The result of one row of a bulk change: the member or invitation as it is now, if there still is one."""

    index: int
    status: int
    user: UserView | None = None
    invitation: InvitationView | None = None
    problem: dict[str, Any] | None = None


class UserResults(View):
    """The result of each row of a bulk change."""

    results: list[UserResult]


class Person(View):
    """An account by id and name."""

    user_id: str
    name: str


class Counts(View):
    """How many people are on the team."""

    people: int
    active: int
    suspended: int
    admins: int
    invited: int


class TeamView(View):
    """A team as the caller sees it; `counts` is for its owner and admins only."""

    team_id: str
    name: str
    state: Literal["open", "dissolving", "dissolved"]
    owner: Person
    role: Role
    opened_at: datetime
    second_factor_required_of: FactorRule
    counts: Counts | None


class AppLinks(View):
    """Where the app can be downloaded, and the link that opens it; `?code=` fills a transfer code in."""

    download: str
    open: str


class ConsentView(View):
    """What a person agrees to before they join: they send its `version` along with the code (B10)."""

    version: str
    pays: list[Words]
    sees: list[Words]
    sees_not: Words
    stays: list[Words]
    leaving: list[Words]

    @classmethod
    def of(cls, consent: Consent) -> Self:
        """Return the view of a consent."""
        return cls(
            version=consent.version,
            pays=list(consent.pays),
            sees=list(consent.sees),
            sees_not=consent.sees_not,
            stays=list(consent.stays),
            leaving=list(consent.leaving),
        )


class Preview(View):
    """What a person sees before they join; `consent` is null if they have joined already."""

    team_name: str
    owner_name: str
    role: Role
    credits: PromisedCredits
    changes: list[str]
    consent: ConsentView | None


class Joined(View):
    """The membership of a person who joined."""

    team_id: str
    team_name: str
    user_id: str
    status: Literal["active", "suspended"]


class ActivityView(View):
    """One line of the activity log; `by_key` is the id of the API key by which the actor did it, if one was used."""

    at: datetime
    actor: Person
    action: str
    subject: dict[str, str | None]
    details: dict[str, Any]
    address: str | None = None
    by_key: str | None = None
