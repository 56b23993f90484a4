"""The carrier (Telnyx): the only folder that knows its JSON. Its stock and orders, and bringing numbers along."""

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

__all__ = [
    "Carrier", "Form", "FormRefusedError", "NotAvailableError", "NotPortableError", "Offer", "Order", "Outcome",
    "Porting", "PortingEvent", "TooLateError", "Transfer",
]  # fmt: skip
