"""Says what would be credited of a plan if its number left now (N13, B15)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.unused_days import count_days, credit_line
from services.billing.http.plan_views import UnusedDays
from services.billing.stores import plan_lines
from services.billing.use_cases.plans.change_plan import find_running


def view_unused_days(work: UnitOfWork, *, subscription_id: str) -> UnusedDays:
    """Return the days that are paid and not used, and their credit; who has them charged back gets none of it."""
    plan, _ = find_running(work, subscription_id)
    line = plan_lines.find(work.table, plan.paid_by, subscription_id)
    line = line.laid(plan) if line else None
    credited = credit_line(line, work.now) if line else None
    days = count_days(line, work.now) if line and credited and credited.credit else 0
    return UnusedDays.of(subscription_id, days, credited.credit if credited else 0)
