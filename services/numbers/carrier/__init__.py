"""The carrier (Telnyx), the only folder that knows its JSON: stock and orders, bringing numbers along, texts."""

from services.numbers.carrier.porting import (
    Form,
    FormRefusedError,
    NotPortableError,
    Porting,
    PortingEvent,
    TooLateError,
    Transfer,
)
from services.numbers.carrier.stock import Carrier, NotAvailableError, Offer, Order, Outcome
from services.numbers.carrier.texting import NotSentError, Received, TextEvent, Texting

__all__ = [
    "Carrier", "Form", "FormRefusedError", "NotAvailableError", "NotPortableError", "NotSentError", "Offer", "Order",
    "Outcome", "Porting", "PortingEvent", "Received", "TextEvent", "Texting", "TooLateError", "Transfer",
]  # fmt: skip
