"""The door to the bus: numbers reacts to events by the reactions to their source."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.numbers import wiring


def _to_billing() -> Reactions:
    from services.numbers.reactions.to_billing import reactions

    return reactions


def _to_identity() -> Reactions:
    from services.numbers.reactions.to_identity import reactions

    return reactions


def _to_numbers() -> Reactions:
    from services.numbers.reactions.to_numbers import reactions

    return reactions


def _to_teams() -> Reactions:
    from services.numbers.reactions.to_teams import reactions

    return reactions


consumer = Consumer(
    "numbers",
    wiring.table,
    {"billing": _to_billing, "identity": _to_identity, "numbers": _to_numbers, "teams": _to_teams},
    moved=(
        "CarrierEventReceived",
        "MessageDue",
        "MessagePaid",
        "MessageRefused",
        "NumberApproved",
        "PortInApproved",
        "PortInCancelled",
        "PortInCompleted",
        "PortInDue",
        "PortInNoticeDue",
        "RestorationApproved",
    ),
)
handler = consumer.handler
