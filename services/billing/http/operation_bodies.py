"""What the operator's actions are asked with."""

from datetime import date
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from contracts.money import Money
from kernel.http.forms import Form
from kernel.jobs.actions import ActionBody
from services.billing.domain.credit_purchase import CENT
from services.billing.domain.grant import MOST_AMOUNT
from services.billing.http.refund_views import RefundOrder
from services.billing.http.schemas import Amount

PaymentId = Annotated[str, Field(max_length=80), Form(r"pay_[A-Za-z0-9]+", "Send the id of a payment: pay_...")]


class Refund(ActionBody, RefundOrder):
    """Which payment's unspent credits go back to its payer, and how much of them; without an amount all."""

    payment_id: PaymentId


class ReleasedRefund(ActionBody):
    """Which payment's refund PayPal never answered."""

    payment_id: PaymentId


class SettledCall(ActionBody):
    """Which call's end never arrived, and how many seconds were talked, by the carrier's records."""

    call_id: Annotated[str, Field(max_length=80), Form(r"call_[A-Za-z0-9]+", "Send the id of a call: call_...")]
    seconds: Annotated[int, Field(ge=0, le=86_400)]


class Grant(ActionBody):
    """How much a person is granted, and the last day on which they can use it (UTC)."""

    account_id: Annotated[str, Field(max_length=80), Form(r"acc_[A-Za-z0-9]+", "Send the id of an account: acc_...")]
    amount: Amount
    expires_on: date

    @field_validator("amount")
    @classmethod
    def _in_range(cls, amount: Money) -> Money:
        if not 0 < amount.micros <= MOST_AMOUNT or amount.micros % CENT:
            raise PydanticCustomError(
                "out_of_range", f"Enter whole cents, from 0.01 to {Money.of(MOST_AMOUNT).amount} USD."
            )
        return amount
