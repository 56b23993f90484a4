"""Bodies and views of calls from the app, and of the app's registration at the carrier (N12)."""

from datetime import datetime

from pydantic import Field

from contracts.call_prices import Rounding
from contracts.money import Money
from kernel.http.models import RequestBody, View
from services.numbers.http.schemas import Id


class NewCall(RequestBody):
    """The caller's number that a call is made from, and the number that is called."""

    number_id: Id
    to: str = Field(min_length=1, max_length=40)


class PlacedCallView(View):
    """A call that is being placed: the caller's app rings first, then `to`, once the price is held."""

    call_id: str
    number_id: str
    to: str
    place: str
    rate_per_minute: Money
    rounding: Rounding


class CallQuote(View):
    """What a call would cost a minute; no one is called (B15)."""

    to: str
    place: str
    rate_per_minute: Money
    rounding: Rounding


class PhoneRegistration(View):
    """How the caller's app registers at the carrier, so that it rings; the token is valid for a day."""

    sip_username: str
    token: str
    expires_at: datetime
