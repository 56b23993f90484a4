"""What was really paid at the simulated Google Play: what the product's view is compared with."""

from simulators.google.state import GooglePlayState, Json, Order, Purchase


def truth_of(state: GooglePlayState, one: Purchase) -> Json:
    """Return a purchase with each period that was paid; `chain` is the first token that it follows by links."""
    return {
        "subscription_id": one.id,
        "chain": _first_token(state, one),
        "customer": one.customer,
        "account_token": one.account_token,
        "environment": "sandbox" if one.sandbox else "production",
        "product": one.product.id,
        "status": one.state.lower(),
        "renews": one.renews,
        "acknowledged": one.acknowledged,
        "paid_through": max((order.ends for order in one.orders), default=one.at).isoformat(),
        "periods": [_period(order) for order in one.orders],
    }


def _first_token(state: GooglePlayState, one: Purchase) -> str:
    before = state.find(one.linked) if one.linked else None
    return _first_token(state, before) if before else one.id


def _period(one: Order) -> Json:
    return {
        "period": one.id,
        "product": one.product.id,
        "starts": one.starts.isoformat(),
        "ends": one.ends.isoformat(),
        "price": one.product.price,
        "refunded_percent": 100 if one.voided_at else 0,
        "replaced_at": one.replaced_at.isoformat() if one.replaced_at else None,
    }
