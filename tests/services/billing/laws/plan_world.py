"""Number plans in the world around billing: ordered, charged as time goes by, not provided, refunded."""

from dataclasses import dataclass, field
from typing import Any

from services.billing.domain.payment_fact import ChargeResult, ChargeStatus, RefundFact, RefundStatus
from services.billing.domain.plan import Subscription
from tests.services.billing.laws.world import BEGINNING, AtPayPal, Charge, World

LATE = "late"  # PayPal's answer is lost and the charge given up; in the end it was made


@dataclass
class PlanWorld(World):
    """A world with plans."""

    plans: list[str] = field(default_factory=list)
    refunds: dict[str, RefundFact] = field(default_factory=dict)

    def want(self, payer: str, plan_id: str, comes: Any) -> None:
        """Order a number."""
        name = self.fresh("sub")
        plan = Subscription(name, name, name, "+14155551000", plan_id, payer, payer, "acc_owner", BEGINNING)
        self.plans.append(name)
        self._charge(self.billing.open_plan(plan), comes)

    def due(self, plan: str, comes: Any) -> None:
        """Let time go by until the plan is due."""
        self._charge(self.billing.plan_due(plan), comes)

    def attach(self, plan: str, comes: Any) -> None:
        """Attach a wallet of the payer."""
        self._charge(self.billing.try_now(plan), comes)

    def order_fails(self, plan: str) -> None:
        """Fail the order, as the carrier has no number for it."""
        self.tell("order_failed", self.fresh("evt"), plan)

    def pay_back(self) -> None:
        """Send the refunds that are due to PayPal; one request id is one refund, however often it comes."""
        for payment_id, request_id, amount in self.billing.refunds_due():
            truth = self.paypal[payment_id]
            if request_id not in self.refunds:
                money = min(amount, truth.left)
                if request_id.startswith("rfd") and money < amount:
                    self.tell("refused", payment_id, request_id)
                    continue
                if money <= 0:
                    continue
                truth.returned += money
                self.refunds[request_id] = RefundFact(self.fresh("ref"), money, RefundStatus.COMPLETED)
            self.tell("learn", payment_id, self.refunds[request_id])

    def quiet(self) -> None:
        """Deliver everything, and refund what is due."""
        super().quiet()
        while True:
            self.pay_back()
            if not self.messages:
                return
            super().quiet()

    def _charge(self, charge: Charge | None, comes: Any) -> None:
        if charge is None:
            return
        payment_id, money = charge
        truth = self.paypal[payment_id] = AtPayPal(money, ChargeStatus.COMPLETED if comes == LATE else comes)
        if comes == LATE:
            self.tell("learn", payment_id, ChargeResult(ChargeStatus.REFUSED, reason="NEVER_ARRIVED"))
        self.tell_charge(payment_id, truth)
