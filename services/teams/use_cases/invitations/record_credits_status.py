"""Records whether an invitation's credits are held (T5)."""

from contracts.billing import CreditsHeld, CreditsUnfunded
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.teams.domain.invitation import CreditsStatus
from services.teams.stores import people


def record_held_credits(work: UnitOfWork, event: CreditsHeld) -> None:
    """Record that billing holds the credits; until this event arrives they are unfunded."""
    _record(work, event, "held")


def record_unfunded_credits(work: UnitOfWork, event: CreditsUnfunded) -> None:
    """Record that billing does not hold the credits any more, as the team owes what PayPal has taken back (B19)."""
    _record(work, event, "unfunded")


def _record(work: UnitOfWork, event: CreditsHeld | CreditsUnfunded, status: CreditsStatus) -> None:
    """Go by the event with the highest revision; one that was published without a revision only funds."""
    invitation = people.read_invitation(work.table, event.team_id, event.invitation_id)
    if invitation is None or invitation.credits_status == "none":
        return
    if event.revision > invitation.funding or (not event.revision and (status, invitation.funding) == ("held", 0)):
        changed = invitation.with_changes(credits_status=status, funding=event.revision)
        work.save(people.change(changed, invitation))
