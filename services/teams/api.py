"""The door to HTTP: every route of teams."""

import hashlib

from kernel import snapshot
from kernel.calls import Call
from kernel.cursors import InvalidCursor
from kernel.http import Api
from kernel.pages import Listed
from kernel.phone_numbers import InvalidPhoneNumber
from kernel.problems import NotFound
from kernel.work import Work
from services.teams import problems, wiring
from services.teams.bodies import (
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
from services.teams.use_cases.change_member import change_member
from services.teams.use_cases.dissolve_team import dissolve_team
from services.teams.use_cases.hand_over import hand_over
from services.teams.use_cases.invite_batch import invite_batch
from services.teams.use_cases.invite_member import invite_member, resend_invitation
from services.teams.use_cases.list_users import list_users, see_user
from services.teams.use_cases.read_activity import read_activity
from services.teams.use_cases.redeem_code import preview_transfer, redeem_code
from services.teams.use_cases.remove_member import leave_team, remove_member
from services.teams.use_cases.revoke_invitation import revoke_invitation
from services.teams.use_cases.see_team import rename_team, see_team
from services.teams.views import (
    ActivityView,
    BatchResults,
    InvitationView,
    Joined,
    Preview,
    TeamView,
    UserView,
)

api = Api("teams", wiring.table)
handler = snapshot.primed(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, wiring.table()))

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
def get_team(work: Work) -> TeamView:
    """The team that the caller is on."""
    return see_team(work)


@api.patch("/v1/team", refusals=(*_CALLER, problems.TeamDissolving))
def change_team(work: Work, body: TeamChange) -> TeamView:
    """Give the team another name."""
    return rename_team(work, body)


@api.delete("/v1/team", status=204, refusals=_CALLER)
def end_team(work: Work, query: DissolutionQuery) -> None:
    """Dissolve the team."""
    dissolve_team(work, query.numbers)


@api.post("/v1/team/leave", status=204, refusals=(*_CHANGES, problems.OwnerMustHandOver))
def leave(work: Work) -> None:
    """Leave the team."""
    leave_team(work)


@api.post("/v1/team/owner", refusals=(*_CHANGES, NotFound, problems.NotActive))
def change_owner(work: Work, body: NewOwner) -> TeamView:
    """Hand the team over to another active member."""
    return hand_over(work, body.user_id)


@api.get("/v1/team/activity", refusals=(*_CALLER, InvalidCursor))
def get_activity(work: Work, query: ActivityQuery) -> Listed[ActivityView]:
    """What the team's owner and admins did, and who came and went; newest first."""
    return read_activity(work, query)


@api.get("/v1/team/users", refusals=(*_CALLER, InvalidCursor))
def get_users(work: Work, query: UsersQuery) -> Listed[UserView]:
    """Everybody who is on the team or invited to it."""
    return list_users(work, query)


@api.get("/v1/team/users/{user_id}", refusals=_CALLER)
def get_user(work: Work, user_id: str) -> UserView:
    """A member of the team; `me` is the caller."""
    return see_user(work, user_id)


@api.patch("/v1/team/users/{user_id}", refusals=_ON_OTHERS)
def change_user(work: Work, user_id: str, body: UserChange) -> UserView:
    """Give a member another role, suspend or restore them."""
    return change_member(work, user_id, body)


@api.delete("/v1/team/users/{user_id}", status=204, refusals=_ON_OTHERS)
def remove_user(work: Work, user_id: str, query: RemovalQuery) -> None:
    """Remove a member; `numbers` says who keeps those that the team pays for."""
    remove_member(work, user_id, query.numbers)


@api.post("/v1/team/invitations", status=201, refusals=(*_SENDS, InvalidPhoneNumber))
def invite(work: Work, body: NewInvitation) -> InvitationView:
    """Invite somebody by phone number and email."""
    return invite_member(work, body, wiring.terms())


@api.post("/v1/team/invitations/batch", status=207, refusals=(*_CALLER, problems.TeamDissolving))
def invite_many(work: Work, call: Call, body: NewInvitations) -> BatchResults:
    """Invite up to 100 people; each row is answered apart from the others."""
    request = call.headers.get("idempotency-key") or hashlib.sha256(call.raw).hexdigest()
    return invite_batch(work, body.invitations, wiring.terms(), request)


@api.delete("/v1/team/invitations/{id}", status=204, refusals=_CHANGES)
def revoke(work: Work, id: str) -> None:
    """Take an invitation back."""
    revoke_invitation(work, id)


@api.post("/v1/team/invitations/{id}/resend", refusals=(*_SENDS, NotFound))
def resend(work: Work, id: str) -> InvitationView:
    """Send an invitation again, with a new code."""
    return resend_invitation(work, id, wiring.terms())


@api.post("/v1/transfers/preview", keyed=False, refusals=_CODE)
def preview(work: Work, body: TypedCode) -> Preview:
    """What a transfer code opens, and what changes for who redeems it."""
    return preview_transfer(work, body.code, wiring.code_key())


@api.post("/v1/transfers", refusals=_CODE)
def redeem(work: Work, body: TypedCode) -> Joined:
    """Join a team with a transfer code."""
    return redeem_code(work, body.code, wiring.code_key())
