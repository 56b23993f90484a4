"""The door to the bus: billing reacts to events by the reactions to their source."""

from kernel.bus.consumer import Consumer
from kernel.bus.reactions import Reactions
from services.billing import wiring


def _to_billing() -> Reactions:
    from services.billing.reactions.to_billing import reactions

    return reactions


def _to_identity() -> Reactions:
    from services.billing.reactions.to_identity import reactions

    return reactions


def _to_teams() -> Reactions:
    from services.billing.reactions.to_teams import reactions

    return reactions


consumer = Consumer(
    "billing",
    wiring.table,
    {"billing": _to_billing, "identity": _to_identity, "teams": _to_teams},
    moved=(
        "ClosedPlansDue",
        "CreditRefundDue",
        "HolderPlansDue",
        "MessageFailed",
        "MessageRequested",
        "NumberActivated",
        "NumberAssigned",
        "NumberCancelled",
        "NumberHandedOver",
        "NumberKept",
        "NumberMoved",
        "NumberOrderFailed",
        "NumberRequested",
        "NumberUnassigned",
        "PlanLinesDue",
        "PlanRefundDue",
        "PlansDue",
        "PlansReviewDue",
        "WalletDetached",
    ),
)
handler = consumer.handler
