"""The responses about what people have and are given (B4, B6)."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Self

from contracts.money import Money
from kernel.http.models import View
from services.billing.domain.alert import level_of
from services.billing.domain.grant import usable_grants
from services.billing.domain.ledger import Wallet
from services.billing.domain.parts import CALLING, team_part
from services.billing.domain.person import Person
from services.billing.domain.spent import spent_in_month
from services.billing.http.grant_views import GrantLeft

if TYPE_CHECKING:
    from services.billing.domain.allowance import Allowance

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
    `spent_this_month` is what counts toward the spend limit in this month of UTC, with what calls hold; null without
    a limit. `not_returned` is what the team lacked of these credits when it undid their removal (decision 075).
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
    spent_this_month: Money | None = None
    allowance: Money | None = None
    level: Literal["enough", "low", "empty"] = "enough"
    not_returned: Money | None = None

    @classmethod
    def of(
        cls, person: Person, wallet: Wallet, team_id: str | None, allowance: "Allowance | None", now: datetime
    ) -> Self:
        """Return the view of a wallet; of what teams gave and give each month it shows only this team's."""
        from_team = wallet.part(team_part(team_id)) if team_id else 0
        granted = sum(usable_grants(wallet, now).values())
        balance = granted + from_team + wallet.available
        limit = person.spend_limit
        return cls(
            user_id=person.account_id,
            balance=Money.of(balance),
            granted=Money.of(granted),
            expires_next=GrantLeft.first_of(wallet, now),
            from_team=Money.of(from_team),
            own=Money.of(wallet.available),
            held=Money.of(wallet.set_aside),
            owed=Money.of(wallet.owed),
            spend_limit=None if limit is None else Money.of(limit),
            spent_this_month=None if limit is None else Money.of(max(spent_in_month(wallet, now), 0)),
            allowance=Money.of(allowance.amount) if allowance and allowance.is_for(person) else None,
            level=level_of(wallet, balance + wallet.part(CALLING)) or "enough",
            not_returned=Money.of(person.not_returned) if person.not_returned else None,
        )
