"""The door to the bus for usage: texts, received calls and voicemail, many in one transaction (decision 060)."""

from kernel.bus.batch_consumer import BatchConsumer, BatchReaction
from services.billing import wiring


def _load() -> BatchReaction:
    from services.billing.reactions.metering import reaction

    return reaction


metering = BatchConsumer("billing", wiring.table, _load)
handler = metering.handler
