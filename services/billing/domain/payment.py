"""A payment and all that PayPal has reported of it, in any order and however often. Pure.

What is stored are facts that only grow: the result of the charge, each refund by its id, each dispute by its id. What
the wallet should have of the payment (`due`) follows from the facts alone, so their order cannot matter. The ledger
moves by the difference between `due` and what it has moved already (`granted`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from contracts.sentences import known, say, say_count
from services.billing.domain.accounts import Outside
from services.billing.domain.asked_refund import AskedRefund
from services.billing.domain.ledger import Journal, Kind, LedgerAccount, Line, Wallet, lines_of
from services.billing.domain.payment_fact import (
    ChargeResult,
    ChargeStatus,
    DisputeFact,
    DisputeStatus,
    Fact,
    RefundFact,
    RefundStatus,
    money_gone,
    outweighs,
    replaces,
)
from services.billing.domain.payment_journal import cause, kind_of, move_rest
from services.billing.domain.payment_status import BEFORE_COMPLETED, PaymentStatus
from services.billing.domain.refund_hold import end_hold


@dataclass(frozen=True, slots=True)
class Payment:
    """One charge, from its intent to its last refund. `wallet` gets the money, `payer_id` pays it."""

    payment_id: str
    wallet: str
    payer_id: str
    amount: int
    what: str
    paid_for: str
    token: str
    created_at: datetime
    asked_by: str
    for_user: str | None = None  # who gets it from the team at once, and how much (B6)
    for_amount: int = 0
    from_balance: int = 0  # of that what the balance contributes: held from the intent until the charge is decided
    plans: int = 0  # how many plans it pays for, each by a line of its own: then no wallet gets it (B8)
    unearned: int = 0  # how much of it pays for no period of a plan, and goes back
    charge_status: ChargeStatus = ChargeStatus.NOT_YET
    failed_before: bool = False  # it is pending or completed after it had failed: it gives no member anything
    capture_id: str = ""
    order_id: str = ""
    reason: str = ""
    payer_email: str = ""
    captured: int = 0
    completed_at: datetime | None = None
    returns: Mapping[str, RefundFact] = field(default_factory=dict)
    disputes: Mapping[str, DisputeFact] = field(default_factory=dict)
    granted: int = 0
    fee: int = 0  # what PayPal keeps of it, as far as it has said so
    fee_booked: int = 0
    earned: int = 0  # of a payment for plans: what is revenue by now, and what is tax; the rest is deferred (B19)
    taxed: int = 0
    credit: int = 0  # of a payment for plans: for paid days of numbers that left, and what of it is booked (N13)
    credited: int = 0
    asks: int = 0  # how often PayPal was asked what became of it
    ask_at: datetime | None = None  # when to ask again
    limited: bool = False  # it counts toward the monthly limit of the admin who asked for it (T11)
    capped_by: str = ""  # the new PayPal wallet, by its payer's id there, whose first days it counts toward
    approved_by: str = ""  # the owner who approved what an admin asked for
    refund: AskedRefund | None = None  # the last one that was asked for (B18)
    version: int = 0

    def described(self, names: Mapping[str, str]) -> str:
        """Return what was bought: how many plans, or for which member, as a payment keeps ids only (I10)."""
        if self.plans > 1:
            return say_count("{count} number plan", "{count} number plans", self.plans)
        name = names.get(self.for_user or "")
        return say("Credits for {name}", name=name) if name else known(self.what)

    @property
    def people(self) -> tuple[str, ...]:
        """Return the ids of the people in it: who asked for it, who approved it, and who gets it."""
        return tuple(its_id for its_id in (self.asked_by, self.approved_by, self.for_user) if its_id)

    @property
    def request_id(self) -> str:
        """Return PayPal's request id of this charge, so that repeating the request never charges again."""
        return f"{self.payment_id}-1"

    @property
    def returned(self) -> int:
        """Return how much was refunded or reversed, or is about to be."""
        return sum(it.money for it in self.returns.values() if it.status is not RefundStatus.FAILED)

    @property
    def refunding(self) -> int:
        """Return how much was asked to be refunded, and is held until PayPal has answered."""
        return self.refund.amount if self.refund and self.refund.is_open else 0

    @property
    def refundable(self) -> int:
        """Return how much must go back: what its payer asked for, or what pays for nothing and is with us."""
        return self.refunding or min(self.due, max(0, self.unearned - self.returned))

    @property
    def gone(self) -> int:
        """Return how much of the captured money PayPal has taken back, or holds back."""
        return money_gone(self.disputes.values(), self.returns.values(), self.captured)

    @property
    def due(self) -> int:
        """Return what the wallet should have of this payment, in micro-dollars."""
        return self.captured - self.gone if self.charge_status is ChargeStatus.COMPLETED else 0

    @property
    def fee_due(self) -> int:
        """Return what PayPal keeps as its fee, less what it gave back of it with refunds."""
        if self.charge_status is not ChargeStatus.COMPLETED:
            return 0
        back = sum(it.fee for it in self.returns.values() if it.status is not RefundStatus.FAILED)
        return max(0, self.fee - back)

    @property
    def rest(self) -> int:
        """Return what of it is neither revenue nor tax; below zero, what its tax lacks while a dispute is open."""
        return self.granted - self.earned - self.taxed - self.credited + self.credit_tax

    @property
    def credit_due(self) -> int:
        """Return what of the credit for unused days is due: no more than what we have of the payment."""
        return min(self.credit, max(0, self.due - max(0, self.unearned - self.returned)))

    @property
    def credit_tax(self) -> int:
        """Return the tax in what is credited: it stays payable, and is no longer in what is deferred."""
        return self.credited * self.taxed // self.granted if self.granted else 0

    @property
    def deferred(self) -> int:
        """Return what of it is still to be earned, if it is for plans."""
        return max(0, self.rest)

    @property
    def used(self) -> int:
        """Return how much of a limit it uses, in micro-dollars: nothing if it failed, and not what went back (T11)."""
        return 0 if self.charge_status.has_failed else self.amount - min(self.amount, self.gone)

    @property
    def refund_id(self) -> str:
        """Return PayPal's request id of our next refund: the same until one is known, so that a retry refunds once."""
        if self.refund and self.refund.is_open:
            return self.refund.request_id
        return f"{self.payment_id}-back" + (f"-{len(self.returns)}" if self.returns else "")

    @property
    def is_final(self) -> bool:
        """Return whether the result of the charge is final."""
        return self.charge_status in (ChargeStatus.REFUSED, ChargeStatus.COMPLETED, ChargeStatus.DENIED)

    @property
    def is_disputed(self) -> bool:
        """Return whether a dispute of it is open."""
        return any(it.status is DisputeStatus.OPEN for it in self.disputes.values())

    @property
    def status(self) -> PaymentStatus:
        """Return the status that the facts amount to."""
        if self.charge_status is not ChargeStatus.COMPLETED:
            return BEFORE_COMPLETED[self.charge_status]
        if self.is_disputed:
            return PaymentStatus.DISPUTED
        back = [it for it in self.returns.values() if it.status is not RefundStatus.FAILED]
        if self.gone < self.captured or not self.captured:
            return PaymentStatus.COMPLETED
        return PaymentStatus.REVERSED if any(it.by_force for it in back) or not back else PaymentStatus.REFUNDED

    def retry_later(self, now: datetime) -> "Payment":
        """Schedule the next question to PayPal, each time later, as the charge is not final."""
        pause = _PAUSES[min(self.asks, len(_PAUSES) - 1)]
        return replace(self, asks=self.asks + 1, ask_at=now + pause, version=self.version + 1)

    def with_fact(self, fact: Fact) -> "Payment":
        """Add a fact to what is known; return the payment unchanged if the fact is not new."""
        match fact:
            case ChargeResult():
                return self._charged(fact)
            case RefundFact():
                known = self.returns.get(fact.refund_id)
                asked = self.refund and self.refund.answered_by(fact, is_new=known is None)
                return replace(self, returns={**self.returns, fact.refund_id: fact.joined(known or fact)}, refund=asked)
            case DisputeFact():
                dispute = fact.joined(self.disputes.get(fact.dispute_id, fact))
                return replace(self, disputes={**self.disputes, fact.dispute_id: dispute})

    def _charged(self, fact: ChargeResult) -> "Payment":
        is_another = bool(self.capture_id and fact.capture_id) and self.capture_id != fact.capture_id
        if is_another and not replaces(fact.charge_status, self.charge_status):
            return self
        if not is_another and not outweighs(fact.charge_status, self.charge_status):
            return replace(self, order_id=self.order_id or fact.order_id, fee=self.fee or fact.fee)
        return replace(
            self,
            charge_status=fact.charge_status,
            failed_before=self.failed_before or self.charge_status.has_failed,
            reason=fact.reason,
            capture_id=fact.capture_id or self.capture_id,
            order_id=self.order_id or fact.order_id,
            payer_email=self.payer_email or fact.payer_email,
            captured=fact.money if fact.charge_status is ChargeStatus.COMPLETED else self.captured,
            fee=fact.fee if is_another else self.fee or fact.fee,
        )

    def settle(self, wallet: Wallet, fact: Fact) -> tuple["Payment", Journal | None]:
        """Move the ledger to what is due; the journal is keyed by the fact that caused it."""
        moving, fee = self.due - self.granted, self.fee_due - self.fee_booked
        answered = self.refund if self.refund and self.refund.is_open and self.refund.refund_id else None
        refund, held = (answered.close(), answered.amount) if answered else (self.refund, 0)
        after = replace(self, granted=self.due, refund=refund, fee_booked=self.fee_due, version=self.version + 1)
        if not moving and not fee and not held:
            return after, None
        clearing = LedgerAccount(Outside.PAYPAL, self.payment_id), fee - moving
        lines = lines_of(clearing, (LedgerAccount(Outside.FEES, self.payment_id), -fee))
        about = {"payment_id": self.payment_id, "capture_id": self.capture_id}
        about |= {"approved_by": self.approved_by} if self.approved_by else {}
        if not moving and not held:
            return after, Journal(f"fee:{self.capture_id}:{self.version}", Kind.FEE, lines, about)
        after = replace(after, credited=after.credit_due)
        after = replace(after, earned=max(0, after.earned - max(0, -after.rest)))
        if answered:
            lines += end_hold(wallet, answered.held_in, held, moving)
        else:
            lines += self._lines(wallet, moving, after)
        kind = Kind.PLANS if self.plans and isinstance(fact, ChargeResult) and moving > 0 else kind_of(fact, moving)
        payer = self.wallet if self.plans else ""
        return after, Journal(cause(fact, self.capture_id, self.version), kind, lines, about, payer)

    def _lines(self, wallet: Wallet, moving: int, after: "Payment") -> tuple[Line, ...]:
        if self.plans:
            earned, tax = after.earned - self.earned, after.credit_tax - self.credit_tax
            rest = move_rest(self.payment_id, self.rest, after.rest, earned, tax)
            moved = after.credited - self.credited
            return rest + (wallet.change_by(moved) if moved else ())
        return wallet.change_by(moving)


_PAUSES = [timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1)]
