"""The simulated PayPal's JSON bodies, in the form of its OpenAPI documents."""

from datetime import datetime
from decimal import Decimal

from simulators.paypal.state import Approval, Capture, Dispute, Json, Order, Refund, Token, make_id


def instant(at: datetime) -> str:
    """Write a time as PayPal does."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def money(amount: Decimal) -> Json:
    """Write an amount of USD as PayPal does."""
    return {"currency_code": "USD", "value": f"{amount:.2f}"}


def link(base: str, path: str, rel: str, method: str = "GET") -> Json:
    """Build a link into the simulated PayPal."""
    return {"href": f"{base}{path}", "rel": rel, "method": method}


def fee_of(amount: Decimal) -> Decimal:
    """Return PayPal's fee: 3.49 % and 49 cents."""
    return (amount * Decimal("0.0349") + Decimal("0.49")).quantize(Decimal("0.01"))


def error(name: str, message: str, issue: str = "", description: str = "") -> Json:
    """Build an error body."""
    body: Json = {"name": name, "message": message, "debug_id": make_id(13).lower(), "links": []}
    if issue:
        body["details"] = [{"issue": issue, "description": description or issue.replace("_", " ").capitalize()}]
    return body


def approval(base: str, of: Approval) -> Json:
    """Build a setup token."""
    path = f"/v3/vault/setup-tokens/{of.id}"
    links = [link(base, path, "self")]
    if of.status == "PAYER_ACTION_REQUIRED":
        links.append(link(base, f"/approve/{of.id}", "approve"))
    wallet = {name: value for name, value in of.wallet.items() if name != "experience_context"}
    source = {"paypal": wallet}
    return {
        "id": of.id,
        "customer": {"id": of.customer_id},
        "status": of.status,
        "payment_source": source,
        "links": links,
    }


def token(base: str, of: Token) -> Json:
    """Build a payment token."""
    path = f"/v3/vault/payment-tokens/{of.id}"
    links = [link(base, path, "self"), link(base, path, "delete", "DELETE")]
    return {"id": of.id, "customer": {"id": of.customer_id}, "payment_source": {"paypal": of.wallet}, "links": links}


def capture(base: str, of: Capture) -> Json:
    """Build a capture, for itself or for an order."""
    path = f"/v2/payments/captures/{of.id}"
    body: Json = {
        "id": of.id,
        "status": of.status,
        "amount": money(of.amount),
        "final_capture": True,
        "seller_protection": {"status": "NOT_ELIGIBLE"},
        "supplementary_data": {"related_ids": {"order_id": of.order_id}},
        "create_time": instant(of.made),
        "update_time": instant(of.changed),
        "links": [
            link(base, path, "self"),
            link(base, f"{path}/refund", "refund", "POST"),
            link(base, f"/v2/checkout/orders/{of.order_id}", "up"),
        ],
    }
    body |= {name: value for name, value in (("custom_id", of.custom_id), ("invoice_id", of.invoice_id)) if value}
    if of.reason:
        body["status_details"] = {"reason": of.reason}
    if of.took_money:
        body["seller_receivable_breakdown"] = _receivable(of.amount)
    return body


def _receivable(amount: Decimal) -> Json:
    parts = {"gross_amount": amount, "paypal_fee": fee_of(amount), "net_amount": amount - fee_of(amount)}
    return {name: money(part) for name, part in parts.items()}


def refund(base: str, of: Refund, capture_id: str) -> Json:
    """Build a refund or a reversal."""
    body = {
        "id": of.id,
        "status": "COMPLETED",
        "amount": money(of.amount),
        "note_to_payer": of.note,
        "seller_payable_breakdown": {
            "gross_amount": money(of.amount),
            "paypal_fee": money(Decimal(0)),
            "net_amount": money(of.amount),
            "total_refunded_amount": money(of.total),
        },
        "create_time": instant(of.made),
        "update_time": instant(of.made),
        "links": [
            link(base, f"/v2/payments/refunds/{of.id}", "self"),
            link(base, f"/v2/payments/captures/{capture_id}", "up"),
        ],
    }
    return body | ({"custom_id": of.custom_id} if of.custom_id else {})


def dispute(of: Dispute, capture: Capture) -> Json:
    """Build a dispute; once it is lost it has what was refunded."""
    body: Json = {
        "dispute_id": of.id,
        "create_time": instant(of.made),
        "update_time": instant(of.changed),
        "disputed_transactions": [
            {
                "buyer_transaction_id": make_id(),
                "seller_transaction_id": capture.id,
                "custom": capture.custom_id,
                "invoice_number": capture.invoice_id,
                "seller_protection_eligible": False,
            }
        ],
        "reason": "UNAUTHORIZED",
        "status": of.status,
        "dispute_amount": money(of.amount),
        "dispute_life_cycle_stage": "INQUIRY",
    }
    if of.status == "RESOLVED":
        body["dispute_outcome"] = {"outcome_code": of.outcome}
        if of.reversal and not of.reversal.canceled:
            body["dispute_outcome"]["amount_refunded"] = money(of.reversal.amount)
    return body


def order(base: str, of: Order) -> Json:
    """Build an order with its payments."""
    payments: Json = {}
    if of.capture:
        payments["captures"] = [capture(base, of.capture)]
        if kept := [one for one in of.capture.refunds if not one.canceled]:
            payments["refunds"] = [refund(base, one, of.capture.id) for one in kept]
    unit = of.unit | ({"payments": payments} if payments else {})
    body: Json = {
        "id": of.id,
        "intent": "CAPTURE",
        "status": of.status,
        "purchase_units": [unit],
        "create_time": instant(of.made),
        "links": [link(base, f"/v2/checkout/orders/{of.id}", "self")],
    }
    if of.token:
        wallet = of.token.wallet
        source = {"email_address": wallet["email_address"], "account_id": wallet["payer_id"]}
        body["payment_source"] = {"paypal": source}
    return body
