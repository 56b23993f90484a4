"""Lets the owner approve or decline what an admin asked for; approved, the very request is carried out once (T11).

The approval and the payment that it leads to are one transaction: no crash leaves one without the other. PayPal is
asked in the reaction to it, as often as that takes, under the payment's one request id.
"""

from dataclasses import replace

from contracts.approvals import ApprovedPaymentDue, NumberApproved, PortInApproved, RestorationApproved
from contracts.billing import NoticeDue
from contracts.money import Money
from contracts.plans import CATALOGUE
from kernel.dynamodb.counters import count_uses
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.step_up import require_proof
from kernel.problems import NotFound
from services.billing.domain.approval_request import ApprovalRequest, ApprovalStatus
from services.billing.domain.limits import PURCHASES, SPENDING
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.problems import ApprovalDecided, ApprovalExpired, ApprovalOutdated, PriceChanged
from services.billing.http.approval_schemas import Approval
from services.billing.http.approval_views import ApprovalView
from services.billing.stores import approvals, people
from services.billing.stores.payment_methods import Method
from services.billing.use_cases import callers
from services.billing.use_cases.actors.name_people import name_people
from services.billing.use_cases.actors.publish_money_change import publish_money_change
from services.billing.use_cases.credits import allocate_credits
from services.billing.use_cases.payments.buy_credits import WHAT
from services.billing.use_cases.payments.pay import draft_payment, find_payment_method
from services.billing.use_cases.payments.store_intent import store_intent


def approve(
    work: UnitOfWork, *, approval_id: str, approval: Approval, wallet_cap: int, has_proof: bool
) -> ApprovalView:
    """Approve the request at the amount that the owner was shown; approving again is no error.

    Raises ApprovalDecided, ApprovalExpired, PriceChanged, ApprovalOutdated if the admin or what it is for has changed,
    PaymentMethodRequired, StepUpRequired above the wallet's amount, and WalletTooNew.
    """
    owner, request = _read_for_owner(work, approval_id)
    if request.stored is ApprovalStatus.APPROVED:
        return _view(work, owner, request)
    _require_pending(work, request)
    if approval.amount.micros != request.charge:
        raise PriceChanged(amount=Money.of(request.charge).model_dump())
    admin = _read_admin(work, request)
    method = find_payment_method(work, owner, "team")
    if method.asks_for_proof(request.charge):
        require_proof(has_proof=has_proof)
    if request.is_of_number:
        _publish_order(work, request)
    else:
        payment = _draft_payment(work, request, admin, method)
        store_intent(work, payment, on_conflict=ApprovalOutdated(), wallet_cap=wallet_cap)
        work.publish(ApprovedPaymentDue(payment_id=payment.payment_id))
    work.save(count_uses(work, PURCHASES), count_uses(work, SPENDING, by=request.charge))
    return _decide(work, owner, request, ApprovalStatus.APPROVED)


def decline(work: UnitOfWork, *, approval_id: str) -> ApprovalView:
    """Decline the request and notify the admin; declining again is no error.

    Raises ApprovalDecided and ApprovalExpired.
    """
    owner, request = _read_for_owner(work, approval_id)
    if request.stored is ApprovalStatus.DECLINED:
        return _view(work, owner, request)
    _require_pending(work, request)
    return _decide(work, owner, request, ApprovalStatus.DECLINED)


def _read_for_owner(work: UnitOfWork, approval_id: str) -> tuple[Person, ApprovalRequest]:
    owner = callers.read_spender(work)
    team_id = owner.owns_team()
    request = approvals.find(work.table, approval_id)
    if request is None or request.team_id != team_id:
        raise NotFound
    return owner, request


def _require_pending(work: UnitOfWork, request: ApprovalRequest) -> None:
    match request.status(work.now):
        case ApprovalStatus.EXPIRED:
            raise ApprovalExpired
        case ApprovalStatus.APPROVED | ApprovalStatus.DECLINED:
            raise ApprovalDecided


def _read_admin(work: UnitOfWork, request: ApprovalRequest) -> Person:
    """Return who asked for it, and have the commit refused unless they are still what they are now."""
    admin = people.find(work.table, request.asked_by)
    if admin.runs != request.team_id or admin.closed or admin.is_locked(work.now):
        raise ApprovalOutdated
    work.save([people.unchanged(admin)])
    return admin


def _draft_payment(work: UnitOfWork, request: ApprovalRequest, admin: Person, method: Method) -> Payment:
    """Return the payment as the admin's own request would make it, at today's price. Raises PriceChanged."""
    if request.kind == "credits":
        draft = draft_payment(request.effect_id, request.team_id, method, request.charge, WHAT, work.now, admin)
    else:
        try:
            wanted = allocate_credits.load_allocation(work, str(request.user_id), request.amount, request.effect_id)
        except NotFound as gone:
            raise ApprovalOutdated from gone
        if wanted.booked or wanted.paid is not None:
            raise ApprovalOutdated
        if wanted.short != request.charge:
            raise PriceChanged(amount=Money.of(wanted.short).model_dump())
        draft = allocate_credits.draft_shortfall(wanted, method, work.now, admin)
    return replace(draft, limited=False, approved_by=work.context.actor)


def _publish_order(work: UnitOfWork, request: ApprovalRequest) -> None:
    """Have numbers carry out what is approved. Raises PriceChanged if the plan costs something else by now."""
    if CATALOGUE[request.plan_id].price != request.charge:
        raise PriceChanged(amount=Money.of(CATALOGUE[request.plan_id].price).model_dump())
    about = {
        "approval_id": request.approval_id,
        "team_id": request.team_id,
        "asked_by": request.asked_by,
        "approved_by": work.context.actor,
        "phone_number": request.phone_number,
        "plan_id": request.plan_id,
    }
    match request.kind:
        case "restoration":
            work.publish(RestorationApproved(**about, number_id=request.target_id))
        case "port_in":
            work.publish(PortInApproved(**about, port_id=request.target_id))
        case _:
            work.publish(NumberApproved(**about, user_id=request.user_id, own_billing_day=request.own_day))


def _decide(work: UnitOfWork, owner: Person, request: ApprovalRequest, status: ApprovalStatus) -> ApprovalView:
    after = request.decide(status, owner.account_id, work.now)
    action = "approval_approved" if status is ApprovalStatus.APPROVED else "approval_declined"
    work.save([approvals.save(after)])
    work.publish(NoticeDue.model_validate({"wallet": after.asked_by, "kind": action, "approval_id": after.approval_id}))
    publish_money_change(work, after.team_id, action, user_id=after.asked_by, amount=after.charge)
    return _view(work, owner, after)


def _view(work: UnitOfWork, owner: Person, request: ApprovalRequest) -> ApprovalView:
    names = name_people(work, owner, (request.asked_by, request.user_id, request.decided_by))
    return ApprovalView.of(request, names, work.now)
