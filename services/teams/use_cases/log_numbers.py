"""What people do with the team's numbers and their plans is in its activity log (T10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from contracts.billing import PlanCancelled, PlanChanged, PlanResumed
from contracts.numbers import NumberHandedOver, NumberMoved, NumberRequested, NumberUnassigned
from kernel.work import Work
from services.teams.model import Account
from services.teams.numbers import Assigned
from services.teams.store import activity, together

Deed = NumberRequested | Assigned | PlanCancelled | PlanResumed | PlanChanged


@dataclass(frozen=True)
class _Line:
    """A line to be: on whose log, what was done to which number, and to whom it went or from whom."""

    team_id: str
    action: str
    number_id: str
    phone_number: str = ""
    plan_id: str = ""
    people: Mapping[str, str | None] = field(default_factory=dict)


def log_number(work: Work, event: Deed) -> None:
    """Note it, if a person did it to a number of a team, or to one that a team pays for."""
    line, actor_id = _line(event), work.cause.actor
    if not (line.team_id.startswith("team_") and actor_id.startswith("acc_")):
        return
    concerned = {name: account_id for name, account_id in line.people.items() if account_id}
    team, found, number = together.team_accounts_and_number(
        work.table, line.team_id, {actor_id, *concerned.values()}, line.number_id
    )
    if team is None or team.state == "dissolved":
        return
    actor = found.get(actor_id, Account(actor_id))
    if actor.team_id != line.team_id:
        actor = replace(actor, role=None)  # who has gone manages it no more
    details = {name: _called(found.get(account_id)) for name, account_id in concerned.items()}
    details |= {"plan_id": line.plan_id} if line.plan_id else {}
    subject = activity.number(line.number_id, line.phone_number or number.phone_number)
    work.save([activity.note(work, line.team_id, actor, line.action, subject, details)])


def _line(event: Deed) -> _Line:
    match event:
        case NumberRequested():
            action = "number_bought_back" if event.restores else "number_bought"
            return _Line(event.holder, action, event.number_id, event.phone_number, event.plan_id,
                         {"to": event.user_id})  # fmt: skip
        case PlanCancelled():
            return _Line(event.payer, "number_cancelled", event.number_id)
        case PlanResumed():
            return _Line(event.payer, "number_kept", event.number_id)
        case PlanChanged():
            return _Line(event.payer, "plan_changed", event.number_id, plan_id=event.plan_id)
        case _:
            return _assigned(event)


def _assigned(event: Assigned) -> _Line:
    number_id, phone_number = event.number_id, event.phone_number
    match event:
        case NumberHandedOver():
            to = {"to": event.to_holder}
            return _Line(event.from_holder, "number_handed_over", number_id, phone_number, people=to)
        case NumberMoved():
            both = {"from": event.from_user_id, "to": event.to_user_id}
            return _Line(event.holder, "number_moved", number_id, phone_number, people=both)
        case NumberUnassigned():
            lost = {"from": event.from_user_id}
            return _Line(event.holder, "number_unassigned", number_id, phone_number, people=lost)
        case _:
            return _Line(event.holder, "number_assigned", number_id, phone_number, people={"to": event.user_id})


def _called(account: Account | None) -> str:
    return (account.name or account.phone_number) if account else ""
