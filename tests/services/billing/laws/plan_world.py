"""Number plans in the world around billing: ordered, charged as time goes by, not provided, refunded."""

from dataclasses import dataclass, field
from typing import Any

from services.billing.domain.payment_fact import RefundFact, RefundStatus
from services.billing.domain.plan import Subscription
from tests.services.billing.laws.charge_world import ChargeWorld
from tests.services.billing.laws.world import BEGINNING


@dataclass
class PlanWorld(ChargeWorld):
    """A world with plans."""

    plans: list[str] = field(default_factory=list)
    refunds: dict[str, RefundFact] = field(default_factory=dict)

    def want(self, payer: str, plan_id: str, comes: Any) -> None:
        """Order a number."""
        name = self.fresh("sub")
        plan = Subscription(name, name, name, "+14155551000", plan_id, payer, payer, "acc_owner", BEGINNING)
        self.billing.create_plan(plan)
        self.plans.append(name)
        self.charge_first(name, comes)

    def charge_first(self, plan: str, comes: Any) -> None:
        """Charge the first period: as the number was ordered, or as the event comes again."""
        self.begin_charge(comes, "charge_first", plan)

    def plan_due(self, plan: str, comes: Any) -> None:
        """Let time go by until the plan is due."""
        self.begin_charge(comes, "plan_due", plan)

    def try_now(self, plan: str, comes: Any) -> None:
        """Attach a wallet of the payer."""
        self.begin_charge(comes, "try_now", plan)

    def plan_asked(self, plan: str, what: str) -> None:
        """Send a request about a plan to billing."""
        self._asked("plan_asked", plan, what)

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
