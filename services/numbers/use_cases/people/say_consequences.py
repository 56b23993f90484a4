"""Say what an action that ends or changes a place on a team does to numbers, before it happens (decision 075)."""

from contracts.consequences import MOST, MOST_COUNTED, OF_OWNERS, Consequences, subject_of
from kernel.consequences import ConsequencesQuery, require_reader
from kernel.dynamodb.items import from_item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.consequences import Affected, consequences_of
from services.numbers.domain.number import Number
from services.numbers.domain.person import Person
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_out import PortOut
from services.numbers.domain.problems import TeamNeeded
from services.numbers.stores import call_settings, numbers, people, port_ins, port_outs
from services.numbers.use_cases import callers
from services.numbers.use_cases.numbers.view_numbers import may_set_up


def say_consequences(work: UnitOfWork, *, query: ConsequencesQuery) -> Consequences:
    """Return what becomes of the numbers concerned: a person's, or some of a team's. Rights are those of the action."""
    caller = callers.read_caller(work)
    account_id = subject_of(query.action, caller.account_id, query.user_id)
    other = caller if account_id == caller.account_id else people.find(work.table, account_id)
    require_reader(query.action, caller, other, no_team=TeamNeeded)
    is_of_team = query.action in OF_OWNERS
    ends_team = query.action == "close" and caller.owns is not None
    affected = (
        _of_team(work, str(caller.team_id)) if is_of_team else _of_person(work, caller, other, ends_team=ends_team)
    )
    items = consequences_of(query.action, caller.account_id if is_of_team else account_id, affected)
    return Consequences(action=query.action, user_id=account_id, items=items)


def _of_team(work: UnitOfWork, team_id: str) -> Affected:
    page = numbers.query_list(
        work.table, team_id, None, lambda it: it.holder == team_id, limit=MOST_COUNTED, cursor=None
    )
    there = [number for number in (from_item(Number, item) for item in page.items) if not number.is_gone]
    coming = _port_ins(work, team_id)
    return Affected(
        there[:MOST],
        port_ins=coming[:MOST],
        more=len(there[MOST:]),
        is_least=page.next_cursor is not None,
        more_port_ins=len(coming[MOST:]),
    )


def _of_person(work: UnitOfWork, caller: Person, person: Person, *, ends_team: bool) -> Affected:
    holders = {person.account_id, person.team_id}
    loaded = numbers.load_all_of_user(work.table, person.account_id)
    used = [it for it in loaded if it.holder in holders and not it.is_gone]
    of_team = _of_team(work, str(person.team_id)) if ends_team else Affected([])
    known = {it.number_id for it in used}
    used += [it for it in of_team.numbers if it.number_id not in known]
    coming = _port_ins(work, person.account_id)
    if person.team_id:
        coming += [port for port in _port_ins(work, person.team_id) if port.user_id == person.account_id]
    return Affected(
        used[:MOST],
        _forwarded(work, [it for it in used[:MOST] if may_set_up(caller, it)]),
        coming[:MOST],
        _port_outs(work, person, used),
        sum(1 for _ in call_settings.list_rung(work.table, person.account_id)),
        len(used[MOST:]) + of_team.more,
        of_team.is_least,
        len(coming[MOST:]) + of_team.more_port_ins,
        ends_team,
    )


def _forwarded(work: UnitOfWork, used: list[Number]) -> dict[str, str]:
    """Return where calls to each number are forwarded, read together."""
    places = {it.number_id: call_settings.key(it.phone_number) for it in used if not it.is_gone}
    found = work.table.get_many([(place["pk"], place["sk"]) for place in places.values()])
    known = {its_id: found.get((place["pk"], place["sk"])) for its_id, place in places.items()}
    settings = {its_id: call_settings.loaded(item) for its_id, item in known.items() if item}
    return {its_id: it.forwarding.to for its_id, it in settings.items() if it.forwarding and it.number_id == its_id}


def _port_ins(work: UnitOfWork, holder: str) -> list[PortIn]:
    page = port_ins.query_holder(work.table, holder, None, MOST_COUNTED, None)
    return [port for port in (from_item(PortIn, item) for item in page.items) if port.is_open]


def _port_outs(work: UnitOfWork, person: Person, used: list[Number]) -> list[PortOut]:
    theirs = {it.number_id for it in used}
    page = port_outs.query_list(work.table, person.team_id or person.account_id, limit=MOST_COUNTED, cursor=None)
    found = [from_item(PortOut, item) for item in page.items]
    return [it for it in found if it.is_open and it.number_id in theirs]
