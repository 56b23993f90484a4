"""The client of the carrier (Telnyx), the only folder that knows its JSON: stock and orders, port-ins, texts."""

from services.numbers.carrier.porting import (
    FormRefusedError,
    NotPortableError,
    Porting,
    PortingEvent,
    PortingOrder,
    TooLateError,
)
from services.numbers.carrier.porting_form import Form
from services.numbers.carrier.stock import Carrier, NotAvailableError, Offer, Order, OrderStatus
from services.numbers.carrier.texting import MessageEvent, NotSentError, ReceivedText, Texting

__all__ = [
    "Carrier",
    "Form",
    "FormRefusedError",
    "MessageEvent",
    "NotAvailableError",
    "NotPortableError",
    "NotSentError",
    "Offer",
    "Order",
    "OrderStatus",
    "Porting",
    "PortingEvent",
    "PortingOrder",
    "ReceivedText",
    "Texting",
    "TooLateError",
]
