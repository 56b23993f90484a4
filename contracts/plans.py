"""The plans on offer (B8): what one costs, for how long, and for which kind of number."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["local", "toll_free"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan of the catalogue; `price` is micro-dollars for `months`, paid in advance."""

    plan_id: str
    name: str
    kind: Kind
    price: int
    months: int
    country: str = "US"


CATALOGUE = {
    plan.plan_id: plan
    for plan in (
        Plan("local_monthly", "US local number, monthly", "local", 1_000_000, 1),
        Plan("local_yearly", "US local number, 12 months", "local", 10_000_000, 12),
        Plan("toll_free_monthly", "US toll-free number, monthly", "toll_free", 4_000_000, 1),
    )
}


def plans_for(kind: str, country: str) -> list[Plan]:
    """Return the plans on offer for this kind of number."""
    return [plan for plan in CATALOGUE.values() if (plan.kind, plan.country) == (kind, country)]
