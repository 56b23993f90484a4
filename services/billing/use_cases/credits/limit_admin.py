"""Shows and sets what an admin may spend of the owner's PayPal wallet in a month (T11)."""

from contracts.months import month_of
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.billing.domain.person import Person
from services.billing.domain.problems import NotAnAdmin
from services.billing.http.approval_schemas import AdminLimit
from services.billing.http.approval_views import AdminLimitView
from services.billing.stores import admin_spending, people
from services.billing.use_cases import callers
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.payments.store_intent import save_spending


def view_admin_limit(work: UnitOfWork, *, user_id: str) -> AdminLimitView:
    """Return an admin's limit and what is used: the caller's own, or an admin's of the team that the caller runs."""
    caller = callers.read_caller(work)
    admin, team_id = _find_admin(work, caller, user_id)
    return AdminLimitView.of(admin_spending.find(work.table, team_id, admin.account_id), admin, month_of(work.now))


def set_admin_limit(work: UnitOfWork, *, user_id: str, limit: AdminLimit) -> AdminLimitView:
    """Set an admin's limit for as long as they are an admin; only the owner may.

    Raises Forbidden, NotFound, and NotAnAdmin for a member or the owner.
    """
    caller = callers.read_caller(work)
    caller.owns_team()
    admin, team_id = _find_admin(work, caller, user_id)
    before = admin_spending.find(work.table, team_id, admin.account_id)
    after = before.set_limit(limit.amount.micros, admin.membership_revision)
    save_spending(work, after)
    publish_money_change(work, team_id, "admin_limit_changed", user_id=admin.account_id, amount=limit.amount.micros)
    return AdminLimitView.of(after, admin, month_of(work.now))


def _find_admin(work: UnitOfWork, caller: Person, user_id: str) -> tuple[Person, str]:
    """Return the admin and their team. Raises NotFound, Forbidden and NotAnAdmin."""
    account_id = caller.account_id if user_id == "me" else user_id
    team_id = caller.runs_team()
    admin = caller if account_id == caller.account_id else people.find(work.table, account_id)
    if not admin.is_on(team_id):
        raise NotFound
    if admin.role != "admin":
        raise NotAnAdmin
    return admin, team_id
