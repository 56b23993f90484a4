"""Withdraw an invitation that has lost its purpose: its person closed their account, or is on the team (I10, I13)."""

from contracts.teams import InvitationRevoked
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import batch_reads, people, teams


def withdraw_invitation(work: UnitOfWork, team_id: str, invitation_id: str) -> None:
    """Take an invitation off its team's list with its code, if it is there; credits held for it return."""
    team, invitation = batch_reads.read_team_and_invitation(work.table, team_id, invitation_id)
    if team is None or invitation is None:
        return
    work.save(people.remove_invitation(invitation))
    if invitation.status == "open":
        count = teams.change_counters(team_id, open_invitations=-1)
        work.save([count if team.is_open else teams.subtract(team, others=0, open_invitations=1)])
        work.publish(InvitationRevoked(team_id=team_id, invitation_id=invitation_id))
