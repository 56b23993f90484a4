"""Note that an invitation's credits are set aside (T5)."""

from contracts.billing import CreditsHeld
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.stores import people


def record_held_credits(work: UnitOfWork, event: CreditsHeld) -> None:
    """Billing has set the credits aside.

    Until it says so they are unfunded, so `CreditsUnfunded` tells nothing new, and one that arrives after
    this event is an older one: what is set aside stays so until the invitation ends.
    """
    invitation = people.read_invitation(work.table, event.team_id, event.invitation_id)
    if invitation is None or invitation.credits_status != "unfunded":
        return
    work.save(people.change(invitation.with_changes(credits_status="held"), invitation))
