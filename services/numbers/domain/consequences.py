"""What an action that ends or changes a place on a team does to numbers, texts and ports, said before. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from contracts.consequences import Action, Consequence, Fate
from contracts.money import Money
from contracts.plans import CATALOGUE
from services.numbers.domain.number import Number
from services.numbers.domain.person import is_team
from services.numbers.domain.port_in import PortIn
from services.numbers.domain.port_out import PortOut

_OF_TEAM: dict[Action, Fate] = {
    "remove": "chosen",
    "leave": "team",
    "suspend": "paused",
    "hand_over": "stays",
    "dissolve": "person",
    "close": "team",
}
_OF_PERSON: dict[Action, Fate] = {"hand_over": "stays", "suspend": "stays", "close": "ends"}
_PORTS: dict[Action, Fate] = {"dissolve": "owner", "hand_over": "stays", "suspend": "stays"}


@dataclass(frozen=True)
class Affected:
    """What there is: the person's numbers, or the team's, where each is forwarded, and what is on its way."""

    numbers: list[Number]
    forwarded: Mapping[str, str] = field(default_factory=dict)
    port_ins: list[PortIn] = field(default_factory=list)
    port_outs: list[PortOut] = field(default_factory=list)
    shared: int = 0
    more: int = 0  # numbers that are not among these; more than so many with `is_least`
    is_least: bool = False
    more_port_ins: int = 0
    ends_team: bool = False  # the owner of a team without others closes their account


def consequences_of(action: Action, account_id: str, of: Affected) -> list[Consequence]:
    """Return what becomes of each number, of ports on their way, of texts, and of numbers that others share."""
    found = [_of_number(action, account_id, it, of) for it in of.numbers if not it.is_gone]
    lost = {it.fate for it in found} & {"chosen", "team"} if action != "close" else set()
    if of.more:
        found.append(Consequence(kind="more_numbers", fate=_OF_TEAM[action], count=of.more, is_least=of.is_least))
    found += [
        Consequence(kind="port_in", fate=_fate_of_port(action, port), phone_number=port.phone_number)
        for port in of.port_ins
        if port.is_open
    ]
    if of.more_port_ins:
        fate = _fate_of_port(action, of.port_ins[0])
        found.append(Consequence(kind="more_port_ins", fate=fate, count=of.more_port_ins))
    found += [
        Consequence(kind="port_out", fate="stays", phone_number=it.phone_number, number_id=it.number_id)
        for it in of.port_outs
        if it.is_open
    ]
    found += [Consequence(kind="voicemails", fate="chosen" if "chosen" in lost else "ends")] if lost else []
    return found + list(_of_conversations(action, of.shared))


def _of_number(action: Action, account_id: str, number: Number, of: Affected) -> Consequence:
    plan = CATALOGUE.get(number.next_plan_id or number.plan_id)
    renews = plan if plan and not number.ends and number.has_running_plan else None
    return Consequence(
        kind="number",
        fate="ends" if of.ends_team else _fate_of_number(action, account_id, number),
        number_id=number.number_id,
        phone_number=number.phone_number,
        user_id=number.user_id,
        paid_through=number.paid_through,
        price=Money.of(renews.price) if renews and not number.store else None,
        months=renews.months if renews else None,
        store=number.store or None,
        forwarded_to=of.forwarded.get(number.number_id),
    )


def _fate_of_number(action: Action, account_id: str, number: Number) -> Fate:
    if not is_team(number.holder):
        return _OF_PERSON.get(action, "person")
    if action == "dissolve" and number.user_id in (None, account_id):
        return "owner"
    return _OF_TEAM[action]


def _fate_of_port(action: Action, port: PortIn) -> Fate:
    if is_team(port.holder):
        return _PORTS.get(action, "team")
    return "ends" if action == "close" else "person"


def _of_conversations(action: Action, shared: int) -> Iterable[Consequence]:
    """Yield what becomes of texts and voicemails, which are the person's, and of numbers of colleagues."""
    if action in ("remove", "leave", "dissolve"):
        yield Consequence(kind="texts", fate="person")
    if action == "close":
        yield Consequence(kind="texts", fate="ends")
    if shared and action in ("remove", "leave", "close"):
        yield Consequence(kind="shared_numbers", fate="ends", count=shared)
