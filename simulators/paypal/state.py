"""The state of the simulated PayPal: approvals, wallets, orders, captures, refunds, events. No HTTP here."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
SETUP_LIVES = timedelta(days=3)
REMEMBERED = {"vault": timedelta(hours=3), "orders": timedelta(hours=6), "refunds": timedelta(days=45)}


def make_id(length: int = 17) -> str:
    """Return a random id in PayPal's form."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


@dataclass
class Approval:
    """A setup token."""

    id: str
    customer_id: str
    wallet: Json
    made: datetime
    status: str = "PAYER_ACTION_REQUIRED"
    token: str = ""


@dataclass
class Token:
    """A payment token: a wallet that may be charged."""

    id: str
    customer_id: str
    wallet: Json


@dataclass
class Refund:
    """Money given back, by us or by PayPal."""

    id: str
    amount: Decimal
    total: Decimal
    note: str
    made: datetime
    custom_id: str = ""  # what who asked for it calls it
    canceled: bool = False  # a reversal whose dispute we won: the money is back


@dataclass
class Dispute:
    """A payer's complaint. While it is open its amount is held back; lost, it is reversed; won, it is released."""

    id: str
    amount: Decimal
    made: datetime
    changed: datetime
    status: str = "OPEN"
    outcome: str = ""
    reversal: Refund | None = None

    @property
    def held(self) -> Decimal:
        """Return how much of the capture it holds back, in USD: what PayPal has not reversed already."""
        if self.status == "RESOLVED":
            return Decimal("0.00")
        return max(Decimal("0.00"), self.amount - (self.reversal.amount if self.reversal else 0))


@dataclass
class Capture:
    """A capture, whether or not it took money."""

    id: str
    order_id: str
    amount: Decimal
    status: str
    reason: str
    custom_id: str
    invoice_id: str
    made: datetime
    changed: datetime
    refunds: list[Refund] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)

    @property
    def refunded(self) -> Decimal:
        """Return how much of it was given back, in USD."""
        return sum((refund.amount for refund in self.refunds if not refund.canceled), Decimal("0.00"))

    @property
    def held(self) -> Decimal:
        """Return how much of it open disputes hold back, in USD."""
        return min(self.left, sum((dispute.held for dispute in self.disputes), Decimal("0.00")))

    @property
    def left(self) -> Decimal:
        """Return how much of it was not given back, in USD."""
        return self.amount - self.refunded

    def settle(self, at: datetime) -> None:
        """Set its status by what was given back."""
        given_back = "REFUNDED" if self.refunded >= self.amount else "PARTIALLY_REFUNDED"
        self.status, self.changed = given_back if self.refunded else "COMPLETED", at

    @property
    def took_money(self) -> bool:
        """Return whether money moved for it."""
        return self.status in ("COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED")


@dataclass
class Order:
    """An order and its one capture, if any."""

    id: str
    status: str
    unit: Json
    token: Token | None
    made: datetime
    capture: Capture | None = None


@dataclass
class Movement:
    """A movement of the merchant's balance that belongs to no payment: a withdrawal, a fee of a dispute."""

    id: str
    code: str
    amount: Decimal
    fee: Decimal
    made: datetime
    status: str = "S"
    reference: str = ""


class PayPalState:
    """Everything that PayPal knows, in memory. `at` is the clock."""

    def __init__(self, at: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.at = at
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.approvals: dict[str, Approval] = {}
        self.tokens: dict[str, Token] = {}
        self.orders: dict[str, Order] = {}
        self.captures: dict[str, Capture] = {}
        self.refunds: dict[str, tuple[Refund, Capture]] = {}
        self.movements: list[Movement] = []
        self.events: list[Json] = []
        self.bearers: dict[str, datetime] = {}
        self.lacks: frozenset[str] = frozenset()  # beginnings of paths that the app has no right to
        self._payers: dict[str, str] = {}
        self._invoices: set[str] = set()
        self._remembered: dict[tuple[str, str], tuple[str, datetime]] = {}

    def remember(self, kind: str, request_id: str, made: str) -> None:
        """Keep what a request id led to, for as long as PayPal does."""
        self._remembered[kind, request_id] = (made, self.at())

    def remembered(self, kind: str, request_id: str) -> str | None:
        """Return what a request id led to, or None when PayPal would have forgotten it."""
        made, when = self._remembered.get((kind, request_id), (None, self.at()))
        return made if made and self.at() - when < REMEMBERED[kind] else None

    def forget_requests(self) -> None:
        """Forget all request ids, as if hours had passed."""
        self._remembered.clear()

    def approval(self, setup_id: str) -> Approval | None:
        """Return an approval, or None after its three days."""
        found = self.approvals.get(setup_id)
        return found if found and self.at() - found.made < SETUP_LIVES else None

    def approve(self, approval: Approval, payer_id: str = "") -> None:
        """Let a payer approve, or another one than before. Each customer id has one payer."""
        approval.status = "APPROVED"
        payer_id = self._payers.setdefault(approval.customer_id, payer_id or make_id(13))
        approval.wallet |= {"email_address": f"payer-{payer_id[:5].lower()}@example.com", "payer_id": payer_id}

    def exchange(self, approval: Approval) -> Token:
        """Exchange an approval for a wallet, or for the same wallet again."""
        if not approval.token:
            hidden = ("experience_context",)
            wallet = {name: value for name, value in approval.wallet.items() if name not in hidden}
            token = Token(make_id(8).lower(), approval.customer_id, wallet)
            self.tokens[token.id] = token
            approval.token, approval.status = token.id, "VAULTED"
        return self.tokens[approval.token]

    def take(self, order: Order, status: str, reason: str = "") -> Capture:
        """Capture an order's money, or fail to, as `status` says."""
        unit, now = order.unit, self.at()
        capture = Capture(
            make_id(),
            order.id,
            Decimal(unit["amount"]["value"]),
            status,
            reason,
            unit.get("custom_id", ""),
            unit.get("invoice_id", ""),
            now,
            now,
        )
        order.capture, order.status = capture, "COMPLETED"
        self.captures[capture.id] = capture
        return capture

    def give_back(self, capture: Capture, amount: Decimal, note: str) -> Refund:
        """Refund or reverse a part or all of a capture."""
        refund = Refund(make_id(), amount, capture.refunded + amount, note, self.at())
        capture.refunds.append(refund)
        capture.settle(self.at())
        self.refunds[refund.id] = (refund, capture)
        return refund

    def find_capture(self, capture_id: str | None, can: Callable[[Capture], bool]) -> Capture:
        """Return this capture, or without an id the newest that `can` be meant. Raises ValueError if there is none."""
        if capture_id:
            return self.captures[capture_id]
        newest = next(filter(can, reversed(self.captures.values())), None)
        if newest is None:
            raise ValueError("there is no such capture")
        return newest

    def invoice_is_used(self, invoice_id: str) -> bool:
        """Return whether an order has this invoice id already; PayPal takes each once."""
        return invoice_id in self._invoices

    def keep(self, order: Order) -> None:
        """Keep a new order."""
        self.orders[order.id] = order
        if invoice_id := order.unit.get("invoice_id"):
            self._invoices.add(invoice_id)
