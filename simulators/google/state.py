"""The state of the simulated Google Play: purchases by their tokens, and the orders paid for each. No HTTP here."""

import secrets
import string
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulators.stores.catalog import Product

Json = dict[str, Any]
PENDING, PENDING_CANCELED, ACTIVE = "PENDING", "PENDING_PURCHASE_CANCELED", "ACTIVE"
GRACE, ON_HOLD, PAUSED = "IN_GRACE_PERIOD", "ON_HOLD", "PAUSED"
CANCELED, EXPIRED = "CANCELED", "EXPIRED"
ACKNOWLEDGE_WITHIN = timedelta(days=3)
KEPT_AFTER_EXPIRY = timedelta(days=60)
HOLD_LASTS = timedelta(days=30)
SANDBOX_RENEWALS = 6
_LETTERS = string.ascii_lowercase


def make_token() -> str:
    """Return a random purchase token."""
    parts = ("".join(secrets.choice(letters) for _ in range(length)) for letters, length in (
        (_LETTERS, 24),
        (string.ascii_letters + string.digits + "-_", 48),
    ))  # fmt: skip
    return ".AO-J1O".join(parts)


def make_order_id() -> str:
    """Return a random id of a first order."""
    return "GPA." + "-".join("".join(secrets.choice(string.digits) for _ in range(n)) for n in (4, 4, 4, 5))


@dataclass
class Order:
    """A paid period."""

    id: str
    product: Product
    starts: datetime
    ends: datetime
    voided_at: datetime | None = None
    voided_by_us: bool = False
    replaced_at: datetime | None = None  # by an upgrade: the store credits the rest


@dataclass
class Purchase:
    """A purchase; its id is the token. `linked` is the token of the one that it replaces."""

    id: str
    customer: str
    sandbox: bool
    product: Product
    account_token: str
    at: datetime  # of the last event: nothing happens to it before that
    state: str = PENDING
    billing_day: int = 1
    renews: bool = True
    linked: str = ""
    acknowledged: bool = False
    is_restorable: bool = True  # after a cancellation
    order_id: str = field(default_factory=make_order_id)
    orders: list[Order] = field(default_factory=list)
    expires: datetime | None = None
    resumes: datetime | None = None  # after a pause
    cancellation: Json = field(default_factory=dict)
    outside: Json = field(default_factory=dict)  # whose expired purchase it continues, if bought without the app

    @property
    def ends(self) -> datetime:
        """Return when what is paid is over, or a grace period after it."""
        return self.expires or self.at

    @property
    def latest(self) -> Order:
        """Return the order of the last paid period. Raises ValueError if none was paid."""
        if not self.orders:
            raise ValueError("nothing was paid for it")
        return self.orders[-1]

    @property
    def next_order_id(self) -> str:
        """Return the id of the next order: the first one's, and then a count of renewals."""
        return f"{self.order_id}..{len(self.orders) - 1}" if self.orders else self.order_id

    def pay(self, starts: datetime) -> Order:
        """Add a paid period."""
        if not self.orders or starts != self.orders[-1].ends:
            self.billing_day = starts.day
        ends = self.product.end(starts, self.billing_day, sandbox=self.sandbox)
        self.orders.append(Order(self.next_order_id, self.product, starts, ends))
        self.state, self.renews, self.expires, self.cancellation, self.resumes = ACTIVE, True, ends, {}, None
        return self.latest

    def order(self, order_id: str) -> Order:
        """Return an order, or without an id the newest that was not voided. Raises ValueError."""
        listed = (one for one in reversed(self.orders) if (one.id == order_id if order_id else not one.voided_at))
        found = next(listed, None)
        if found is None:
            raise ValueError("there is no such order")
        return found

    def end(self, cancellation: Json) -> None:
        """End it now, or when its time was over."""
        self.state, self.renews, self.cancellation = EXPIRED, False, self.cancellation or cancellation
        self.expires, self.resumes = min(self.ends, self.at), None


class GooglePlayState:
    """Everything that Google Play knows, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.purchases: list[Purchase] = []
        self.bearers: dict[str, float] = {}

    def find(self, token: str) -> Purchase | None:
        """Return the purchase of a token."""
        return next((one for one in self.purchases if one.id == token), None)
