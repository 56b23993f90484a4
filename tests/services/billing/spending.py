"""What tests do to have a person spend: by a text of this price, through the same use case as all usage."""

from datetime import datetime

from contracts.messages import MessageFailed, MessageRequested
from kernel import clock
from kernel.bus.batch_consumer import Delivery
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Problem
from services.billing.domain.problems import CreditsUsedUp, DailySpendReached, SpendLimitReached
from services.billing.use_cases.usage.meter_usage import meter_usage
from services.billing.use_cases.usage.refund_text import refund_text

_REFUSALS: dict[str, type[Problem]] = {
    "insufficient_credits": CreditsUsedUp,
    "daily_spend_limit": DailySpendReached,
    "spend_limit_reached": SpendLimitReached,
}


def spend_credits(
    work: UnitOfWork, *, account_id: str, amount: int, cause: str, requested_at: datetime | None = None
) -> None:
    """Debit a text of this amount, once for its cause; raise why it is refused."""
    text = MessageRequested(
        message_id=cause,
        number_id="num_1",
        user_id=account_id,
        parts=1,
        amount=amount,
        place="United States",
        deck="2026-11",
        country="US",
        requested_at=requested_at or work.now,
    )
    meter_usage(work, [Delivery(text, clock.now(), work.context, "m1")])
    refused = [it.data["reason"] for it in work._events if it.type == "MessageRefused"]
    if refused:
        raise _REFUSALS[refused[0]]


def refund_credits(work: UnitOfWork, *, account_id: str, cause: str, requested_at: datetime | None = None) -> None:
    """Give back the price of a text that was not sent, once."""
    about = {"number_id": "num_1", "reason": "40001", "requested_at": requested_at}
    refund_text(work, MessageFailed.model_validate(about | {"message_id": cause, "user_id": account_id}))
