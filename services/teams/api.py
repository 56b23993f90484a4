"""The door to HTTP: every route of teams."""

import hashlib
from typing import Annotated

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.idempotency import meaning
from kernel.http.pages import Page
from kernel.http.request import Request, Response
from kernel.problems import NotFound
from services.teams import door, going, wiring
from services.teams.domain import problems
from services.teams.http.schemas import (
    ActivityQuery,
    NewInvitation,
    NewInvitations,
    NewOwner,
    Redemption,
    TeamChange,
    TypedCode,
    UserChange,
    UserRows,
    UsersQuery,
    changes_factor_rule,
    makes_admin,
    makes_admins,
)
from services.teams.http.views import (
    ActivityView,
    AppLinks,
    BatchResults,
    InvitationView,
    Joined,
    Preview,
    TeamView,
    UserResults,
    UserView,
)

api = door.api
__all__ = ["going", "handler"]


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.teams.domain.account import Account
    from services.teams.domain.invitation import Invitation
    from services.teams.domain.member import Member
    from services.teams.domain.team import Team

    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=(Account, Team, Member, Invitation))


handler = snapshot.prime_before_snapshot(api.handler, _prime)

_CALLER, _CHANGES, _ON_OTHERS = door.CALLER, door.CHANGES, door.ON_OTHERS
_SENDS = (
    *_CALLER,
    problems.TeamDissolving,
    problems.AlreadyOnTeam,
    problems.InvitationLimit,
    problems.RecipientLimit,
    problems.CreditsFixed,
    problems.NumberNotAccepted,
    problems.CountryNotServed,
)
_CODE = (
    problems.NotACode,
    problems.UnknownCode,
    problems.CodeReplaced,
    problems.CodeForAnotherNumber,
    problems.CodeExpired,
    problems.AlreadyOnATeam,
    problems.TeamGone,
    problems.TooManyWrongCodes,
    problems.AccountNotKnownYet,
)


@api.get("/v1/team", refusals=_CALLER)
def get_team(work: UnitOfWork) -> TeamView:
    """Return the team that the caller is on."""
    from services.teams.use_cases.team.view_team import view_team

    return view_team(work)


@api.patch("/v1/team", step_up=changes_factor_rule, refusals=(*_CALLER, problems.TeamDissolving))
def update_team(work: UnitOfWork, body: TeamChange) -> TeamView:
    """Rename the team, or set of whom it requires a second factor, which only its owner can do."""
    from services.teams.use_cases.team.view_team import change_team

    return change_team(work, change=body)


@api.post("/v1/team/owner", step_up=True, refusals=(*_CHANGES, NotFound, problems.NotActive, problems.TeamLocked))
def hand_over_team(work: UnitOfWork, body: NewOwner) -> TeamView:
    """Hand the team over to another active member."""
    from services.teams.use_cases.team import hand_over_team as hand_over

    return hand_over.hand_over_team(work, user_id=body.user_id)


@api.get("/v1/team/activity", refusals=_CALLER)
def list_team_activity(work: UnitOfWork, query: ActivityQuery) -> Page[ActivityView]:
    """List what the owner and admins did and who joined and left, newest first."""
    from services.teams.use_cases.team.list_activity import list_activity

    return list_activity(work, query=query)


@api.get("/v1/team/users", refusals=_CALLER, files=("text/csv",))
def list_team_users(
    work: UnitOfWork, request: Request, query: UsersQuery
) -> Annotated[Page[UserView] | Response, Page[UserView]]:
    """List team members and invitations; all of them as a file with `Accept: text/csv`, whatever the `limit`.

    A file of more than about 20,000 people goes on at the cursor that the header `Teamline-Next-Cursor` names.
    """
    if "text/csv" in request.headers.get("accept", ""):
        from services.teams.use_cases.members.export_users import export_users

        return export_users(work, query=query)
    from services.teams.use_cases.members.list_users import list_users

    return list_users(work, query=query)


