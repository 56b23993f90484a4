"""Find the plan of the catalogue that a number is to have."""

from contracts.phone_numbers import country_of, kind_of
from contracts.plans import CATALOGUE, Kind, Plan
from contracts.sentences import say
from services.numbers.domain.problems import PlanDoesNotFit, UnknownPlan


def find_plan(plan_id: str | None, phone_number: str, *, field: str = "plan_id") -> tuple[Plan, Kind]:
    """Return the plan, and the kind of number that it is for. Raises UnknownPlan and PlanDoesNotFit."""
    plan = CATALOGUE.get(plan_id or "")
    if plan is None:
        raise UnknownPlan(None if plan_id else say("Choose a plan."), field=field)
    kind: Kind = "toll_free" if kind_of(phone_number) == "toll_free" else "local"
    if plan.kind != kind or (kind == "local" and country_of(phone_number) != plan.country):
        raise PlanDoesNotFit(field=field)
    return plan, kind
