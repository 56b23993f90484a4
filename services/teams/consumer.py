"""The door to the bus: teams reacts to events by the reactions to their source."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.teams import wiring


def _to_billing() -> Reactions:
    from services.teams.reactions.to_billing import reactions

    return reactions


def _to_identity() -> Reactions:
    from services.teams.reactions.to_identity import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.teams.reactions.to_numbers import reactions

    return reactions


def _to_ses() -> Reactions:
    from services.teams.reactions.to_ses import reactions

    return reactions


def _to_teams() -> Reactions:
    from services.teams.reactions.to_teams import reactions

    return reactions


consumer = Consumer(
    "teams",
    wiring.table,
    {"billing": _to_billing, "identity": _to_identity, "numbers": _to_numbers, "ses": _to_ses, "teams": _to_teams},
)
handler = consumer.handler
