"""Bodies and queries of requests about limits and approvals (T11)."""

from typing import Annotated, Literal

from pydantic import Field

from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from services.billing.domain.person import Payer
from services.billing.http.giving_schemas import AllocationRow
from services.billing.http.payer_queries import Id
from services.billing.http.schemas import PHONE_NUMBER, Amount, NewPurchase


class AdminLimit(RequestBody):
    """The most that an admin may spend of the owner's wallet in a month, UTC; 0 for nothing (T11)."""

    amount: Amount


class NumberToApprove(RequestBody):
    """A number as its purchase was refused."""

    phone_number: Annotated[str, Field(min_length=1, max_length=40), PHONE_NUMBER]
    plan_id: Id
    user_id: Id | None = None
    payer: Payer | None = None
    billing_day: Literal["shared", "own"] = "shared"


class RestorationToApprove(RequestBody):
    """A number whose restoration out of its reserve was refused, and the plan for it."""

    number_id: Id
    phone_number: Annotated[str, Field(min_length=1, max_length=40), PHONE_NUMBER]
    plan_id: Id


class PortInToApprove(RequestBody):
    """A port-in whose submission was refused, with its number and plan: if they change, it is not submitted."""

    port_id: Id
    phone_number: Annotated[str, Field(min_length=1, max_length=40), PHONE_NUMBER]
    plan_id: Id


class NewApproval(RequestBody):
    """The very request that was refused with `admin_limit`: its Idempotency-Key, and one body (T11)."""

    idempotency_key: str = Field(min_length=1, max_length=255)
    credits: NewPurchase | None = None
    allocation: AllocationRow | None = None
    number: NumberToApprove | None = None
    restoration: RestorationToApprove | None = None
    port_in: PortInToApprove | None = None


class Approval(RequestBody):
    """The amount that the owner was shown, and approves: at another price nothing is done."""

    amount: Amount


class ApprovalsQuery(PageQuery):
    """Which requests to list: all, or those that wait for the owner."""

    status: Literal["pending"] | None = None
