"""PayPal's lists of what happened, a page at a time: its events, and the movements of our balance (B17)."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from services.billing.domain.movement import Movement
from services.billing.paypal.errors import DownError, RefusedError
from services.billing.paypal.event_list import first_page, read_page
from services.billing.paypal.json_models import (
    Id,
    OpenModel,
    OptionalMicros,
    OptionalTime,
    payment_id_of,
)
from services.billing.paypal.transport import Transport

_TRANSACTIONS = "/v1/reporting/transactions"
_TOO_MANY = "RESULTSET_TOO_LARGE"


class TooManyError(Exception):
    """PayPal lists at most 10,000 transactions for a window; ask for a smaller one."""


class History:
    """The lists of one merchant account. Every method may raise DownError and RefusedError."""

    def __init__(self, base_url: str, client_id: str, client_secret: str) -> None:
        """Set the merchant's credentials; the app needs the feature Transaction Search for `movements`."""
        self._http = Transport(base_url, client_id, client_secret)

    def events(self, start: datetime, end: datetime, cursor: str | None) -> tuple[list[dict[str, Any]], str | None]:
        """Return a page of the events between two instants, newest first, and the cursor of the next page."""
        asked = dict(parse_qsl(cursor)) if cursor else first_page(start, end)
        page = read_page(self._http, asked)
        following = page.next() if page.events else {}
        return [event for event in page.events if event.get("id")], urlencode(following) or None

    def movements(self, start: datetime, end: datetime, page: int) -> tuple[list[Movement], bool]:
        """Return a page (from 1) of the movements from `start` to before `end`, and whether there are more.

        Raises TooManyError if the window has too many.
        """
        last = end - timedelta(seconds=1)  # PayPal counts in whole seconds
        asked = {"start_date": _instant(start), "end_date": _instant(last), "page": str(page), "page_size": "500"}
        try:
            found = self._http.get(_TRANSACTIONS, lambda reply: _Page.model_validate(reply.body), asked)
        except RefusedError as refusal:
            if refusal.issue == _TOO_MANY:
                raise TooManyError from refusal
            raise
        if found is None:  # no list at all is not an empty one
            raise DownError("PayPal has no list of transactions")
        return [it.transaction_info.to_movement() for it in found.transaction_details], page < found.total_pages


class _Info(OpenModel):
    transaction_id: Id
    transaction_event_code: str = ""
    transaction_status: str = ""
    transaction_amount: OptionalMicros = None
    fee_amount: OptionalMicros = None
    custom_field: str = ""
    invoice_id: str = ""
    paypal_reference_id: str = ""
    transaction_initiation_date: OptionalTime = None

    def to_movement(self) -> Movement:
        """Return the transaction in our terms."""
        return Movement(
            self.transaction_id,
            self.transaction_event_code,
            self.transaction_status,
            self.transaction_amount,
            self.fee_amount,
            payment_id_of(self.custom_field, self.invoice_id),
            self.transaction_initiation_date,
            self.paypal_reference_id,
        )


class _Detail(OpenModel):
    transaction_info: _Info


class _Page(OpenModel):
    transaction_details: tuple[_Detail, ...] = ()
    total_pages: int = 1


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
