"""Revoke an invitation, or remove an expired one from the list (T5)."""

from contracts.teams import InvitationRevoked
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.teams.stores import activity, people, teams
from services.teams.use_cases import access


def revoke_invitation(work: UnitOfWork, *, invitation_id: str) -> None:
    """Delete the invitation with its code; credits held for it return. Raises NotFound."""
    caller = access.require_manager(work)
    invitation = people.read_invitation(work.table, caller.team_id, invitation_id)
    if invitation is None:
        raise NotFound
    who = activity.person_subject(invitation)
    work.save(people.remove_invitation(invitation))
    work.save([activity.add_line(work, caller.team_id, caller, "invitation_revoked", who)])
    if invitation.status == "open":
        work.save([teams.change_counters(caller.team_id, open_invitations=-1)])
        work.publish(InvitationRevoked(team_id=caller.team_id, invitation_id=invitation_id))
