"""What is left of an account or a team, before it is closed or dissolved (I10, B18)."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from contracts.app_stores import link_to_store
from contracts.money import Money
from contracts.store_subscriptions import AppStoreName
from kernel.http.models import View
from services.billing.domain.person import Payer

if TYPE_CHECKING:
    from services.billing.domain.payment import Payment
    from services.billing.domain.plan import Subscription
    from services.billing.domain.store_subscription import StoreSubscription


class RefundablePayment(View):
    """A payment, and how much of it can go back to the PayPal wallet that paid it."""

    payment_id: str
    paid_at: datetime
    amount: Money
    payer_email: str | None

    @classmethod
    def of(cls, payment: "Payment", amount: int) -> Self:
        """Return the view of a payment of which so much can go back."""
        return cls(
            payment_id=payment.payment_id,
            paid_at=payment.completed_at or payment.created_at,
            amount=Money.of(amount),
            payer_email=payment.payer_email or None,
        )


class PaidNumber(View):
    """A number, and until when its plan is paid: to us, or in the app store that `store` names."""

    phone_number: str
    paid_through: datetime
    store: AppStoreName | None

    @classmethod
    def of(cls, plan: "Subscription") -> Self:
        """Return the view of a running plan."""
        store = plan.store if plan.paid_in_store else None
        return cls(phone_number=plan.phone_number, paid_through=plan.paid_through, store=store)


class RenewingStore(View):
    """A subscription that an app store goes on charging for until it is canceled there, at `manage_url`."""

    store: AppStoreName
    manage_url: str

    @classmethod
    def of(cls, it: "StoreSubscription") -> Self:
        """Return the view of a subscription that renews."""
        return cls(store=it.store.value, manage_url=link_to_store(it.store.value))


class Leftover(View):
    """What is left: credits, and numbers with paid days.

    `balance` is the team's, or what the person bought; `granted` are credits from Teamline, and `from_team` what their
    team gave: neither is ever refunded. `refundable` is the sum of `refunds`: of the last payments, newest first.
    `numbers` are some of those that are paid for, the next due first; `renews_in` is what the person has to cancel in
    an app store, as only they can.
    """

    payer: Payer
    balance: Money
    granted: Money
    from_team: Money
    held: Money
    owed: Money
    refundable: Money
    refunds: list[RefundablePayment]
    numbers: list[PaidNumber]
    renews_in: list[RenewingStore]
    more_payments: bool
    more_numbers: bool
