"""Reads PayPal's disputes, which only its events report."""

from services.billing.paypal.json_models import Id, OpenModel, OptionalMicros, OptionalTime, payment_id_of
from services.billing.paypal.results import Dispute

WON_OUTCOMES = {"RESOLVED_SELLER_FAVOUR", "CANCELED_BY_BUYER", "DENIED", "RESOLVED_WITH_PAYOUT"}


class _Disputed(OpenModel):
    seller_transaction_id: str = ""
    custom: str = ""
    invoice_number: str = ""


class _Outcome(OpenModel):
    outcome_code: str = ""
    amount_refunded: OptionalMicros = None


class DisputeRead(OpenModel):
    """A dispute in an event."""

    dispute_id: Id
    status: str = ""
    dispute_amount: OptionalMicros = None
    dispute_outcome: _Outcome = _Outcome()
    disputed_transactions: tuple[_Disputed, ...] = ()
    create_time: OptionalTime = None
    update_time: OptionalTime = None

    def to_result(self) -> Dispute:
        """Return the dispute in our terms."""
        of = self.disputed_transactions
        refunded = self.dispute_outcome.amount_refunded if self.status == "RESOLVED" else None
        return Dispute(
            dispute_id=self.dispute_id,
            status=self.status,
            outcome=self.dispute_outcome.outcome_code,
            micros=refunded or self.dispute_amount,
            capture_ids=tuple(one.seller_transaction_id for one in of if one.seller_transaction_id),
            payment_ids=tuple(filter(None, (payment_id_of(one.custom, one.invoice_number) for one in of))),
            at=self.update_time or self.create_time,
            opened_at=self.create_time,
        )
