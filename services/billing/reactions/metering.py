"""The reaction of billing to what was used: many events at once, those of a person's wallet together."""

from contracts.calls import CallEnded
from contracts.event import Event
from contracts.messages import MessageReceived, MessageRequested
from kernel.bus.batch_consumer import BatchReaction
from services.billing.stores.usage import place_of
from services.billing.use_cases.usage.meter_usage import items_of, meter_usage


def _wallet_of(event: Event) -> str:
    return getattr(event, "user_id", None) or ""


reaction = BatchReaction((MessageRequested, MessageReceived, CallEnded), _wallet_of, items_of, meter_usage, place_of)
