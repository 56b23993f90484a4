"""Asks the owner to approve a purchase that is above an admin's monthly limit (T11)."""

from dataclasses import replace

from contracts.billing import NoticeDue
from contracts.months import month_of
from contracts.plans import CATALOGUE
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.idempotency import IdempotencyKeyReused
from kernel.http.request import effect_id
from services.billing.domain.approval_request import ApprovalRequest, Kind
from services.billing.domain.limits import APPROVALS
from services.billing.domain.person import Person
from services.billing.domain.problems import NoApprovalNeeded, OneRequestNeeded, PlanDoesNotFit
from services.billing.http.approval_schemas import NewApproval, NumberToApprove, PortInToApprove, RestorationToApprove
from services.billing.http.approval_views import ApprovalView
from services.billing.http.giving_schemas import AllocationRow
from services.billing.http.schemas import NewPurchase
from services.billing.stores import admin_spending, approvals
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.credits import allocate_credits
from services.billing.use_cases.payments.pay import find_payment_method


def ask_approval(work: UnitOfWork, *, asked: NewApproval) -> ApprovalView:
    """Store the refused request and notify the owner; asking again for the same one answers what became of it.

    Raises NoApprovalNeeded for what the caller may spend, OneRequestNeeded, and what the purchase itself would raise.
    """
    admin = callers.read_spender(work)
    if admin.role == "owner":
        raise NoApprovalNeeded
    request = _read_request(work, admin, admin.runs_team(), asked)
    known = approvals.find(work.table, request.approval_id)
    if known and not known.is_same_request(request):
        raise IdempotencyKeyReused(field="idempotency_key")
    if known is None:
        _require_above_limit(work, admin, request)
        find_payment_method(work, admin, "team")
        work.save([approvals.create(request)], count_uses(work, APPROVALS))
        work.publish(NoticeDue(wallet=request.team_id, kind="approval_requested", approval_id=request.approval_id))
        publish_money_change(work, request.team_id, "approval_requested", amount=request.charge)
    shown = known or request
    names = name_people(work, admin, (shown.asked_by, shown.user_id, shown.decided_by))
    return ApprovalView.of(shown, names, work.now)


def _read_request(work: UnitOfWork, admin: Person, team_id: str, asked: NewApproval) -> ApprovalRequest:
    """Return the purchase with its price now, and with the id of what it makes."""
    purchases = (asked.credits, asked.allocation, asked.number, asked.restoration, asked.port_in)
    if sum(one is not None for one in purchases) != 1:
        raise OneRequestNeeded(field="credits")
    draft = ApprovalRequest("", team_id, admin.account_id, "credits", "", 0, work.now)
    if asked.number:
        return _read_number(draft, asked.number, asked.idempotency_key)
    if asked.restoration:
        return _read_restoration(draft, asked.restoration, asked.idempotency_key)
    if asked.port_in:
        return _read_port_in(draft, asked.port_in, asked.idempotency_key)
    if asked.allocation:
        return _read_allocation(work, draft, asked.allocation, asked.idempotency_key)
    return _read_credits(draft, asked.credits, asked.idempotency_key)


def _read_credits(draft: ApprovalRequest, order: NewPurchase | None, key: str) -> ApprovalRequest:
    if order is None or order.payer == "self":
        raise NoApprovalNeeded
    path = "/v1/billing/credits"
    payment_id = effect_id("pay", "credits", draft.asked_by, path, key)
    return _identify(replace(draft, effect_id=payment_id, charge=order.amount.micros), path, key)


def _read_allocation(work: UnitOfWork, draft: ApprovalRequest, order: AllocationRow, key: str) -> ApprovalRequest:
    path = f"/v1/users/{order.user_id}/credits"
    allocation_id = effect_id("alc", "allocation", draft.asked_by, path, key)
    wanted = allocate_credits.load_allocation(work, order.user_id, order.amount.micros, allocation_id)
    if wanted.booked or wanted.paid is not None or not wanted.short:
        raise NoApprovalNeeded
    allocate_credits.refuse_too_much(wanted)
    request = replace(
        draft,
        kind="allocation",
        effect_id=allocation_id,
        charge=wanted.short,
        amount=wanted.amount,
        user_id=wanted.member.account_id,
    )
    return _identify(request, path, key)


def _read_number(draft: ApprovalRequest, number: NumberToApprove, key: str) -> ApprovalRequest:
    request = _read_plan(draft, "number", number.phone_number, number.plan_id)
    if number.payer == "self":
        raise NoApprovalNeeded
    user_id = draft.asked_by if number.user_id == "me" else number.user_id
    return _identify_order(replace(request, user_id=user_id, own_day=number.billing_day == "own"), "/v1/numbers", key)


def _read_restoration(draft: ApprovalRequest, order: RestorationToApprove, key: str) -> ApprovalRequest:
    request = _read_plan(draft, "restoration", order.phone_number, order.plan_id)
    path = f"/v1/numbers/{order.number_id}/restore"
    return _identify_order(replace(request, target_id=order.number_id), path, key)


def _read_port_in(draft: ApprovalRequest, order: PortInToApprove, key: str) -> ApprovalRequest:
    request = _read_plan(draft, "port_in", order.phone_number, order.plan_id)
    return _identify_order(replace(request, target_id=order.port_id), f"/v1/port-ins/{order.port_id}/submit", key)


def _read_plan(draft: ApprovalRequest, kind: Kind, phone_number: str, plan_id: str) -> ApprovalRequest:
    """Return the request with the plan of its number and the plan's price. Raises PlanDoesNotFit."""
    plan = CATALOGUE.get(plan_id)
    if plan is None:
        raise PlanDoesNotFit(field=f"{kind}.plan_id")
    return replace(draft, kind=kind, charge=plan.price, phone_number=phone_number, plan_id=plan.plan_id)


def _identify_order(request: ApprovalRequest, path: str, key: str) -> ApprovalRequest:
    """Return the request with its id, from which numbers derives those of what it makes."""
    identified = _identify(request, path, key)
    return replace(identified, effect_id=identified.approval_id)


def _identify(request: ApprovalRequest, path: str, key: str) -> ApprovalRequest:
    approval_id = effect_id("apr", "approval", request.asked_by, path, key)
    return replace(request, approval_id=approval_id)


def _require_above_limit(work: UnitOfWork, admin: Person, request: ApprovalRequest) -> None:
    spending = admin_spending.find(work.table, request.team_id, admin.account_id)
    if spending.has_room(request.charge, month_of(work.now), admin.membership_revision):
        raise NoApprovalNeeded
