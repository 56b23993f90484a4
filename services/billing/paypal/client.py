"""The PayPal client: all requests that billing makes to PayPal, none of which can charge twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from kernel.clock import now
from services.billing.paypal import vault
from services.billing.paypal.errors import DownError, NotApprovedError, RefusedError, UnclearError
from services.billing.paypal.event_list import events_between
from services.billing.paypal.json_models import CaptureRead, RefundRead, TokenRead, to_value
from services.billing.paypal.orders import Order, order_for
from services.billing.paypal.results import Attempt, Capture, Charge, Refund, Setup, Wallet
from services.billing.paypal.transport import Reply, Transport

REPEATABLE = timedelta(hours=5)  # PayPal remembers an order's request id for 6
LISTED = timedelta(days=3)  # how long PayPal tries to deliver an event; after that nothing new comes up
_EARLY = timedelta(minutes=5)  # by how much PayPal's clock may be behind ours
CAPTURE_EVENTS = tuple(f"PAYMENT.CAPTURE.{what}" for what in ("COMPLETED", "PENDING", "DECLINED", "DENIED"))


class PayPal:
    """One merchant account at PayPal.

    Every method may raise DownError (not done, retry later) and RefusedError (not done, `issue` says why). Those that
    change something may raise UnclearError (perhaps done); repeating them with the same request id is safe for hours (3
    for wallets, 6 for charges) or 45 days (refunds), after that it is not.
    """

    def __init__(self, base_url: str, client_id: str, client_secret: str, patience: float = 20.0) -> None:
        """Set the merchant's credentials.

        `patience`: seconds that a charge may take, all its tries together, before it is unclear.
        """
        self._http = Transport(base_url, client_id, client_secret)
        self._patience = patience

    def start_vaulting(self, request_id: str, return_url: str, cancel_url: str) -> Setup:
        """Request an approval; it lives three days. PayPal sends the browser back to one of the two addresses."""
        body = vault.approval_for(return_url, cancel_url)
        return self._http.post(vault.SETUPS, body, request_id, vault.setup)

    def finish_vaulting(self, setup_id: str, request_id: str) -> Wallet:
        """Return the wallet of an approval that the payer has given; the same one for the same approval.

        Raises NotApprovedError until the payer has approved.
        """
        setup = self._http.get(f"{vault.SETUPS}/{quote(setup_id, safe='')}", TokenRead.of)
        if setup is None or setup.status not in vault.APPROVED:
            raise NotApprovedError(setup.status if setup else "EXPIRED", status=409)
        try:
            return self._http.post(vault.TOKENS, vault.exchange_for(setup_id), request_id, vault.wallet)
        except RefusedError:
            if setup.status in vault.EXCHANGED:  # long ago: PayPal has forgotten the request, not the wallet
                for wallet in self.tokens(setup.customer.id):
                    return wallet
            raise

    def charge(self, attempt: Attempt) -> Charge:
        """Charge a wallet. The same attempt again, within REPEATABLE, returns the result of the first.

        Returns what PayPal made of it: completed, pending or declined. Raises RefusedError if it made nothing,
        UnclearError if the result is not known: keep the payment as `unknown` and call `find_charge` later.
        """

        def read(reply: Reply) -> tuple[Order, Charge | None]:
            order = Order.read(reply)
            return order, order.charge(reply.debug_id)

        body = order_for(attempt)
        order, charge = self._http.post("/v2/checkout/orders", body, attempt.request_id, read, self._patience)
        return charge or self._look_up(order.id)

    def _look_up(self, order_id: str) -> Charge:
        try:
            charge = self.order(order_id)
        except (DownError, RefusedError) as fault:
            raise UnclearError(str(fault), order_id=order_id) from fault
        if charge is None:
            raise UnclearError("an order without a capture", order_id=order_id)
        return charge

    def find_charge(
        self, attempt: Attempt, asked_at: datetime, order_id: str | None = None, *, repeat: bool = True
    ) -> Charge | None:
        """Find the result of an attempt whose answer was lost; never charge a second time.

        Reads the order if its id is known, then PayPal's events. While PayPal remembers the request (REPEATABLE) and
        `repeat` is left on, the request itself is repeated: if it had never arrived, it is done now, so switch that off
        where the money is no longer wanted. Raises UnclearError while the result is not known, RefusedError if it was
        refused. Returns None if PayPal has had LISTED time to report it and knows nothing.
        """
        charge = (self.order(order_id) if order_id else None) or self._find_in_events(attempt, asked_at)
        age = now() - asked_at
        if charge or age >= LISTED:
            return charge
        if not repeat or age >= REPEATABLE:
            raise UnclearError("PayPal does not say yet", order_id=order_id)
        try:
            return self.charge(attempt)
        except RefusedError as refusal:
            if refusal.about_payment:
                raise
            raise UnclearError(str(refusal), debug_id=refusal.debug_id, order_id=order_id) from refusal

    def _find_in_events(self, attempt: Attempt, asked_at: datetime) -> Charge | None:
        until = min(now(), asked_at + LISTED) + _EARLY
        for event_type in CAPTURE_EVENTS:
            for event in self.list_events(asked_at - _EARLY, until, event_type):
                found = CaptureRead.from_event(event)
                if found and found.payment_id == attempt.payment_id:
                    capture = self.capture(found.capture_id) or found
                    return Charge(
                        capture.order_id,
                        capture.capture_id,
                        capture.status,
                        capture.reason,
                        capture.micros,
                        capture.fee,
                    )
        return None

    def order(self, order_id: str) -> Charge | None:
        """Return an order with the refunds of its capture; None if PayPal has none, or it took no money."""
        path = f"/v2/checkout/orders/{quote(order_id, safe='')}"
        return self._http.get(path, lambda reply: Order.read(reply).charge(reply.debug_id))

    def capture(self, capture_id: str) -> Capture | None:
        """Return a capture in its current status; None if PayPal has none of that id."""
        path = f"/v2/payments/captures/{quote(capture_id, safe='')}"
        return self._http.get(path, lambda reply: CaptureRead.model_validate(reply.body).to_result())

    def refund(self, capture_id: str, request_id: str, micros: int, note: str) -> Refund:
        """Refund a part or all of a capture; the payer reads the note. A request id refunds once (45 days)."""

        def read(reply: Reply) -> Refund:
            try:
                ours = {"custom_id": request_id}
                return RefundRead.model_validate({"amount": amount} | reply.body | ours).to_result(capture_id)
            except ValueError as nonsense:
                raise UnclearError("PayPal's refund makes no sense", debug_id=reply.debug_id) from nonsense

        amount = {"currency_code": "USD", "value": to_value(micros)}  # without it PayPal would refund everything
        path = f"/v2/payments/captures/{quote(capture_id, safe='')}/refund"
        body = {"amount": amount, "custom_id": request_id, "note_to_payer": note[:255]}
        return self._http.post(path, body, request_id, read, self._patience)

    def refund_status(self, refund_id: str) -> Refund | None:
        """Return a refund in its current status; None if PayPal has none of that id."""
        path = f"/v2/payments/refunds/{quote(refund_id, safe='')}"
        return self._http.get(path, lambda reply: RefundRead.model_validate(reply.body).to_result())

    def wallet(self, token: str) -> Wallet | None:
        """Return the wallet of a token, or None if the token is gone: check it before a renewal."""
        return self._http.get(f"{vault.TOKENS}/{quote(token, safe='')}", vault.wallet)

    def tokens(self, customer_id: str) -> list[Wallet]:
        """Return all wallets that a payer has given us (PayPal shows up to fifty)."""
        return vault.wallets_of(self._http, customer_id)

    def delete_token(self, token: str) -> None:
        """Delete a wallet's token; a token that is gone already is no error."""
        try:
            self._http.ask("DELETE", f"{vault.TOKENS}/{quote(token, safe='')}")
        except RefusedError as refusal:
            if refusal.status != 404:
                raise

    def list_events(self, start: datetime, end: datetime, event_type: str | None = None) -> Iterator[dict[str, Any]]:
        """List PayPal's events between two instants, whether or not a webhook came of them; in no order."""
        return events_between(self._http, start, end, event_type)
