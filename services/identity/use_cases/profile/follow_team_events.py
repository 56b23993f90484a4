"""Record which teams an account is on and how large its own is (I9, I10), and correct the option when teams refuses."""

from contracts.teams import (
    MemberJoined,
    MemberRemoved,
    MemberRoleChanged,
    MembershipChange,
    SecondFactorRuleChanged,
    TeamDissolved,
    TeamHandedOver,
    TeamKept,
    TeamOccupancyChanged,
    TeamRefused,
    membership_after,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.stores import accounts, memberships
from services.identity.use_cases.api_keys.end_keys import end_all


def add_membership(work: UnitOfWork, event: MemberJoined) -> None:
    """Record that an account joined a team, and its place there."""
    if accounts.read(work.table, event.account_id):
        work.save(accounts.count_membership(event.account_id, event.team_id, 1))
        record_place(work, event)


def remove_membership(work: UnitOfWork, event: MemberRemoved) -> None:
    """Record that an account left a team."""
    if accounts.read(work.table, event.account_id):
        work.save(accounts.count_membership(event.account_id, event.team_id, -1))
        record_place(work, event)


def follow_place(work: UnitOfWork, event: MemberRoleChanged | SecondFactorRuleChanged) -> None:
    """Record a member's role, or what the team requires of them; of a closed account nothing is kept.

    The API keys of who is the owner no more are gone: one may have been made after the team's own event (decision 093).
    """
    if accounts.read(work.table, event.account_id):
        before = memberships.read(work.table, event.account_id)
        if before.owns and membership_after(event, before).owns != before.owns:
            end_all(work, event.account_id, of_team=before.owns)
        record_place(work, event)


def record_place(work: UnitOfWork, event: MembershipChange) -> None:
    """Record the place of an account after an event; one that a later event has overtaken changes nothing."""
    before = memberships.read(work.table, event.owner_id if isinstance(event, TeamDissolved) else event.account_id)
    now = membership_after(event, before)
    if now != before:
        work.save(memberships.change(now, before))


def record_occupancy(work: UnitOfWork, event: TeamOccupancyChanged) -> None:
    """Record how many people are on an owner's team; a lower revision that arrives late has no effect."""
    owner = accounts.read(work.table, event.owner_id)
    if owner is None or (owner.own_team_id == event.team_id and owner.own_team_revision >= event.revision):
        return
    work.save(
        accounts.record_occupancy(
            owner.id,
            event.team_id,
            others=event.others,
            open_invitations=event.open_invitations,
            revision=event.revision,
        )
    )


def disable_refused_team(work: UnitOfWork, event: TeamRefused) -> None:
    """Switch the option off because teams could not open a team."""
    _set_option(work, event.account_id, False)


def enable_kept_team(work: UnitOfWork, event: TeamKept) -> None:
    """Switch the option back on because teams could not dissolve the team."""
    _set_option(work, event.owner_id, True)


def move_team_option(work: UnitOfWork, event: TeamHandedOver) -> None:
    """Switch the option off for the old owner of a team and on for the new one; the old one's API keys are gone."""
    end_all(work, event.from_account_id, of_team=event.team_id)
    _set_option(work, event.from_account_id, False)
    _set_option(work, event.to_account_id, True)


def forget_dissolved_team(work: UnitOfWork, event: TeamDissolved) -> None:
    """Switch the option off for the owner of a dissolved team, whose API keys are gone, and take the owner off it."""
    owner = accounts.read(work.table, event.owner_id)
    if owner is None:
        return
    end_all(work, event.owner_id, of_team=event.team_id)
    now = owner.with_team_management(False) if owner.own_team_id in {None, event.team_id} else owner
    work.save(accounts.change(now, owner, without_team=event.team_id))
    record_place(work, event)


def _set_option(work: UnitOfWork, account_id: str, manages: bool) -> None:
    account = accounts.read(work.table, account_id)
    if account and account.manages_team != manages:
        work.save(accounts.change(account.with_team_management(manages), account))
