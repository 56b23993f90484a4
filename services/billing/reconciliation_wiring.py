"""Builds what only the comparison with PayPal needs from the environment, on first use."""

from kernel.settings import cached_by_secret, secret, setting
from services.billing.paypal.history import History


@cached_by_secret
def history() -> History:
    """Return PayPal's lists of what happened in the merchant account."""
    return History(setting("PAYPAL_URL"), secret("paypal_client_id"), secret("paypal_client_secret"))
