"""The door to the bus: identity reacts to events by the reactions to their source."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.identity import wiring


def _to_identity() -> Reactions:
    from services.identity.reactions.to_identity import reactions

    return reactions


def _to_ses() -> Reactions:
    from services.identity.reactions.to_ses import reactions

    return reactions


def _to_teams() -> Reactions:
    from services.identity.reactions.to_teams import reactions

    return reactions


consumer = Consumer("identity", wiring.table, {"identity": _to_identity, "ses": _to_ses, "teams": _to_teams})
handler = consumer.handler
