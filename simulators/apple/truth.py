"""What was really paid in the simulated App Store: what the product's view is compared with."""

from simulators.apple.state import ACTIVE, EXPIRED, GRACE, RETRYING, REVOKED, Json, Subscription, Transaction

_WORDS = {ACTIVE: "active", EXPIRED: "expired", RETRYING: "on_hold", GRACE: "grace", REVOKED: "revoked"}
_ALL = 100_000


def truth_of(one: Subscription) -> Json:
    """Return a subscription with each period that was paid, once."""
    periods = {transaction.period_key: transaction for transaction in one.transactions}
    return {
        "subscription_id": one.id,
        "customer": one.customer,
        "account_token": one.account_token,
        "environment": one.environment.lower(),
        "product": one.latest.product.id,
        "status": _WORDS[one.status],
        "renews": one.renews,
        "renews_to": one.renews_to.id,
        "paid_through": one.latest.ends.isoformat(),
        "periods": [_period(transaction) for transaction in periods.values()],
    }


def _period(one: Transaction) -> Json:
    return {
        "period": one.period_key,
        "product": one.product.id,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "price": one.product.price,
        "refunded_percent": one.revocation.get("revocationPercentage", _ALL) * 100 // _ALL if one.revocation else 0,
        "replaced_at": one.replaced_at.isoformat() if one.replaced_at else None,
    }
