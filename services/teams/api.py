"""The door to HTTP: every route of teams."""

from kernel.cursors import InvalidCursor
from kernel.http import Api
from kernel.pages import Listed
from kernel.problems import NotFound
from kernel.work import Work
from services.teams import problems, wiring
from services.teams.use_cases.invite_member import invite_member, resend_invitation
from services.teams.use_cases.list_users import list_users, see_user
from services.teams.use_cases.redeem_code import preview_transfer, redeem_code
from services.teams.use_cases.see_team import rename_team, see_team
from services.teams.views import (
    InvitationView,
    Joined,
    NewInvitation,
    Preview,
    TeamChange,
    TeamView,
    TypedCode,
    UsersQuery,
    UserView,
)

api = Api("teams", wiring.table)
handler = api.handler

_CALLER = (problems.NoTeam, problems.MembershipSuspended)
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


@api.get("/v1/team/users", refusals=(*_CALLER, InvalidCursor))
def get_users(work: Work, query: UsersQuery) -> Listed[UserView]:
    """Everybody who is on the team or invited to it."""
    return list_users(work, query)


@api.get("/v1/team/users/{user_id}", refusals=_CALLER)
def get_user(work: Work, user_id: str) -> UserView:
    """A member of the team; `me` is the caller."""
    return see_user(work, user_id)


@api.post("/v1/team/invitations", status=201, refusals=_SENDS)
def invite(work: Work, body: NewInvitation) -> InvitationView:
    """Invite somebody by phone number and email."""
    return invite_member(work, body, wiring.terms())


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
