"""The world around billing: PayPal's own books, a team, its people, and messages late, twice or out of order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from contracts.call_prices import Rounding
from services.billing.domain.hold import Closing
from services.billing.domain.parts import team_part
from services.billing.domain.payment import Payment
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    Fact,
    RefundFact,
    RefundStatus,
)
from services.billing.domain.plan import Subscription
from services.billing.domain.store_subscription import StoreFact, StoreSubscription
from tests.services.billing.laws.book import Refused

TEAM = "team_1"
PEOPLE = ("acc_1", "acc_2", "acc_3")
CENT = 10_000
BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)
LIFE = timedelta(days=14)
Charge = tuple[str, int]  # a payment that PayPal is asked for, and how much


def new_payment(payment_id: str, wallet: str, amount: int) -> Payment:
    """Return the payment of credits before PayPal is asked; those for the team count toward an admin's limit (T11)."""
    return Payment(
        payment_id,
        wallet,
        "acc_owner",
        amount,
        "credits",
        "purchase",
        "tok",
        BEGINNING,
        "acc_owner",
        limited=wallet == TEAM,
    )


class Billing(Protocol):
    """What the world does to billing: over the book, or over the table. `today` is when people spend."""

    today: datetime

    def begin_payment(self, payment_id: str, wallet: str, amount: int) -> None: ...
    def learn(self, payment_id: str, fact: Fact) -> None: ...
    def sent(
        self, event: str, invitation: str, sending: int, amount: int, expires_at: datetime, now: datetime
    ) -> None: ...
    def closed(self, event: str, invitation: str, closing: Closing, now: datetime) -> None: ...
    def joined(self, event: str, invitation: str, account: str, amount: int, revision: int) -> None: ...
    def left(self, event: str, account: str, revision: int) -> None: ...
    def back(self, event: str, account: str, revision: int, undoes: int) -> None: ...
    def allocate(self, cause: str, account: str, amount: int) -> None: ...
    def take_back(self, cause: str, account: str, amount: int) -> None: ...
    def spend(self, cause: str, account: str, amount: int) -> None: ...
    def grant(self, grant_id: str, account: str, amount: int, last_day: date) -> None: ...
    def review_grant(self, grant_id: str, as_of: datetime) -> None: ...
    def call_arrived(self, call_id: str, account: str, rate: int, rounding: Rounding) -> None: ...
    def slice_due(self, call_id: str, account: str, number: int) -> None: ...
    def call_ended(self, call_id: str, account: str, rate: int, rounding: Rounding, seconds: int) -> None: ...
    def pay_back(self, cause: str, account: str) -> None: ...
    def ask_back(self, payment_id: str, request_id: str, amount: int) -> None: ...
    def refused(self, payment_id: str, request_id: str) -> None: ...
    def credits_arrived(self) -> None: ...
    def release_overdue(self, now: datetime) -> None: ...
    def begin_shortfall(self, payment_id: str, account: str, amount: int) -> Charge: ...
    def create_plan(self, plan: Subscription) -> None: ...
    def charge_first(self, subscription_id: str) -> Charge | None: ...
    def plan_due(self, subscription_id: str) -> Charge | None: ...
    def try_now(self, subscription_id: str) -> Charge | None: ...
    def plan_asked(self, subscription_id: str, what: str) -> None: ...
    def order_failed(self, event: str, subscription_id: str) -> None: ...
    def create_store_plan(self, draft: Subscription, it: StoreSubscription) -> None: ...
    def choose_again(self, draft: Subscription, name: str) -> bool: ...
    def store_says(self, name: str, fact: StoreFact) -> None: ...
    def moved_to_web(self, event: str, name: str) -> None: ...
    def refunds_due(self) -> list[tuple[str, str, int]]: ...
    def notify(self) -> None: ...
    def collect(self, *, slow: bool) -> None: ...
    def begin(self, method: str, *arguments: Any, then: Callable[[Any], None] = ...) -> None: ...
    def finish(self, at: int) -> None: ...
    def parts(self, wallet: str) -> dict[str, int]: ...


