"""Reads the caller, and makes the right by which a request is decided a condition of its transaction (E6)."""

from contracts.sessions import is_signed_out
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork, is_signed_in
from kernel.problems import SecondFactorSetupRequired, Unauthenticated
from services.billing.domain.person import Person
from services.billing.domain.problems import MoneyLockedProblem
from services.billing.stores import people


def read_caller(work: UnitOfWork) -> Person:
    """Return the caller. Raises Unauthenticated if their account is closed or their session has ended."""
    return load_caller(work, work.table.get(**people.key(work.context.actor)))


def read_spender(work: UnitOfWork) -> Person:
    """Return the caller of a request that moves money. Raises MoneyLocked in the 24 hours after a denial (I14)."""
    person = read_caller(work)
    if person.money_locked_until and work.now < person.money_locked_until:
        raise MoneyLockedProblem(locked_until=clock.to_text(person.money_locked_until))
    return person


def load_caller(work: UnitOfWork, item: Item | None) -> Person:
    """Return the caller of an item that was read together with others. Raises Unauthenticated like `read_caller`.

    A caller who lacks the second factor that their team requires may do nothing on it, and gets that for a reason.
    """
    person = people.loaded(work.context.actor, item)
    if person.closed or is_signed_out(person, work.context.session_id, work.context.generation):
        raise Unauthenticated
    work.authorize(people.same_right(person, is_signed_in(work.context)))
    if person.lacks_second_factor:
        work.restrict(SecondFactorSetupRequired())
    return person
