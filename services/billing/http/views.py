"""The responses of billing's routes."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self

from contracts.money import Money
from contracts.payment_reasons import write_reason
from contracts.sentences import Words
from kernel.http.models import View
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.person import Payer
from services.billing.http.actor_views import By
from services.billing.http.schemas import AutoTopUp

if TYPE_CHECKING:
    from services.billing.domain.payment import Payment
    from services.billing.stores.payment_methods import Method

_OPEN = (PaymentStatus.CREATED, PaymentStatus.UNKNOWN, PaymentStatus.PENDING)


class PaymentMethod(View):
    """The PayPal wallet that pays by default (B1)."""

    kind: Literal["paypal"] = "paypal"
    payer_email: str
    status: Literal["active", "broken"]
    step_up_above: Money

    @classmethod
    def of(cls, method: "Method") -> Self:
        """Return the view of an attached wallet."""
        return cls(
            payer_email=method.payer_email,
            status="active" if method.works else "broken",
            step_up_above=Money.of(method.step_up_above),
        )


class Billing(View):
    """Who pays, with which payment method, and the balance."""

    payer: Payer
    payment_method: PaymentMethod | None
    balance: Money
    held: Money
    owed: Money
    auto_top_up: AutoTopUp | None
    topped_up: Money  # automatically, in this month (UTC)


class Setup(View):
    """An approval at PayPal that the payer has yet to give."""

    setup_id: str
    approve_url: str


class Purchase(View):
    """A purchase and how far it is."""

    payment_id: str
    status: Literal["completed", "pending", "failed"]
    amount: Money

    @classmethod
    def of(cls, payment: "Payment") -> Self:
        """Return the view of a payment for credits."""
        done = payment.status not in _OPEN
        return cls(
            payment_id=payment.payment_id, status="completed" if done else "pending", amount=Money.of(payment.amount)
        )


class PaymentView(View):
    """A payment, by whom it was asked for, and how much of it was returned, or is being refunded.

    `refundable`: credits of it that are unspent can be refunded to its payer; a quote says how much.
    """

    payment_id: str
    status: PaymentStatus
    what: Words
    amount: Money
    credited: Money
    returned: Money
    refunding: Money
    refundable: bool
    created_at: datetime
    completed_at: datetime | None
    reason: str | None
    reason_text: Words | None
    paypal_id: str | None
    payer_email: str | None
    user_id: str | None
    requested_by: By | None
    approved_by: By | None

    @classmethod
    def of(cls, payment: "Payment", names: Mapping[str, str], now: datetime) -> Self:
        """Return the view of a payment, with the names of people by their ids."""
        from services.billing.domain.credit_refund import is_refundable

        return cls(
            payment_id=payment.payment_id,
            status=payment.status,
            what=payment.described(names),
            requested_by=By.of(payment.asked_by, names),
            approved_by=By.of(payment.approved_by, names),
            amount=Money.of(payment.amount),
            credited=Money.of(payment.granted),
            returned=Money.of(payment.gone),
            refunding=Money.of(payment.refunding),
            refundable=is_refundable(payment, now) and payment.due > 0 and not payment.refunding,
            created_at=payment.created_at,
            completed_at=payment.completed_at,
            reason=payment.reason or None,
            reason_text=write_reason(payment.reason),
            paypal_id=payment.capture_id or None,
            payer_email=payment.payer_email or None,
            user_id=payment.for_user,
        )
