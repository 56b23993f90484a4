"""Inform the owners of the teams that have invited a number whose line cannot sign up (T12)."""

from contracts.identity import LineRefused
from contracts.teams import TeamNoticeDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain import transfer_code
from services.teams.stores import batch_reads, people, recipients


def report_refused_line(work: UnitOfWork, event: LineRefused, *, key: str) -> None:
    """Request a notice to each owner with an open invitation of this number, once for each invitation."""
    hashed = transfer_code.hash_code(event.phone_number, key)
    recipient = recipients.read(work.table, [hashed])[hashed]
    places = [place.partition("/")[::2] for place in recipient.invitations]
    for invitation in batch_reads.read_invitations_of_teams(work.table, places):
        if invitation.is_over(work.now) or invitation.line_refused:
            continue
        work.save(people.change(invitation.with_changes(line_refused=True), invitation))
        work.publish(
            TeamNoticeDue(
                team_id=invitation.team_id,
                kind="cannot_sign_up",
                invitation_id=invitation.invitation_id,
                phone_number=event.phone_number,
            )
        )
