"""The key, the kind and, for plans, the lines of the journal that a fact of a payment leads to. Pure."""

from services.billing.domain.accounts import PLANS, Outside
from services.billing.domain.ledger import Kind, LedgerAccount, Line, lines_of
from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, DisputeFact, Fact, RefundFact


def cause(fact: Fact, capture_id: str, version: int) -> str:
    """Return the key of the journal that a fact leads to: by capture, refund or dispute, never by delivery.

    A refund or dispute may move money more than once, as its amount changes: each time the payment has a new version.
    """
    match fact:
        case ChargeResult():
            return capture_cause(fact.capture_id or capture_id, fact.charge_status)
        case RefundFact():
            return f"refund:{fact.refund_id}:{fact.status}:{version}"
        case DisputeFact():
            return f"dispute:{fact.dispute_id}:{fact.status}:{version}"


def capture_cause(capture_id: str, status: ChargeStatus = ChargeStatus.COMPLETED) -> str:
    """Return the key of the journal that a capture leads to."""
    return f"capture:{capture_id}:{status}"


def kind_of(fact: Fact, moving: int) -> Kind:
    """Return the kind of the journal by which a fact moves so much."""
    match fact:
        case ChargeResult():
            return Kind.PURCHASE if moving > 0 else Kind.DENIAL
        case _ if moving >= 0:
            return Kind.RESTORED if moving else Kind.RELEASED
        case RefundFact():
            return Kind.REVERSAL if fact.by_force else Kind.REFUND
        case DisputeFact():
            return Kind.DISPUTE


def move_rest(payment_id: str, before: int, after: int, earned: int = 0, credit_tax: int = 0) -> tuple[Line, ...]:
    """Return the lines for a rest that is neither revenue nor tax, for what is earned, and for tax in what is credited.

    Below zero is what the tax lacks while a dispute holds the money back: a receivable, as the invoice stays (048).
    """
    return lines_of(
        (LedgerAccount(Outside.DEFERRED, payment_id), max(0, after) - max(0, before)),
        (LedgerAccount(Outside.TAX_DISPUTED, payment_id), min(0, after) - min(0, before)),
        (LedgerAccount(Outside.REVENUE, PLANS), earned),
        (LedgerAccount(Outside.CREDIT_TAX, payment_id), -credit_tax),
    )
