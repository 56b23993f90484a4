"""Request the notices that follow from a change on a team (T12).

They are requested in reaction to the change's own event, and each is sent in reaction to a `TeamNoticeDue` of its own:
no request waits for them, and one that fails is retried alone.
"""

from contracts.teams import (
    InvitationExpired,
    MemberJoined,
    MemberRemoved,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamHandedOver,
    TeamNoticeDue,
)
from kernel.dynamodb.unit_of_work import UnitOfWork

_OF_ROLES = {"admin": "made_admin", "member": "made_member"}
_OF_REMOVALS = {
    "removed": ("removed",),
    "left": ("member_left",),
    "dissolved": ("dissolved",),
    "closed": ("member_closed",),
}


def notify_of_join(work: UnitOfWork, event: MemberJoined) -> None:
    """Notify a new member, or one who is back, and the owner; not the owner of a new team."""
    if event.undoes:
        _request(work, event.team_id, "returned", account_id=event.account_id)
        _request(work, event.team_id, "member_returned", account_id=event.account_id)
    elif event.invitation_id is not None:
        _request(work, event.team_id, "joined", account_id=event.account_id)
        _request(work, event.team_id, "member_joined", account_id=event.account_id)


def notify_of_removal(work: UnitOfWork, event: MemberRemoved) -> None:
    """Notify a member who was removed, or the owner of one who went."""
    for kind in _OF_REMOVALS[event.reason]:
        _request(work, event.team_id, kind, account_id=event.account_id, numbers=_kept_by(event))


def _kept_by(event: MemberRemoved) -> str:
    """Return who keeps the numbers, or `chosen` if some go and others stay."""
    return event.numbers if set(event.number_choices.values()) <= {event.numbers} else "chosen"


def notify_of_status(work: UnitOfWork, event: MemberSuspended | MemberRestored) -> None:
    """Notify a member who was suspended or restored."""
    kind = "suspended" if isinstance(event, MemberSuspended) else "restored"
    _request(work, event.team_id, kind, account_id=event.account_id)


def notify_of_role(work: UnitOfWork, event: MemberRoleChanged) -> None:
    """Notify a member of their role; the two parties of a hand-over are notified of that."""
    if event.role in _OF_ROLES and not event.by_hand_over:
        _request(work, event.team_id, _OF_ROLES[event.role], account_id=event.account_id)


def notify_of_hand_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Notify the new owner and the former one."""
    _request(work, event.team_id, "made_owner", account_id=event.to_account_id)
    kind = "handed_to_deputy" if event.to_deputy else "handed_over"
    _request(work, event.team_id, kind, account_id=event.from_account_id, other_id=event.to_account_id)


def notify_of_expiry(work: UnitOfWork, event: InvitationExpired) -> None:
    """Notify the owner of an invitation that expired."""
    _request(work, event.team_id, "invitation_expired", invitation_id=event.invitation_id)


def _request(work: UnitOfWork, team_id: str, kind: str, **about: str) -> None:
    work.publish(TeamNoticeDue.model_validate({"team_id": team_id, "kind": kind, **about}))
