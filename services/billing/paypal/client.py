"""The PayPal client: everything billing asks of PayPal, and nothing that could charge twice."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from services.billing.paypal.answers import Attempt, Capture, Charge, Happening, Refund, Setup, Wallet
from services.billing.paypal.errors import DownError

REPEATABLE = timedelta(hours=5)  # PayPal remembers an order's request id for 6
LISTED = timedelta(days=3)  # how long PayPal tries to deliver an event; after that nothing new comes up


class PayPal:
    """One merchant account at PayPal.

    Every method may raise DownError (not done, ask later) and RefusedError (not done, `issue` says why). Those that
    change something may raise UnclearError (perhaps done); asking them again with the same request id is safe for
    hours (3 for wallets, 6 for charges) or 45 days (refunds), after that it is not.
    """

    def __init__(self, base_url: str, client_id: str, client_secret: str, patience: float = 22.0) -> None:
        """`patience`: seconds that one charge may take, all its tries together."""

    def start_vaulting(self, request_id: str, return_url: str, cancel_url: str) -> Setup:
        """Ask for an approval; it lives three days. PayPal sends the browser back to one of the two addresses."""
        raise DownError("not connected")

    def finish_vaulting(self, setup_id: str, request_id: str) -> Wallet:
        """The wallet of an approval that the payer has given; the same again for the same approval.

        Raises NotApprovedError while they have not.
        """
        raise DownError("not connected")

    def charge(self, attempt: Attempt) -> Charge:
        """Charge a wallet. The same attempt again, within REPEATABLE, gives what came of the first.

        Returns whatever PayPal made of it: completed, pending or declined. Raises RefusedError if it made nothing,
        UnclearError if that cannot be told now: keep the payment as `unknown` and ask `what_became_of`.
        """
        raise DownError("not connected")

    def what_became_of(
        self, attempt: Attempt, asked_at: datetime, order_id: str | None = None, *, repeat: bool = True
    ) -> Charge | None:
        """What came of an attempt whose answer was lost; never a second charge.

        Looks at the order if its id is known, then through PayPal's events. While PayPal remembers the request
        (REPEATABLE) and `repeat` is left on, the request itself is repeated: if it had never arrived, it is done now,
        so switch that off where the money is no longer wanted. Raises UnclearError while nothing can be said yet,
        RefusedError if it was refused. None: PayPal has had LISTED time to tell of it and knows nothing.
        """
        raise DownError("not connected")

    def order(self, order_id: str) -> Charge | None:
        """An order as it stands now, with the refunds of its capture; None if PayPal has none of that id."""
        raise DownError("not connected")

    def capture(self, capture_id: str) -> Capture | None:
        """A capture as it stands now; None if PayPal has none of that id."""
        raise DownError("not connected")

    def refund(self, capture_id: str, request_id: str, micros: int, note: str) -> Refund:
        """Give back a part or all of a capture; the payer reads the note. A request id refunds once (45 days)."""
        raise DownError("not connected")

    def refund_status(self, refund_id: str) -> Refund | None:
        """A refund as it stands now; None if PayPal has none of that id."""
        raise DownError("not connected")

    def wallet(self, token: str) -> Wallet | None:
        """The wallet behind a token, or None if the token is gone: ask before a renewal."""
        raise DownError("not connected")

    def tokens(self, customer_id: str) -> list[Wallet]:
        """All wallets that a payer has given us."""
        raise DownError("not connected")

    def delete_token(self, token: str) -> None:
        """Let go of a wallet; done as well if it is gone already."""
        raise DownError("not connected")

    def events(self, start: datetime, end: datetime, event_type: str | None = None) -> Iterator[Happening]:
        """What happened at PayPal between two instants, whether or not a webhook told of it; in no order."""
        raise DownError("not connected")

    def captures(self, start: datetime, end: datetime) -> Iterator[Capture]:
        """Every capture that PayPal tells of between two instants, once each and as it stands now (B17)."""
        raise DownError("not connected")

    def refunds(self, start: datetime, end: datetime) -> Iterator[Refund]:
        """Every refund and reversal that PayPal tells of between two instants, once each (B17)."""
        raise DownError("not connected")

    def is_genuine(self, headers: Mapping[str, str], raw: bytes, webhook_id: str) -> bool:
        """Ask PayPal whether it signed a delivery; `signatures.py` does so where it cannot tell by itself."""
        raise DownError("not connected")
