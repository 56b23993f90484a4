"""Charges the price of a text before it is sent, and refunds it if it was not (B11)."""

from contracts.messages import MessageFailed, MessagePaid, MessageRefused, MessageRequested
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.problems import CreditsUsedUp, DailySpendReached, SpendLimitReached
from services.billing.use_cases.credits.spend_credits import refund_credits, spend_credits

_TEXTS = "texts"


def charge_message(work: UnitOfWork, event: MessageRequested) -> None:
    """Charge the text, or refuse it. However often the event arrives, the text is charged once."""
    about = {
        "message_id": event.message_id,
        "number_id": event.number_id,
        "parts": str(event.parts),
        "place": event.place,
        "deck": event.deck,
    }
    try:
        spend_credits(
            work,
            account_id=event.user_id,
            amount=event.amount,
            cause=_cause(event.message_id),
            what=_TEXTS,
            about=about,
        )
    except (CreditsUsedUp, DailySpendReached, SpendLimitReached) as refusal:
        work.publish(MessageRefused(message_id=event.message_id, reason=_REASONS[type(refusal)]))
    else:
        work.publish(MessagePaid(message_id=event.message_id, amount=event.amount))


def refund_message(work: UnitOfWork, event: MessageFailed) -> None:
    """Refund the price of a text that was not sent, once."""
    refund_credits(work, account_id=event.user_id, cause=_cause(event.message_id))


_REASONS = {
    CreditsUsedUp: "insufficient_credits",
    DailySpendReached: "daily_spend_limit",
    SpendLimitReached: "spend_limit_reached",
}


def _cause(message_id: str) -> str:
    return f"message:{message_id}"
