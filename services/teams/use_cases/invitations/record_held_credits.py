"""Record that an invitation's credits are held (T5)."""

from contracts.billing import CreditsHeld
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import people


def record_held_credits(work: UnitOfWork, event: CreditsHeld) -> None:
    """Record that billing holds the credits.

    Until this event arrives they are unfunded, so `CreditsUnfunded` adds nothing, and one that arrives later is older:
    held credits stay held until the invitation ends.
    """
    invitation = people.read_invitation(work.table, event.team_id, event.invitation_id)
    if invitation is None or invitation.credits_status != "unfunded":
        return
    work.save(people.change(invitation.with_changes(credits_status="held"), invitation))
