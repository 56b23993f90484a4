"""Views of limits and approvals (T11)."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Self

from contracts.money import Money
from contracts.sentences import Words
from kernel.http.models import View
from services.billing.domain.approval_request import ApprovalRequest, ApprovalStatus, Kind, describe_request
from services.billing.domain.person import Person
from services.billing.http.actor_views import By

if TYPE_CHECKING:
    from contracts.admin_spending import AdminSpending


class AdminLimitView(View):
    """What an admin may spend of the owner's wallet this month (UTC), and what they have spent (T11)."""

    user_id: str
    month: str
    limit: Money
    used: Money
    room: Money

    @classmethod
    def of(cls, spending: "AdminSpending", admin: Person, month: str) -> Self:
        """Return the view of an admin's month."""
        limit, used = spending.limit_in(admin.membership_revision), spending.used_in(month)
        return cls(
            user_id=admin.account_id,
            month=month,
            limit=Money.of(limit),
            used=Money.of(used),
            room=Money.of(max(0, limit - used)),
        )


class ApprovalView(View):
    """A purchase above an admin's limit, and what the owner decided (T11)."""

    approval_id: str
    status: ApprovalStatus
    kind: Kind
    what: Words
    amount: Money
    requested_by: By | None
    requested_at: datetime
    expires_at: datetime
    user_id: str | None
    phone_number: str | None
    decided_by: By | None
    decided_at: datetime | None
    payment_id: str | None

    @classmethod
    def of(cls, request: ApprovalRequest, names: Mapping[str, str], now: datetime) -> Self:
        """Return the view of a request at an instant, with the names of people by their ids."""
        is_paid = request.stored is ApprovalStatus.APPROVED and not request.is_of_number
        return cls(
            approval_id=request.approval_id,
            status=request.status(now),
            kind=request.kind,
            what=describe_request(request, names),
            amount=Money.of(request.charge),
            requested_by=By.of(request.asked_by, names),
            requested_at=request.created_at,
            expires_at=request.expires_at,
            user_id=request.user_id,
            phone_number=request.phone_number or None,
            decided_by=By.of(request.decided_by, names),
            decided_at=request.decided_at,
            payment_id=request.payment_id if is_paid else None,
        )
