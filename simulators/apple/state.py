"""The state of the simulated App Store: subscriptions, what was paid for each, and notifications. No HTTP here."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from simulators.stores.catalog import Product
from simulators.stores.instants import now, to_ms

Json = dict[str, Any]
ACTIVE, EXPIRED, RETRYING, GRACE, REVOKED = 1, 2, 3, 4, 5
RETRIED_FOR = timedelta(days=60)
SANDBOX_RENEWALS = 12
_RETRIES = 5


def make_id(*, sandbox: bool) -> str:
    """Return a random number in the form of Apple's ids."""
    return ("2000" if sandbox else "4300") + "".join(secrets.choice("0123456789") for _ in range(12))


@dataclass
class Transaction:
    """A paid period. `period_key` (webOrderLineItemId) is the same in every transaction of it."""

    id: str
    period_key: str
    product: Product
    starts: datetime
    ends: datetime
    account_token: str
    reason: str = "PURCHASE"
    ownership: str = "PURCHASED"
    replaced_at: datetime | None = None  # by an upgrade: the store paid back the rest
    revocation: Json = field(default_factory=dict)


@dataclass
class Subscription:
    """A subscription; its id is the originalTransactionId, also after it has expired and was bought again."""

    id: str
    customer: str
    sandbox: bool
    billing_day: int
    began: datetime
    renews_to: Product
    app_transaction_id: str
    at: datetime  # of the last event: nothing happens to it before that
    transactions: list[Transaction] = field(default_factory=list)
    status: int = ACTIVE
    renews: bool = True
    grace_ends: datetime | None = None
    intent: int | None = None  # why it expires: 1 by the customer, 2 as the payment failed
    in_retry: bool | None = None

    @property
    def environment(self) -> str:
        """Return it as Apple writes it."""
        return "Sandbox" if self.sandbox else "Production"

    @property
    def latest(self) -> Transaction:
        """Return the transaction of the last paid period."""
        return self.transactions[-1]

    @property
    def account_token(self) -> str:
        """Return what the app gave the store at the last purchase."""
        return self.latest.account_token

    def pay(self, product: Product, starts: datetime, reason: str, account_token: str) -> Transaction:
        """Add a paid period. A failed payment before it no longer matters."""
        ends = product.end(starts, self.billing_day, sandbox=self.sandbox)
        first = not self.transactions
        transaction_id = self.id if first else make_id(sandbox=self.sandbox)
        made = Transaction(transaction_id, make_id(sandbox=self.sandbox), product, starts, ends, account_token, reason)
        self.transactions.append(made)
        self.status, self.renews, self.renews_to = ACTIVE, True, product
        self.settle()
        return made

    def settle(self) -> None:
        """Forget about failed payments."""
        self.grace_ends, self.intent, self.in_retry = None, None, None

    def restore(self) -> Transaction:
        """Add another transaction of the last period, as a restore on a device does."""
        self.transactions.append(replace(self.latest, id=make_id(sandbox=self.sandbox)))
        return self.latest

    def of_period(self, key: str) -> list[Transaction]:
        """Return the transactions of a period; the newest that was not revoked without a key. Raises ValueError."""
        key = key or next((one.period_key for one in reversed(self.transactions) if not one.revocation), "")
        found = [one for one in self.transactions if key in (one.period_key, one.id)]
        if not found:
            raise ValueError("there is no such period")
        return found


@dataclass
class Notification:
    """A notification, and the attempts to deliver it."""

    id: str
    kind: str
    payload: Json
    sandbox: bool
    subscription_id: str = ""
    attempts: list[Json] = field(default_factory=list)

    @property
    def tries(self) -> int:
        """Return how often it is sent at most: the sandbox tries once."""
        return 1 if self.sandbox else 1 + _RETRIES

    def comes_again(self, status: int) -> bool:
        """Return whether it is sent again. Apple has been seen not to repeat what was refused by a 4xx."""
        return not (200 <= status <= 206 or 400 <= status < 500)

    def note(self, status: int) -> None:
        """Remember an attempt, of which Apple lists six."""
        result = "UNSUCCESSFUL_HTTP_RESPONSE_CODE" if status else "NO_RESPONSE"
        result = "SUCCESS" if 200 <= status <= 206 else result
        self.attempts = [*self.attempts, {"attemptDate": to_ms(now()), "sendAttemptResult": result}][-6:]

    @property
    def was_accepted(self) -> bool:
        """Return whether an attempt succeeded."""
        return any(one["sendAttemptResult"] == "SUCCESS" for one in self.attempts)


class AppStoreState:
    """Everything that the App Store knows, in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.subscriptions: list[Subscription] = []
        self.notifications: list[Notification] = []

    def find(self, any_id: str, *, sandbox: bool) -> Subscription | None:
        """Return the subscription with any of these ids: of a transaction, the original one, or the app's."""
        for one in self.subscriptions:
            ids = {one.id, one.app_transaction_id, *(transaction.id for transaction in one.transactions)}
            if one.sandbox == sandbox and any_id in ids:
                return one
        return None

    def of_customer(self, subscription: Subscription) -> list[Subscription]:
        """Return all subscriptions of the customer who has this one."""
        if not subscription.customer:
            return [subscription]
        owner = (subscription.customer, subscription.sandbox)
        return [one for one in self.subscriptions if (one.customer, one.sandbox) == owner]
