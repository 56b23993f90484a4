"""Checks what PayPal grants a merchant only on request, and the webhook that the config names.

Sources: docs of OAuth 2, vault v3, Transaction Search v1 and webhooks v1 in PayPal's OpenAPI documents.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from infra.preflight.gate import UnreadableError
from infra.preflight.site import Site
from kernel import clock
from kernel.providers.transport import Reply
from services.billing.paypal.event_reader import EVENT_TYPES

_ALL = "*"  # a webhook of every event type


def check_credentials(site: Site) -> Iterator[str]:
    """Yield whether PayPal does not know the merchant's app (POST /v1/oauth2/token)."""
    if site.paypal_token is None:
        yield f"PayPal does not accept the client id and secret of {site.config.secrets.billing}."


def check_vaulting(site: Site) -> Iterator[str]:
    """Yield whether PayPal has not approved saved wallets for the app (GET /v3/vault/payment-tokens)."""
    if _get(site, "/v3/vault/payment-tokens", customer_id="preflight").status == 403:
        yield "PayPal has not approved this app to save wallets (Vault): no owner can attach one."


def check_transaction_search(site: Site) -> Iterator[str]:
    """Yield whether the feature Transaction Search is off (GET /v1/reporting/transactions)."""
    until = clock.now()
    since = until - timedelta(hours=1)
    window = {name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in (("start_date", since), ("end_date", until))}
    if _get(site, "/v1/reporting/transactions", page="1", page_size="1", **window).status == 403:
        yield "The app lacks the feature Transaction Search: our books are not compared with PayPal's."


def check_webhook(site: Site) -> Iterator[str]:
    """Yield what is wrong with the webhook of the config (GET /v1/notifications/webhooks/{webhook_id})."""
    reply = _get(site, f"/v1/notifications/webhooks/{site.config.paypal.webhook_id}")
    if reply.status == 404:
        yield "paypal.webhook_id: PayPal has no webhook of this id."
        return
    found: dict[str, Any] = reply.body or {}
    address = site.address_of("/webhooks/paypal")
    if found.get("url") != address:
        yield f"PayPal's webhook goes to {found.get('url')!r}; it has to go to {address!r}."
    sent = {it.get("name") for it in found.get("event_types", ())}
    missing = [] if _ALL in sent else sorted(set(EVENT_TYPES) - sent)
    if missing:
        yield f"PayPal's webhook does not send {', '.join(missing)}."


def _get(site: Site, path: str, **asked: str) -> Reply:
    """Return PayPal's answer, whatever its status below 500, but 401. Raise UnreadableError, ProviderDownError."""
    if site.paypal_token is None:
        raise UnreadableError("PayPal does not let us in: see the gate of the merchant's app.")
    reply = site.paypal.send("GET", path, params=asked, headers={"authorization": f"Bearer {site.paypal_token}"})
    if reply.status in (401, 429) or reply.status >= 500:
        raise UnreadableError(f"PayPal answered {reply.status}.")
    return reply
