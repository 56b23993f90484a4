"""What billing's routes for refunds take and answer."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from contracts.money import Money
from kernel.http.models import RequestBody, View
from services.billing.domain.credit_purchase import CENT
from services.billing.http.schemas import Amount

if TYPE_CHECKING:
    from services.billing.domain.payment import Payment


class RefundOrder(RequestBody):
    """How much of a payment's unspent credits goes back; without `amount` all that is possible (B18)."""

    amount: Amount | None = None

    @field_validator("amount")
    @classmethod
    def _in_cents(cls, amount: Money | None) -> Money | None:
        if amount and (not amount.micros or amount.micros % CENT):
            raise PydanticCustomError("out_of_range", "Enter an amount above zero, in whole cents.")
        return amount

    @property
    def micros(self) -> int | None:
        """Return the amount in micro-dollars, or None for all that is possible."""
        return self.amount.micros if self.amount else None


class RefundQuote(View):
    """What would go back to the PayPal wallet that paid, and what would be left of the balance; nothing is refunded."""

    payment_id: str
    amount: Money
    balance_after: Money
    payer_email: str | None
    refundable_until: datetime | None

    @classmethod
    def of(cls, payment: "Payment", amount: int, left: int) -> Self:
        """Return the quote of a refund that leaves `left` micro-dollars in the balance."""
        from services.billing.domain.credit_refund import REFUNDABLE_FOR

        return cls(
            payment_id=payment.payment_id,
            amount=Money.of(amount),
            balance_after=Money.of(left),
            payer_email=payment.payer_email or None,
            refundable_until=payment.completed_at + REFUNDABLE_FOR if payment.completed_at else None,
        )