@dataclass
class AtPayPal:
    """A payment in PayPal's own books."""

    money: int
    charge_status: ChargeStatus
    returned: int = 0
    disputes: dict[str, tuple[int, DisputeStatus]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Return what the merchant keeps of it once every dispute is decided."""
        return self.money - self.returned if self.charge_status is ChargeStatus.COMPLETED else 0

    @property
    def fee(self) -> int:
        """Return what PayPal keeps for itself."""
        return self.money // 25 // CENT * CENT + CENT if self.charge_status is ChargeStatus.COMPLETED else 0


@dataclass
class Invitation:
    """An invitation in teams' own books."""

    amount: int
    expires_at: datetime
    sending: int = 1
    status: str = "open"


@dataclass
class World:
    """The truth outside billing, and the messages on their way to it."""

    billing: Billing
    paypal: dict[str, AtPayPal] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    on_team: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    departures: dict[str, int] = field(default_factory=dict)  # by account, the removal that can be undone
    messages: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    now: datetime = BEGINNING
    spent: int = 0
    count: int = 0
    slow: bool = False  # the next step reads and decides now, and commits when others have happened

    def fresh(self, prefix: str) -> str:
        """Return a new id."""
        self.count += 1
        return f"{prefix}_{self.count:04}"

    def tell(self, method: str, *arguments: Any) -> None:
        """Put a message on its way."""
        self.messages.append((method, arguments))

    def deliver(self, at: int, *, again: bool) -> None:
        """Deliver one of the waiting messages, which may come again."""
        if self.messages:
            at %= len(self.messages)
            method, arguments = self.messages[at] if again else self.messages.pop(at)
            self._do(method, *arguments)

    def quiet(self) -> None:
        """Deliver everything, and ask PayPal about what never arrived."""
        for dispute in [(pay, it) for pay, truth in self.paypal.items() for it in truth.disputes]:
            self.decide_dispute(*dispute, lost=False)
        while self.messages:
            self.deliver(0, again=False)
            self.billing.collect(slow=False)
        for _ in range(self.count):
            self.billing.finish(0)
            self.billing.notify()
        self.billing.release_overdue(self.now)
        for payment_id, truth in self.paypal.items():
            self.billing.learn(payment_id, _charging(payment_id, truth))
        for _ in range(self.count):
            self.billing.collect(slow=False)
        self.billing.credits_arrived()
        for _ in range(self.count):
            self.billing.notify()

    # What happens at PayPal.

    def buy(self, wallet: str, cents: int, charged: ChargeStatus) -> None:
        """Buy credits; whether the answer arrives depends on the delivery."""
        payment_id = self.fresh("pay")
        self.billing.begin_payment(payment_id, wallet, cents * CENT)
        truth = self.paypal[payment_id] = AtPayPal(cents * CENT, charged)
        self.tell_charge(payment_id, truth)

    def tell_charge(self, payment_id: str, truth: AtPayPal) -> None:
        """Send PayPal's result of a charge; of every other one PayPal says its fee later."""
        result = _charging(payment_id, truth)
        if result.fee and len(self.paypal) % 2:
            self.tell("learn", payment_id, replace(result, fee=0))
        self.tell("learn", payment_id, result)

    def decide_pending(self, payment_id: str, charged: ChargeStatus) -> None:
        """Decide a review or an eCheck."""
        truth = self.paypal[payment_id]
        if truth.charge_status is ChargeStatus.PENDING:
            truth.charge_status = charged
            self.tell_charge(payment_id, truth)

    def give_back(self, payment_id: str, cents: int, by_force: bool) -> None:
        """Refund a payment, perhaps in part, or reverse it."""
        truth = self.paypal[payment_id]
        money = min(cents * CENT, truth.left)
        if money > 0:
            truth.returned += money
            self.tell("learn", payment_id, RefundFact(self.fresh("ref"), money, RefundStatus.COMPLETED, by_force))

    def dispute(self, payment_id: str, cents: int) -> None:
        """Open a dispute."""
        truth, dispute_id = self.paypal[payment_id], self.fresh("dis")
        if truth.left > 0:
            truth.disputes[dispute_id] = (min(cents * CENT, truth.left), DisputeStatus.OPEN)
            self.tell("learn", payment_id, DisputeFact(dispute_id, truth.disputes[dispute_id][0], DisputeStatus.OPEN))

    def decide_dispute(self, payment_id: str, dispute_id: str, lost: bool) -> None:
        """Decide a dispute; a lost one is a refund as well."""
        truth = self.paypal[payment_id]
        money, case = truth.disputes[dispute_id]
        if case is DisputeStatus.OPEN:
            case = DisputeStatus.LOST if lost and money <= truth.left else DisputeStatus.WON
            truth.disputes[dispute_id] = (money, case)
            self.tell("learn", payment_id, DisputeFact(dispute_id, money, case))
            if case is DisputeStatus.LOST:
                self.give_back(payment_id, money // CENT, by_force=True)

    # What happens on the team.

    def invite(self, cents: int) -> None:
        """Invite a person with credits."""
        invitation = self.fresh("inv")
        it = self.invitations[invitation] = Invitation(cents * CENT, self.now + LIFE)
        self.tell("sent", self.fresh("evt"), invitation, 1, it.amount, it.expires_at)

    def invite_again(self, invitation: str, cents: int) -> None:
        """Send the same invitation, open or expired, again with another amount."""
        it = self.invitations[invitation]
        if it.status in ("open", Closing.EXPIRED):
            it.status, it.sending, it.amount, it.expires_at = "open", it.sending + 1, cents * CENT, self.now + LIFE
            self.tell("sent", self.fresh("evt"), invitation, it.sending, it.amount, it.expires_at)

    def revoke(self, invitation: str) -> None:
        """Revoke an invitation."""
        if self.invitations[invitation].status == "open":
            self._close(invitation, Closing.REVOKED)

    def expire(self, invitation: str) -> None:
        """Let two weeks go by, so that every older invitation expires."""
        self.now = max(self.now, self.invitations[invitation].expires_at)
        for name, it in self.invitations.items():
            if it.status == "open" and it.expires_at <= self.now:
                self._close(name, Closing.EXPIRED)

    def _close(self, invitation: str, closing: Closing) -> None:
        self.invitations[invitation].status = closing
        self.tell("closed", self.fresh("evt"), invitation, closing)

    def join(self, invitation: str, account: str) -> None:
        """Accept an invitation."""
        it = self.invitations[invitation]
        if it.status == "open" and account not in self.on_team:
            it.status, self.on_team[account] = "joined", TEAM
            self.departures.pop(account, None)
            self.tell("joined", self.fresh("evt"), invitation, account, it.amount, self._next_revision(account))

    def leave(self, account: str) -> None:
        """Remove a member."""
        if self.on_team.pop(account, None):
            self.departures[account] = self._next_revision(account)
            self.tell("left", self.fresh("evt"), account, self.departures[account])

    def come_back(self, account: str) -> None:
        """Undo the last removal of a person."""
        if undoes := self.departures.pop(account, 0):
            self.on_team[account] = TEAM
            self.tell("back", self.fresh("evt"), account, self._next_revision(account), undoes)

    def _next_revision(self, account: str) -> int:
        self.revisions[account] = self.revisions.get(account, 0) + 1
        return self.revisions[account]

    # What billing's own callers ask for.

    def allocate(self, account: str, cents: int) -> None:
        """Give credits of the owner's team; there may be too few."""
        self._asked("allocate", self.fresh("key"), account, cents * CENT)

    def take_back(self, account: str) -> None:
        """Take back all that is unspent."""
        amount = self.billing.parts(account).get(team_part(TEAM), 0)
        if amount:
            self._asked("take_back", self.fresh("key"), account, amount)

    def ask_back(self, payment_id: str, cents: int) -> None:
        """Ask for a refund of the team's unspent credits: so much, or all that is free."""
        amount = min(cents * CENT, self.billing.parts(TEAM).get("available", 0), self.paypal[payment_id].left)
        if amount > 0:
            self._asked("ask_back", payment_id, self.fresh("rfd"), amount)

    def spend(self, account: str, cents: int) -> None:
        """Spend credits; there may be too few."""
        if self._asked("spend", self.fresh("key"), account, cents * CENT):
            self.spent += cents * CENT

    def text(self, account: str) -> None:
        """Pay for a text that will not be sent: half of the person's credits, so that it mostly can be paid."""
        cause, has = self.fresh("msg"), sum(max(0, part) for part in self.billing.parts(account).values())
        if has and self._asked("spend", cause, account, -(-has // 2)):
            self.tell("pay_back", cause, account)

    def collect(self) -> None:
        """Have billing take back what a team that owes has given away."""
        self.billing.collect(slow=self.slow)
        self.slow = False

    def _asked(self, method: str, *arguments: Any) -> bool:
        try:
            self._do(method, *arguments)
        except Refused:
            return False
        return True

    def _do(self, method: str, *arguments: Any) -> None:
        when = (self.now,) if method in ("sent", "closed") else ()
        if self.slow:
            self.slow = False
            self.billing.begin(method, *arguments, *when)
        else:
            getattr(self.billing, method)(*arguments, *when)


def _charging(payment_id: str, truth: AtPayPal) -> ChargeResult:
    capture_id = "" if truth.charge_status is ChargeStatus.REFUSED else f"CAP-{payment_id}"
    return ChargeResult(truth.charge_status, capture_id=capture_id, money=truth.money, fee=truth.fee)
