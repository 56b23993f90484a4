"""Orders: the request that charges a wallet, and how its result is read."""

from typing import Any

from services.billing.paypal.errors import UnclearError
from services.billing.paypal.json_models import CaptureRead, Id, OpenModel, RefundRead, to_invoice_id, to_value
from services.billing.paypal.results import Attempt, Charge, MoneyStatus, PaidFor
from services.billing.paypal.transport import Reply

_ON_WHOSE_WORD = {
    PaidFor.PURCHASE: {"payment_initiator": "CUSTOMER", "usage": "SUBSEQUENT"},
    PaidFor.TOP_UP: {"payment_initiator": "MERCHANT", "usage": "SUBSEQUENT", "usage_pattern": "UNSCHEDULED_PREPAID"},
    PaidFor.RENEWAL: {"payment_initiator": "MERCHANT", "usage": "SUBSEQUENT", "usage_pattern": "SUBSCRIPTION_PREPAID"},
}


def order_for(attempt: Attempt) -> dict[str, Any]:
    """Return the order that charges a wallet at once; the same bytes for the same attempt."""
    unit = {
        "reference_id": "default",
        "custom_id": attempt.payment_id,
        "invoice_id": to_invoice_id(attempt.payment_id),
        "description": attempt.what[:127],
        "amount": {"currency_code": "USD", "value": to_value(attempt.micros)},
    }
    wallet = {"vault_id": attempt.token, "stored_credential": _ON_WHOSE_WORD[attempt.paid_for]}
    return {"intent": "CAPTURE", "purchase_units": [unit], "payment_source": {"paypal": wallet}}


class _Payments(OpenModel):
    captures: tuple[CaptureRead, ...] = ()
    refunds: tuple[RefundRead, ...] = ()


class _Unit(OpenModel):
    payments: _Payments = _Payments()


class _Payer(OpenModel):
    email_address: str = ""


class _Source(OpenModel):
    paypal: _Payer = _Payer()


class Order(OpenModel):
    """An order as PayPal shows it. Its own status does not show whether it was paid."""

    id: Id
    status: str = ""
    purchase_units: tuple[_Unit, ...] = ()
    payment_source: _Source = _Source()
    payer: _Payer = _Payer()

    @classmethod
    def read(cls, reply: Reply) -> "Order":
        """Return the order in a reply. Raises UnclearError for a reply without one: it may exist all the same."""
        try:
            return cls.model_validate(reply.body)
        except ValueError as nonsense:
            order_id = reply.body.get("id")
            raise UnclearError(
                "PayPal's order makes no sense",
                debug_id=reply.debug_id,
                order_id=order_id if isinstance(order_id, str) and order_id else None,
            ) from nonsense

    def charge(self, debug_id: str = "") -> Charge | None:
        """Return the result of the charge, or None while there is no capture and may be one later."""
        payments = [unit.payments for unit in self.purchase_units]
        captures = [capture.to_result() for payment in payments for capture in payment.captures]
        email = self.payment_source.paypal.email_address or self.payer.email_address
        if not captures:
            dead = self.status in ("PAYER_ACTION_REQUIRED", "VOIDED")
            return (
                Charge(self.id, None, MoneyStatus.DECLINED, self.status, 0, None, (), email, debug_id) if dead else None
            )
        capture = min(captures, key=lambda one: one.status is MoneyStatus.DECLINED)  # the one with money, if any
        refunds = tuple(refund.to_result(capture.capture_id) for payment in payments for refund in payment.refunds)
        return Charge(
            self.id,
            capture.capture_id,
            capture.status,
            capture.reason,
            capture.micros,
            capture.fee,
            refunds,
            email,
            debug_id,
        )
