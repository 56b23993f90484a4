"""Wallets: how an approval is requested and exchanged, and how the replies are read."""

from typing import Any

from services.billing.paypal.errors import UnclearError
from services.billing.paypal.json_models import OpenModel, TokenRead
from services.billing.paypal.results import Setup, Wallet
from services.billing.paypal.transport import Reply, Transport

SETUPS, TOKENS = "/v3/vault/setup-tokens", "/v3/vault/payment-tokens"
EXCHANGED = frozenset({"VAULTED", "TOKENIZED"})
APPROVED = EXCHANGED | {"APPROVED"}
_PAGES = 10  # of five wallets; PayPal shows no more


def approval_for(return_url: str, cancel_url: str) -> dict[str, Any]:
    """Return the approval that the payer is asked for: to be charged by us when they are not present.

    One payer may pay for two of our customers (their own account and a team), so several tokens are permitted.
    """
    wallet = {
        "description": "Phone numbers and call credits",
        "usage_type": "MERCHANT",
        "usage_pattern": "UNSCHEDULED_PREPAID",
        "customer_type": "CONSUMER",
        "permit_multiple_payment_tokens": True,
        "experience_context": {
            "return_url": return_url,
            "cancel_url": cancel_url,
            "shipping_preference": "NO_SHIPPING",
            "brand_name": "Teamline",
            "locale": "en-US",
            "user_action": "SETUP_NOW",
        },
    }
    return {"payment_source": {"paypal": wallet}}


def exchange_for(setup_id: str) -> dict[str, Any]:
    """Return the request that exchanges an approval for a wallet."""
    return {"payment_source": {"token": {"id": setup_id, "type": "SETUP_TOKEN"}}}


def setup(reply: Reply) -> Setup:
    """Return the approval in a reply. Raises UnclearError for a reply without one."""
    token = TokenRead.of(reply)
    approve = token.link("approve", "payer-action")
    if not approve:
        raise UnclearError("PayPal gave no address to approve at", debug_id=reply.debug_id)
    return Setup(token.id, approve)


def wallet(reply: Reply) -> Wallet:
    """Return the wallet in a reply. Raises UnclearError for a reply without one."""
    return TokenRead.of(reply).wallet()


class _Page(OpenModel):
    payment_tokens: tuple[TokenRead, ...] = ()


def wallets_of(http: Transport, customer_id: str) -> list[Wallet]:
    """Return all wallets of one payer, page by page."""
    wallets: list[Wallet] = []
    for page in range(1, _PAGES + 1):
        asked = {"customer_id": customer_id, "page_size": "5", "page": str(page)}
        shown = http.get(TOKENS, lambda reply: _Page.model_validate(reply.body), asked)
        found = shown.payment_tokens if shown else ()
        wallets += [token.wallet() for token in found]
        if len(found) < 5:
            break
    return [Wallet(one.token, one.payer_email, one.payer_id, one.customer_id or customer_id) for one in wallets]
