"""Return the numbers of a team to a member whose removal is undone (decision 075).

Each is returned in a transaction of its own, if it is where the removal left it; a repeated event finds nothing left.
"""

from dataclasses import replace

from contracts.numbers import NumberAssigned, NumberHandedOver
from contracts.port_outs import PortOutPinDue
from contracts.teams import MemberJoined
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.number import Number
from services.numbers.domain.parting import Parting
from services.numbers.stores import numbers, partings, people
from services.numbers.use_cases.numbers.set_default_number import become_default_if_none


def return_numbers(work: UnitOfWork, event: MemberJoined) -> None:
    """Mark the removal as undone, and return what it took, while the member is on the team.

    It is marked first: a removal that arrives later, or is being carried out, parts no number any more.
    """
    work.save([partings.mark_undone(event.account_id, event.undoes, work.now)])
    work.commit()
    if not people.find(work.table, event.account_id).is_on(event.team_id):
        return
    for parting in partings.load_all(work.table, event.account_id, event.undoes):
        number = numbers.find(work.table, parting.number_id)
        work.save([partings.remove(parting)])
        if number and parting.can_return(number):
            work.save([people.still_on(event.account_id, event.team_id)])
            after = _hand_back(work, number, parting) if parting.goes else _assign(work, number, parting)
            work.save(numbers.save(after, number))
        work.commit()


def _hand_back(work: UnitOfWork, number: Number, parting: Parting) -> Number:
    work.publish(
        NumberHandedOver(
            number_id=number.number_id,
            subscription_id=number.subscription_id,
            from_holder=number.holder,
            to_holder=parting.team_id,
            phone_number=number.phone_number,
            revision=number.next_version,
            user_id=parting.account_id,
        ),
        PortOutPinDue(number_id=number.number_id, phone_number=number.phone_number),
    )
    return replace(number, holder=parting.team_id, team_id=parting.team_id, user_id=parting.account_id)


def _assign(work: UnitOfWork, number: Number, parting: Parting) -> Number:
    work.publish(
        NumberAssigned(
            number_id=number.number_id,
            phone_number=number.phone_number,
            holder=number.holder,
            user_id=parting.account_id,
            revision=number.next_version,
        )
    )
    after = replace(number, user_id=parting.account_id)
    return become_default_if_none(work, after) if parting.was_default else after
