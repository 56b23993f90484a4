"""Moves numbers when people join a team, leave it, or it is dissolved (B10, T8, T9).

A number that a member brought stays theirs. A number of the team goes with its user or stays, as was chosen. Each
number is moved in a transaction of its own, so that a repeated event finds it moved.
"""

from collections.abc import Iterable
from dataclasses import replace

from contracts.messages import WaitingTextsDue
from contracts.numbers import NumberHandedOver
from contracts.port_outs import PortOutPinDue
from contracts.teams import MemberJoined, MemberRemoved, TeamDissolved, membership_after
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.domain.parting import Parting
from services.numbers.stores import numbers, partings, people, port_ins
from services.numbers.use_cases.people import follow_account_events


def member_joined(work: UnitOfWork, event: MemberJoined) -> None:
    """The team sees the numbers that they bring, and pays for them from the next renewal on.

    Texts to a number of the team's that they have again may have come while they were off it.
    """
    person = membership_after(event, people.find(work.table, event.account_id))
    theirs = list(_current(work, numbers.load_all_of_user(work.table, event.account_id)))
    for number in theirs:
        if person.is_on(event.team_id) and number.holder == event.account_id and number.team_id != event.team_id:
            _settle(work, replace(number, team_id=event.team_id), number)
    work.publish(*(WaitingTextsDue(number_id=it.number_id) for it in theirs if it.holder == event.team_id))
    follow_account_events.membership_changed(work, event)
    if event.undoes:
        from services.numbers.use_cases.people.return_numbers import return_numbers

        work.commit()  # from now on they are on the team again
        return_numbers(work, event)


def member_removed(work: UnitOfWork, event: MemberRemoved) -> None:
    """Their own numbers go with them; of the team's, each goes or stays with all of its paid time.

    What is undone by now moves nothing.
    """
    heir = people.find_team(work.table, event.team_id).heir
    is_back = membership_after(event, people.find(work.table, event.account_id)).is_on(event.team_id)
    is_undone = partings.is_undone(work.table, event.account_id, event.revision)
    for number in _current(work, numbers.load_all_of_user(work.table, event.account_id)):
        if number.holder == event.account_id and number.team_id == event.team_id and not is_back:
            _settle(work, replace(number, team_id=None), number)
        elif number.holder == event.team_id and number.user_id == event.account_id and not is_undone:
            _parted(work, number, event, heir)
    follow_account_events.membership_changed(work, event)
    if not is_undone:
        _leave_rings(work, event.account_id)


def team_dissolved(work: UnitOfWork, event: TeamDissolved) -> None:
    """The owner has what the team had and brings along. What a member uses waits for the word on that member."""
    from services.numbers.use_cases.registrations.end_registration import end_registration

    work.save([people.note_heir(event.team_id, event.owner_id)])
    work.commit()
    for number in _current(work, numbers.load_all_in_list(work.table, event.team_id)):
        if number.holder == event.team_id and number.user_id in (None, event.owner_id):
            _hand_over(work, number, event.owner_id)
        elif number.holder == event.owner_id and number.team_id:
            _settle(work, replace(number, team_id=None), number)
    _bring_to(work, event)
    end_registration(work, event.team_id)
    follow_account_events.membership_changed(work, event)
    _leave_rings(work, event.owner_id)


def _bring_to(work: UnitOfWork, event: TeamDissolved) -> None:
    """What is on its way goes to the owner; if they have closed their account by now, it stays where it is."""
    from services.numbers.use_cases.port_ins.request_cancellation import request_cancellation

    is_gone = people.find(work.table, event.owner_id).closed
    for before in port_ins.load_all_of_holder(work.table, event.team_id):
        port = replace(before, holder=event.owner_id, user_id=None)
        if is_gone and port.is_open and not port.is_cancelling:
            request_cancellation(work, port)
        else:
            work.save(port_ins.save(port, before))
        work.commit()


def _leave_rings(work: UnitOfWork, account_id: str) -> None:
    from services.numbers.use_cases.calls.ring_apps import leave_rings

    work.commit()  # from now on no number of the team can have them ring
    leave_rings(work, account_id)


def _current(work: UnitOfWork, listed: Iterable[Number]) -> Iterable[Number]:
    """The numbers as they are now, not as an index has them."""
    for number in listed:
        now = numbers.find(work.table, number.number_id)
        if now:
            yield now


def _parted(work: UnitOfWork, number: Number, event: MemberRemoved, heir: str | None) -> None:
    from services.numbers.use_cases.numbers.change_number import unassign_number
    from services.numbers.use_cases.numbers.set_default_number import pass_default_on

    goes = event.number_choices.get(number.number_id, event.numbers) == "hand_over"
    work.save(partings.note(Parting.of(number, event.revision, goes=goes), work.now))
    if goes:
        _hand_over(work, number, event.account_id)
    elif heir:
        _hand_over(work, pass_default_on(work, number), heir, before=number)
    else:
        _settle(work, unassign_number(work, number), number)


def _hand_over(work: UnitOfWork, number: Number, to: str, before: Number | None = None) -> None:
    work.publish(
        NumberHandedOver(
            number_id=number.number_id,
            subscription_id=number.subscription_id,
            from_holder=number.holder,
            to_holder=to,
            phone_number=number.phone_number,
            revision=number.next_version,
        ),
        PortOutPinDue(number_id=number.number_id, phone_number=number.phone_number),
    )
    _settle(work, replace(number, holder=to, team_id=None, user_id=to), before or number)


def _settle(work: UnitOfWork, after: Number, before: Number) -> None:
    work.save(numbers.save(after, before))
    work.commit()
