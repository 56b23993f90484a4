"""Remove a member from the team, or leave it (T8)."""

from typing import Literal

from contracts.teams import MemberRemoved
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Stale
from services.teams.domain.account import Account
from services.teams.domain.departure import Departure
from services.teams.domain.member import Member
from services.teams.domain.parting import KeptBy, Parting
from services.teams.domain.problems import NotTheirNumber, OwnerMustHandOver
from services.teams.stores import accounts, activity, departures, numbers, people, teams
from services.teams.use_cases import access
from services.teams.use_cases.members.change_member import require_other_member


def remove_member(work: UnitOfWork, *, user_id: str, parting: Parting) -> None:
    """Take a member off the team; the parting says who keeps the numbers that the team pays for.

    With `hand_over` the paid time goes to the person, which moves money. Raises NumbersLocked while the owner's is
    locked (I14); with `keep` nothing of it moves, and a thief's accomplice must not stay on the team. Raises
    NotTheirNumber for a choice about another number, and ScopeMissing for an API key that may not assign numbers.
    """
    caller = access.require_manager(work)
    member = require_other_member(work, caller, user_id)
    _require_their_numbers(work, member, parting)
    if parting.hands_over:
        access.require_scope(work, "numbers:write")
        access.require_paid_time_in_peace(work, caller)
    _remove(work, caller, member, "removed", parting)


def _require_their_numbers(work: UnitOfWork, member: Member, parting: Parting) -> None:
    if not parting.choices:
        return
    known = numbers.read_many(work.table, parting.choices)
    for number_id in parting.unfit(known, member.team_id, member.account_id):
        raise NotTheirNumber(field=f"number_choices.{number_id}")


def leave_team(work: UnitOfWork) -> None:
    """Take the caller off the team, even while suspended; numbers that the team pays for stay with it.

    Raises OwnerMustHandOver for the owner.
    """
    caller = access.require_membership(work)
    if caller.role == "owner":
        raise OwnerMustHandOver
    member = people.read_member(work.table, caller.team_id, caller.account_id)
    if member is None:
        raise Stale
    _remove(work, caller, member, "left", Parting("keep"))


def _remove(
    work: UnitOfWork, caller: Account, member: Member, reason: Literal["removed", "left"], parting: Parting
) -> None:
    admins, suspended = int(member.role == "admin"), int(member.status == "suspended")
    work.save(people.remove_member(member))
    work.save([accounts.leave(member), departures.add(Departure.of(member, reason, work.now))])
    work.save([teams.change_counters(member.team_id, others=-1, admins=-admins, suspended=-suspended)])
    who, details = activity.person_subject(member), {"numbers": parting.numbers} | _choices_of(parting)
    work.save([activity.add_line(work, member.team_id, caller, f"member_{reason}", who, details)])
    work.publish(
        MemberRemoved(
            team_id=member.team_id,
            account_id=member.account_id,
            reason=reason,
            numbers=parting.numbers,
            number_choices=dict(parting.choices),
            revision=member.removal_revision,
        )
    )


def _choices_of(parting: Parting) -> dict[str, dict[str, KeptBy]]:
    return {"number_choices": dict(parting.choices)} if parting.choices else {}
