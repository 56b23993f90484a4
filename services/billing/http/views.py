"""The responses of billing's routes."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self

from contracts.money import Money
from contracts.payment_reasons import write_reason
from kernel import clock
from kernel.dynamodb.transact_items import Item
from kernel.http.models import View
from services.billing.domain.alert import level_of
from services.billing.domain.grant import usable_grants
from services.billing.domain.ledger import HELD, Wallet, team_part
from services.billing.domain.payment_status import PaymentStatus
from services.billing.domain.person import Payer, Person
from services.billing.http.actor_views import By
from services.billing.http.grant_views import GrantLeft
from services.billing.http.schemas import AutoTopUp

if TYPE_CHECKING:
    from services.billing.domain.allowance import Allowance
    from services.billing.domain.payment import Payment
    from services.billing.stores.payment_methods import Method

_OPEN = (PaymentStatus.CREATED, PaymentStatus.UNKNOWN, PaymentStatus.PENDING)


class PaymentMethod(View):
    """The PayPal wallet that pays by default (B1)."""

    kind: Literal["paypal"] = "paypal"
    payer_email: str
    status: Literal["active", "broken"]
    step_up_above: Money

    @classmethod
    def of(cls, method: "Method") -> Self:
        """Return the view of an attached wallet."""
        return cls(
            payer_email=method.payer_email,
            status="active" if method.works else "broken",
            step_up_above=Money.of(method.step_up_above),
        )


class Billing(View):
    """Who pays, with which payment method, and the balance."""

    payer: Payer
    payment_method: PaymentMethod | None
    balance: Money
    held: Money
    owed: Money
    auto_top_up: AutoTopUp | None
    topped_up: Money  # automatically, in this month (UTC)


class Setup(View):
    """An approval at PayPal that the payer has yet to give."""

    setup_id: str
    approve_url: str


class Purchase(View):
    """A purchase and how far it is."""

    payment_id: str
    status: Literal["completed", "pending", "failed"]
    amount: Money

    @classmethod
    def of(cls, payment: "Payment") -> Self:
        """Return the view of a payment for credits."""
        done = payment.status not in _OPEN
        return cls(
            payment_id=payment.payment_id, status="completed" if done else "pending", amount=Money.of(payment.amount)
        )


AllocationStatus = Literal["completed", "pending", "not_given"]


class Allocation(View):
    """Credits for a member: theirs, or pending until PayPal has completed the charge of what was short.

    `not_given`: the charge failed, or its money stays with the team, which owed more by then than when it was
    requested, or which the member has left.
    """

    allocation_id: str
    user_id: str
    amount: Money
    charged: Money
    payment_id: str | None
    status: AllocationStatus

    @classmethod
    def of(
        cls,
        allocation_id: str,
        user_id: str,
        amount: int,
        *,
        charged: int,
        payment_id: str | None = None,
        status: AllocationStatus = "completed",
    ) -> Self:
        """Return the view of an allocation, of which a part may have been charged."""
        return cls(
            allocation_id=allocation_id,
            user_id=user_id,
            amount=Money.of(amount),
            charged=Money.of(charged),
            payment_id=payment_id,
            status=status,
        )


class UserCredits(View):
    """What a person has: granted until a day (B18), given by the team, and their own (B4); used in this order.

    `allowance` is what the team gives them each month (B6), `level` when they are notified of what they have (B7).
    """

    user_id: str
    balance: Money
    granted: Money
    expires_next: GrantLeft | None
    from_team: Money
    own: Money
    held: Money
    owed: Money
    spend_limit: Money | None
    allowance: Money | None = None
    level: Literal["enough", "low", "empty"] = "enough"

    @classmethod
    def of(
        cls, person: Person, wallet: Wallet, team_id: str | None, allowance: "Allowance | None", now: datetime
    ) -> Self:
        """Return the view of a wallet; of what teams gave and give each month it shows only this team's."""
        from_team = wallet.part(team_part(team_id)) if team_id else 0
        granted = sum(usable_grants(wallet, now).values())
        balance = granted + from_team + wallet.available
        return cls(
            user_id=person.account_id,
            balance=Money.of(balance),
            granted=Money.of(granted),
            expires_next=GrantLeft.first_of(wallet, now),
            from_team=Money.of(from_team),
            own=Money.of(wallet.available),
            held=Money.of(wallet.part(HELD)),
            owed=Money.of(wallet.owed),
            spend_limit=Money.of(person.spend_limit) if person.spend_limit is not None else None,
            allowance=Money.of(allowance.amount) if allowance and allowance.is_for(person) else None,
            level=level_of(wallet, balance) or "enough",
        )


