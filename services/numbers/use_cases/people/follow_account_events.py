"""Follow what identity, teams and billing tell of people: who there is, on which team, as what, and who can pay."""

from dataclasses import replace

from contracts.billing import PaymentMethodChanged
from contracts.identity import AccountClosed, AccountRegistered, ProfileChanged
from contracts.teams import (
    MemberJoined,
    MemberRestored,
    MemberRoleChanged,
    MemberSuspended,
    TeamHandedOver,
    TeamOpened,
)
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.person import Person
from services.numbers.stores import people, port_ins
from services.numbers.use_cases.messages.erase_messages import erase_messages
from services.numbers.use_cases.port_ins.cancel_port_in import request_cancellation


def account_registered(work: UnitOfWork, event: AccountRegistered) -> None:
    """Know how to reach them; a profile that overtook its account is the later one."""
    person = replace(people.find(work.table, event.account_id), phone_number=event.phone_number)
    if person.profile < event.revision:
        person = replace(person, email=event.email, profile=event.revision)
    _save(work, person)


def profile_changed(work: UnitOfWork, event: ProfileChanged) -> None:
    """Know the newest profile: the one of the highest revision."""
    person = people.find(work.table, event.account_id)
    if person.profile < event.revision and not person.closed:
        _save(work, replace(person, email=event.email, notices=tuple(event.notices), profile=event.revision))


def account_closed(work: UnitOfWork, event: AccountClosed) -> None:
    """Forget how to reach them and what they wrote, and leave what they are bringing along where it is (I10)."""
    for port in port_ins.load_all_of_holder(work.table, event.account_id):
        if port.is_open and not port.is_cancelling:
            request_cancellation(work, port)
            work.commit()
    person = people.find(work.table, event.account_id)
    _save(work, replace(person, email="", phone_number="", notices=(), closed=True))
    work.commit()  # from now on no text is kept for them
    erase_messages(work, account_id=event.account_id)


def payment_method_changed(work: UnitOfWork, event: PaymentMethodChanged) -> None:
    """Know whether their wallet pays; of two that cross, the later one counts."""
    person = people.find(work.table, event.account_id)
    if event.revision > person.pays_since:
        _save(work, replace(person, pays=event.works, pays_since=event.revision))


def team_opened(work: UnitOfWork, event: TeamOpened) -> None:
    """Know whose team it is, unless something later was heard already."""
    work.save([people.note_owner(event.team_id, event.owner_id)])


def member_joined(work: UnitOfWork, event: MemberJoined) -> Person:
    """They are on the team."""
    return _save(work, people.find(work.table, event.account_id).joined(event.team_id, event.role, event.revision))


def role_changed(work: UnitOfWork, event: MemberRoleChanged) -> None:
    """They have another role."""
    _save(work, people.find(work.table, event.account_id).is_now(event.team_id, event.role, event.revision))


def suspended(work: UnitOfWork, event: MemberSuspended | MemberRestored, by: int) -> None:
    """Suspended (1) or restored (-1)."""
    _save(work, people.find(work.table, event.account_id).suspended(event.team_id, by, event.revision))


def handed_over(work: UnitOfWork, event: TeamHandedOver) -> None:
    """The team has another owner: it is their wallet that pays from now on."""
    work.save(people.hand_over(work.table, event.team_id, event.to_account_id, event.revision))
    if not event.revision:  # else both roles are told by MemberRoleChanged, with revisions of their own
        _save(work, people.find(work.table, event.to_account_id).is_now(event.team_id, "owner"))
        before = people.find(work.table, event.from_account_id)
        if before.role == "owner":  # else a later role has overtaken this
            _save(work, before.is_now(event.team_id, "admin"))


def _save(work: UnitOfWork, person: Person) -> Person:
    work.save([people.save(person)])
    return person
