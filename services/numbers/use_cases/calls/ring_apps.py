"""Read and set whose apps ring for a number besides its user's: they share it (N10), until they leave the team."""

from dataclasses import replace

from kernel.dynamodb.transact_items import TransactItem
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.call_settings import CallSettings, Ring
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person, is_team
from services.numbers.domain.problems import UserNotOnTeam
from services.numbers.http.call_schemas import RingBody
from services.numbers.http.call_views import RingView
from services.numbers.stores import call_settings, numbers, people
from services.numbers.use_cases.calls.own_settings import find_changeable, find_settings, require_version


def get_ring(work: UnitOfWork, *, number_id: str) -> RingView:
    """Return whose apps ring for a number. Raises NotFound and OwnNumber."""
    return RingView.of(find_settings(work, number_id).settings.ring)


def set_ring(work: UnitOfWork, *, number_id: str, body: RingBody) -> RingView:
    """Set whose apps ring for a number, and by that who shares it.

    Raises NotFound, OwnNumber, NumberNotActive and UserNotOnTeam.
    """
    found = find_changeable(work, number_id)
    require_version(found.settings.ring, body.version)
    meant = dict.fromkeys(found.person.meant(user_id) for user_id in body.others)
    others = tuple(account_id for account_id in meant if account_id != found.number.user_id)
    _require_on_team(work, others, found.number.holder)
    ring = Ring(others, body.order, body.seconds)
    work.save(_save(replace(found.settings, ring=ring), found.settings, found.number))
    return RingView.of(ring)


def leave_rings(work: UnitOfWork, account_id: str) -> None:
    """Have a person's app ring no more for numbers of teams that they are not on, each in a transaction of its own."""
    person = people.find(work.table, account_id)
    for phone_number in call_settings.list_rung(work.table, account_id):
        settings = call_settings.find(work.table, phone_number)
        if settings is None or account_id not in settings.ring.others:
            as_seen = call_settings.unchanged(phone_number, settings)
            work.save([call_settings.forget_ring(account_id, phone_number), as_seen])
        elif not _rings_for(person, settings):
            work.save(_save(_without(settings, account_id), settings, numbers.find(work.table, settings.number_id)))
        work.commit()


def _save(after: CallSettings, before: CallSettings, number: Number | None) -> list[TransactItem]:
    """Store whose apps ring; the same people share the number from then on, with its texts and voicemails."""
    shared = [numbers.share(number, after.ring.others)] if number else []
    return [*call_settings.save(after, before), *shared]


def _require_on_team(work: UnitOfWork, others: tuple[str, ...], holder: str) -> None:
    """Raise UserNotOnTeam unless all of them are on the team that holds the number, now and at the commit."""
    found = work.table.get_each(map(people.key, others)) if is_team(holder) else [None] * len(others)
    for account_id, item in zip(others, found, strict=True):
        if not people.loaded(account_id, item).is_on(holder):
            raise UserNotOnTeam(field="others")
        work.save([people.still_on(account_id, holder)])


def _rings_for(person: Person, settings: CallSettings) -> bool:
    return person.is_on(settings.holder) and not person.closed


def _without(settings: CallSettings, account_id: str) -> CallSettings:
    others = tuple(other for other in settings.ring.others if other != account_id)
    return replace(settings, ring=replace(settings.ring, others=others))
