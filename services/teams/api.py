"""The door to HTTP: every route of teams."""

import hashlib

from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Request
from kernel.problems import NotFound
from services.teams import wiring
from services.teams.domain import problems
from services.teams.http.schemas import (
    ActivityQuery,
    DissolutionQuery,
    NewInvitation,
    NewInvitations,
    NewOwner,
    RemovalQuery,
    TeamChange,
    TypedCode,
    UserChange,
    UsersQuery,
)
from services.teams.http.views import ActivityView, BatchResults, InvitationView, Joined, Preview, TeamView, UserView
from services.teams.use_cases.invitations.invite_batch import invite_batch
from services.teams.use_cases.invitations.invite_member import invite_member, resend_invitation
from services.teams.use_cases.invitations.revoke_invitation import revoke_invitation
from services.teams.use_cases.members.change_member import change_member
from services.teams.use_cases.members.list_users import list_users, see_user
from services.teams.use_cases.members.remove_member import leave_team, remove_member
from services.teams.use_cases.team.dissolve_team import dissolve_team
from services.teams.use_cases.team.hand_over_team import hand_over
from services.teams.use_cases.team.list_activity import read_activity
from services.teams.use_cases.team.view_team import rename_team, see_team
from services.teams.use_cases.transfers.redeem_code import preview_transfer, redeem_code

api = Api("teams", wiring.table)
handler = api.handler

_CALLER = (problems.NoTeam, problems.MembershipSuspended)
_CHANGES = (*_CALLER, problems.TeamDissolving)
_ON_OTHERS = (*_CHANGES, problems.OwnerUntouchable, problems.NotOnYourself)
_SENDS = (
    *_CALLER,
    problems.TeamDissolving,
    problems.AlreadyOnTeam,
    problems.InvitationLimit,
    problems.CreditsFixed,
    problems.NumberNotAccepted,
    problems.CountryNotServed,
)
_CODE = (
    problems.UnknownCode,
    problems.CodeForAnotherNumber,
    problems.CodeExpired,
    problems.AlreadyOnATeam,
    problems.TeamGone,
    problems.TooManyWrongCodes,
    problems.AccountNotKnownYet,
)


@api.get("/v1/team", refusals=_CALLER)
def get_team(work: UnitOfWork) -> TeamView:
    """The team that the caller is on."""
    return see_team(work)


@api.patch("/v1/team", refusals=(*_CALLER, problems.TeamDissolving))
def change_team(work: UnitOfWork, body: TeamChange) -> TeamView:
    """Give the team another name."""
    return rename_team(work, body)


@api.delete("/v1/team", status=204, refusals=_CALLER)
def end_team(work: UnitOfWork, query: DissolutionQuery) -> None:
    """Dissolve the team."""
    dissolve_team(work, query.numbers)


@api.post("/v1/team/leave", status=204, refusals=(*_CHANGES, problems.OwnerMustHandOver))
def leave(work: UnitOfWork) -> None:
    """Leave the team."""
    leave_team(work)


@api.post("/v1/team/owner", refusals=(*_CHANGES, NotFound, problems.NotActive))
def change_owner(work: UnitOfWork, body: NewOwner) -> TeamView:
    """Hand the team over to another active member."""
    return hand_over(work, body.user_id)


@api.get("/v1/team/activity", refusals=(*_CALLER, InvalidCursor))
def get_activity(work: UnitOfWork, query: ActivityQuery) -> Page[ActivityView]:
    """What the team's owner and admins did, and who came and went; newest first."""
    return read_activity(work, query)


@api.get("/v1/team/users", refusals=(*_CALLER, InvalidCursor))
def get_users(work: UnitOfWork, query: UsersQuery) -> Page[UserView]:
    """Everybody who is on the team or invited to it."""
    return list_users(work, query)


@api.get("/v1/team/users/{user_id}", refusals=_CALLER)
def get_user(work: UnitOfWork, user_id: str) -> UserView:
    """A member of the team; `me` is the caller."""
    return see_user(work, user_id)


@api.patch("/v1/team/users/{user_id}", refusals=_ON_OTHERS)
def change_user(work: UnitOfWork, user_id: str, body: UserChange) -> UserView:
    """Give a member another role, suspend or restore them."""
    return change_member(work, user_id, body)


@api.delete("/v1/team/users/{user_id}", status=204, refusals=_ON_OTHERS)
def remove_user(work: UnitOfWork, user_id: str, query: RemovalQuery) -> None:
    """Remove a member; `numbers` says who keeps those that the team pays for."""
    remove_member(work, user_id, query.numbers)


@api.post("/v1/team/invitations", status=201, refusals=(*_SENDS, problems.InvalidPhoneNumber))
def invite(work: UnitOfWork, body: NewInvitation) -> InvitationView:
    """Invite somebody by phone number and email."""
    return invite_member(work, body, wiring.terms())


@api.post("/v1/team/invitations/batch", status=207, refusals=(*_CALLER, problems.TeamDissolving))
def invite_many(work: UnitOfWork, request: Request, body: NewInvitations) -> BatchResults:
    """Invite up to 100 people; each row is answered apart from the others."""
    batch_id = request.headers.get("idempotency-key") or hashlib.sha256(request.raw).hexdigest()
    return invite_batch(work, body.invitations, wiring.terms(), batch_id)


@api.delete("/v1/team/invitations/{id}", status=204, refusals=_CHANGES)
def revoke(work: UnitOfWork, id: str) -> None:
    """Take an invitation back."""
    revoke_invitation(work, id)


@api.post("/v1/team/invitations/{id}/resend", refusals=(*_SENDS, NotFound))
def resend(work: UnitOfWork, id: str) -> InvitationView:
    """Send an invitation again, with a new code."""
    return resend_invitation(work, id, wiring.terms())


@api.post("/v1/transfers/preview", keyed=False, refusals=_CODE)
def preview(work: UnitOfWork, body: TypedCode) -> Preview:
    """What a transfer code opens, and what changes for who redeems it."""
    return preview_transfer(work, body.code, wiring.code_key())


@api.post("/v1/transfers", refusals=_CODE)
def redeem(work: UnitOfWork, body: TypedCode) -> Joined:
    """Join a team with a transfer code."""
    return redeem_code(work, body.code, wiring.code_key())
