"""Log what people do with the team's numbers, plans and port-ins (T10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from contracts.calls import ForwardingChanged
from contracts.event import Event
from contracts.numbers import (
    NumberAssigned,
    NumberHandedOver,
    NumberLabeled,
    NumberMoved,
    NumberRequested,
    NumberUnassigned,
)
from contracts.plan_events import PlanCancelled, PlanChanged, PlanResumed
from contracts.port_ins import PortInCancelled, PortInCompleted, PortInSubmitted
from contracts.port_outs import NumberPortedOut, PortOutObjected, PortOutPinChanged
from kernel.dynamodb.unit_of_work import SYSTEM, UnitOfWork
from services.teams.domain.account import Account
from services.teams.domain.log_line import name_of
from services.teams.domain.number import AssignmentEvent
from services.teams.stores import activity, batch_reads

PlanEvent = PlanCancelled | PlanResumed | PlanChanged
PortInEvent = PortInSubmitted | PortInCancelled | PortInCompleted
PortOutLine = PortOutObjected | PortOutPinChanged | NumberPortedOut
LoggedEvent = (
    NumberRequested | NumberLabeled | ForwardingChanged | AssignmentEvent | PlanEvent | PortInEvent | PortOutLine
)

_ACTIONS: dict[type[Event], str] = {
    NumberAssigned: "number_assigned",
    NumberMoved: "number_moved",
    NumberLabeled: "number_labeled",
    NumberUnassigned: "number_unassigned",
    ForwardingChanged: "forwarding_stopped",
    NumberHandedOver: "number_handed_over",
    PlanCancelled: "number_cancelled",
    PlanResumed: "number_kept",
    PlanChanged: "plan_changed",
    PortInSubmitted: "port_in_submitted",
    PortInCancelled: "port_in_cancelled",
    PortInCompleted: "port_in_completed",
    PortOutObjected: "port_out_objected",
    PortOutPinChanged: "port_out_pin_changed",
    NumberPortedOut: "number_ported_out",
}


@dataclass(frozen=True)
class _Line:
    """A line to write: for which team, what was done to which number, and who gave or got it."""

    team_id: str
    action: str
    subject_id: str
    phone_number: str = ""
    plan_id: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str | None] = field(default_factory=dict)
    by_teamline: bool = False


def log_number_activity(work: UnitOfWork, event: LoggedEvent) -> None:
    """Log the event if a person caused it and the number is the team's or paid by it, or if a port-in arrived."""
    line = _line_of(event)
    actor_id = SYSTEM if line.by_teamline else work.context.actor
    if not line.team_id.startswith("team_") or not (line.by_teamline or actor_id.startswith("acc_")):
        return
    if isinstance(event, NumberRequested) and event.port_id and not event.restores:
        return  # that it has come is a line already
    concerned = {name: account_id for name, account_id in line.people.items() if account_id}
    team, found, number = batch_reads.read_team_accounts_and_number(
        work.table, line.team_id, {actor_id}, line.subject_id
    )
    if team is None or team.status == "dissolved":
        return
    actor = activity.TEAMLINE if line.by_teamline else found.get(actor_id, Account(actor_id))
    if actor.team_id != line.team_id:
        actor = replace(actor, role=None)  # who has gone manages it no more
    details: dict[str, Any] = {name: name_of(account_id) for name, account_id in concerned.items()}
    details |= {"plan_id": line.plan_id} if line.plan_id else {}
    details |= line.more
    subject = activity.number_subject(line.subject_id, line.phone_number or number.phone_number)
    work.save([activity.add_line(work, line.team_id, actor, line.action, subject, details)])


def _line_of(event: LoggedEvent) -> _Line:
    action = _ACTIONS.get(type(event), "number_bought")
    if isinstance(event, NumberRequested):
        action = "number_bought_back" if event.restores else action
        return _Line(
            event.holder, action, event.number_id, event.phone_number, event.plan_id, people={"to": event.user_id}
        )
    if isinstance(event, NumberLabeled):
        return _Line(event.holder, action, event.number_id, event.phone_number, more={"label": event.label})
    if isinstance(event, ForwardingChanged):
        action, more = ("calls_forwarded", {"place": event.place, "mode": event.mode}) if event.mode else (action, {})
        return _Line(event.holder, action, event.number_id, event.phone_number, more=more)
    if isinstance(event, PlanEvent):
        plan_id = (event.next_plan_id or event.plan_id) if type(event) is PlanChanged else ""
        return _Line(event.payer, action, event.number_id, plan_id=plan_id)
    if isinstance(event, PortInEvent | PortOutLine):
        return _line_of_port(event, action)
    holder = event.from_holder if isinstance(event, NumberHandedOver) else event.holder
    return _Line(holder, action, event.number_id, event.phone_number, people=_people_of(event))


def _line_of_port(event: PortInEvent | PortOutLine, action: str) -> _Line:
    if isinstance(event, PortOutLine):
        subject_id = event.port_out_id if isinstance(event, PortOutObjected) else event.number_id
        has_left = isinstance(event, NumberPortedOut)
        return _Line(event.holder, action, subject_id, event.phone_number, by_teamline=has_left)
    came = isinstance(event, PortInCompleted)
    concerned = {"to": event.user_id} if isinstance(event, PortInCompleted) else {}
    return _Line(event.holder, action, event.port_id, event.phone_number, people=concerned, by_teamline=came)


def _people_of(event: AssignmentEvent) -> dict[str, str | None]:
    match event:
        case NumberHandedOver():
            return {"to": event.used_by}
        case NumberMoved():
            return {"from": event.from_user_id, "to": event.to_user_id}
        case NumberUnassigned():
            return {"from": event.from_user_id}
        case _:
            return {"to": event.user_id}