@api.get("/v1/team/users/{user_id}", refusals=_CALLER)
def get_team_user(work: UnitOfWork, user_id: str) -> UserView:
    """Return a member of the team. `me` is the caller."""
    from services.teams.use_cases.members.list_users import view_user

    return view_user(work, user_id=user_id)


@api.patch("/v1/team/users/{user_id}", step_up=makes_admin, refusals=_ON_OTHERS)
def update_team_user(work: UnitOfWork, user_id: str, body: UserChange) -> UserView:
    """Change a member's role, or suspend or restore them."""
    from services.teams.use_cases.members.change_member import change_member

    return change_member(work, user_id=user_id, change=body)


@api.post("/v1/team/users/bulk", status=207, step_up=makes_admins, refusals=_CALLER)
def change_team_users(work: UnitOfWork, request: Request, body: UserRows) -> UserResults:
    """Change, remove or invite again up to 100 people. Each row has a result of its own."""
    from services.teams.use_cases.members.change_users import change_users

    return change_users(work, request=request, rows=body.rows, rules=wiring.invitation_rules())


@api.post("/v1/team/invitations", status=201, step_up=makes_admin, refusals=(*_SENDS, problems.InvalidPhoneNumber))
def create_invitation(work: UnitOfWork, body: NewInvitation) -> InvitationView:
    """Invite a person by phone number and email."""
    from services.teams.use_cases.invitations import invite_member as inviting

    return inviting.invite_member(work, invitation=body, rules=wiring.invitation_rules())


@api.post("/v1/team/invitations/batch", status=207, step_up=makes_admins, refusals=(*_CALLER, problems.TeamDissolving))
def create_invitation_batch(work: UnitOfWork, request: Request, body: NewInvitations) -> BatchResults:
    """Invite up to 100 people. Each row has a result of its own."""
    from services.teams.use_cases.invitations.invite_batch import invite_batch

    batch_id = request.headers.get("idempotency-key") or hashlib.sha256(meaning(body).encode()).hexdigest()
    return invite_batch(work, rows=body.invitations, rules=wiring.invitation_rules(), batch_id=batch_id)


@api.delete("/v1/team/invitations/{id}", status=204, refusals=_CHANGES)
def delete_invitation(work: UnitOfWork, id: str) -> None:
    """Revoke an invitation, or remove an expired one from the list."""
    from services.teams.use_cases.invitations.revoke_invitation import revoke_invitation

    revoke_invitation(work, invitation_id=id)


@api.post("/v1/team/invitations/{id}/resend", refusals=(*_SENDS, NotFound))
def resend_invitation(work: UnitOfWork, id: str) -> InvitationView:
    """Send an invitation again, with a new code."""
    from services.teams.use_cases.invitations import invite_member as inviting

    return inviting.resend_invitation(work, invitation_id=id, rules=wiring.invitation_rules())


@api.get("/v1/app-links", open=True)
def get_app_links() -> AppLinks:
    """Return where the app can be downloaded, and the link that opens it."""
    links = wiring.links()
    return AppLinks(download=links.download, open=links.open)


@api.post("/v1/transfers/preview", keyed=False, refusals=_CODE)
def preview_transfer_code(work: UnitOfWork, body: TypedCode) -> Preview:
    """Show which team a transfer code is for, and what changes for the person who redeems it."""
    from services.teams.use_cases.transfers.redeem_code import preview_transfer

    return preview_transfer(work, code=body.code, key=wiring.code_key())


@api.post("/v1/transfers", refusals=(*_CODE, problems.ConsentNeeded))
def redeem_transfer_code(work: UnitOfWork, body: Redemption) -> Joined:
    """Join a team with a transfer code, as one has agreed to by the `consent` of its preview."""
    from services.teams.use_cases.transfers.redeem_code import redeem_code

    return redeem_code(work, code=body.code, consent=body.consent, key=wiring.code_key())
