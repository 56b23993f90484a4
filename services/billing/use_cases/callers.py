"""Reads the caller, and makes the right by which a request is decided a condition of its transaction (E6)."""

from contracts.sessions import is_signed_out
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork, is_of_lost_team, is_signed_in
from kernel.problems import SecondFactorSetupRequired, Unauthenticated
from services.billing.domain.person import Person
from services.billing.domain.problems import MoneyLockedProblem
from services.billing.stores import people


def read_caller(work: UnitOfWork) -> Person:
    """Return the caller. Raises Unauthenticated if their account is closed or their session has ended."""
    return load_caller(work, work.table.get(**people.key(work.context.actor)))


def read_spender(work: UnitOfWork) -> Person:
    """Return the caller of a request that moves money. Raises MoneyLocked in the 24 hours after a denial (I14)."""
    return require_unlocked(work, read_caller(work))


def require_unlocked(work: UnitOfWork, payer: Person) -> Person:
    """Return the person whose money is to move, and have the next commit refused if it is locked by then (I14).

    It is the lock of who pays, not of who asks: admins spend the owner's wallet too. Raises MoneyLocked.
    """
    if payer.is_locked(work.now):
        whose = None if payer.account_id == work.context.actor else MoneyLockedProblem.OF_THE_OWNER
        raise MoneyLockedProblem(whose, locked_until=clock.to_text(payer.money_locked_until or work.now))
    work.authorize(people.same_lock(payer))
    return payer


def load_caller(work: UnitOfWork, item: Item | None) -> Person:
    """Return the caller of an item that was read together with others. Raises Unauthenticated like `read_caller`.

    A caller who lacks the second factor that their team requires may do nothing on it, and gets that for a reason.
    """
    person = people.loaded(work.context.actor, item)
    if person.closed or is_signed_out(person, work.context.session_id, work.context.generation):
        raise Unauthenticated
    if is_of_lost_team(work.context, person.owns):
        raise Unauthenticated
    work.authorize(people.same_right(person, is_signed_in(work.context)))
    if person.lacks_second_factor:
        work.restrict(SecondFactorSetupRequired())
    return person