class PaymentView(View):
    """A payment, by whom it was asked for, and how much of it was returned, or is being refunded.

    `refundable`: credits of it that are unspent can be refunded to its payer; a quote says how much.
    """

    payment_id: str
    status: PaymentStatus
    what: str
    amount: Money
    credited: Money
    returned: Money
    refunding: Money
    refundable: bool
    created_at: datetime
    completed_at: datetime | None
    reason: str | None
    reason_text: str | None
    paypal_id: str | None
    payer_email: str | None
    user_id: str | None
    requested_by: By | None
    approved_by: By | None

    @classmethod
    def of(cls, payment: "Payment", names: Mapping[str, str], now: datetime) -> Self:
        """Return the view of a payment, with the names of people by their ids."""
        from services.billing.domain.credit_refund import is_refundable

        return cls(
            payment_id=payment.payment_id,
            status=payment.status,
            what=payment.described(names),
            requested_by=By.of(payment.asked_by, names),
            approved_by=By.of(payment.approved_by, names),
            amount=Money.of(payment.amount),
            credited=Money.of(payment.granted),
            returned=Money.of(payment.gone),
            refunding=Money.of(payment.refunding),
            refundable=is_refundable(payment, now) and payment.due > 0 and not payment.refunding,
            created_at=payment.created_at,
            completed_at=payment.completed_at,
            reason=payment.reason or None,
            reason_text=write_reason(payment.reason),
            paypal_id=payment.capture_id or None,
            payer_email=payment.payer_email or None,
            user_id=payment.for_user,
        )


class Signed(View):
    """Money that may be negative: a change."""

    amount: str
    currency: Literal["USD"] = "USD"

    @classmethod
    def of(cls, micros: int) -> Self:
        """Return a change of `micros` micro-dollars."""
        return cls(amount=("-" if micros < 0 else "") + Money.of(abs(micros)).amount)


class InvoiceOf(View):
    """The invoice of a payment."""

    invoice_id: str
    number: str


class EntryView(View):
    """One entry of a wallet: what changed, and the balance and what is owed after it.

    `paid` went through PayPal, or came back if it is below zero; `to` is who got credits from the wallet, or for whom
    they were set aside. A payment for number plans changes no balance.
    """

    entry_id: str
    at: datetime
    kind: str
    amount: Signed
    held: Signed
    balance: Signed
    owed: Signed
    paid: Signed
    about: dict[str, str]
    by: By | None
    to: By | None
    invoice: InvoiceOf | None

    @classmethod
    def of(
        cls, item: Item, after: tuple[int, int], names: Mapping[str, str], numbers: Mapping[str, tuple[str, str]]
    ) -> Self:
        """Return the view of an entry, with the balance and what is owed after it, both in micro-dollars.

        `names` are those of people by their ids, `numbers` the id and number of invoices by their payments.
        """
        invoice = numbers.get(item["about"].get("payment_id", ""))
        return cls(
            by=By.of(item["actor"], names),
            to=By.of(item["about"].get("user_id", ""), names),
            invoice=InvoiceOf(invoice_id=invoice[0], number=invoice[1]) if invoice else None,
            paid=Signed.of(item.get("paid", 0)),
            entry_id=item["cause"],
            at=clock.from_text(item["at"]),
            kind=item["kind"],
            amount=Signed.of(item["amount"]),
            held=Signed.of(item["parts"].get(HELD, 0)),
            balance=Signed.of(after[0]),
            owed=Signed.of(after[1]),
            about=item["about"],
        )


class CheckView(View):
    """A wallet, recomputed from its entries (B16)."""

    wallet: str
    checked_at: datetime
    balance: Signed
    by_entries: Signed
    difference: Signed
