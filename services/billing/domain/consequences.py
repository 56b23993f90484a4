"""What an action that ends or changes a place on a team does to credits and plans, said before it happens. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from contracts.consequences import Action, Consequence, Fate, Kind
from contracts.money import Money
from services.billing.domain.grant import usable_grants
from services.billing.domain.ledger import Wallet
from services.billing.domain.parts import OWN, team_part

_FROM_TEAM: dict[Action, Fate] = {"suspend": "paused", "hand_over": "stays", "dissolve": "owner"}
_OWN: dict[Action, Fate] = {"close": "ends", "suspend": "stays", "hand_over": "stays"}
_RENEWALS: dict[Action, Fate] = {"suspend": "stays", "hand_over": "owner", "close": "ends"}


@dataclass(frozen=True)
class Affected:
    """The wallet concerned, and what goes with it: micro-dollars, and plans that are renewed."""

    wallet: Wallet
    refundable: int = 0
    allowance: int = 0
    spend_limit: int | None = None
    tops_up: bool = False
    plans: int = 0  # more than so many with `is_least`
    is_least: bool = False


def of_person(action: Action, of: Affected, team_id: str | None, now: datetime) -> list[Consequence]:
    """Return what becomes of a person's credits by part, of their allowance and limit, and who pays for their plans."""
    from_team = of.wallet.part(team_part(team_id)) if team_id else 0
    amounts: list[tuple[Kind, Fate, int]] = [
        ("credits_from_team", _FROM_TEAM.get(action, "team"), from_team),
        ("credits_own", _OWN.get(action, "person"), of.wallet.part(OWN)),
        ("credits_granted", _OWN.get(action, "person"), sum(usable_grants(of.wallet, now).values())),
        ("refundable", "person", of.refundable),
        ("owed", "person", of.wallet.owed),
        ("allowance", "paused" if action == "suspend" else "ends", of.allowance),
        ("spend_limit", "stays" if action == "suspend" else "ends", of.spend_limit or 0),
    ]
    return [*_amounts(amounts), *_renewals(action, of), Consequence(kind="receipts", fate="stays")]


def of_team(action: Action, of: Affected) -> list[Consequence]:
    """Return what becomes of a team's balance and of what it owes, of its top-up, and who pays for its plans."""
    fate: Fate = "ends" if action == "close" else "owner"
    amounts: list[tuple[Kind, Fate, int]] = [
        ("team_balance", fate, of.wallet.available),
        ("refundable", "person", of.refundable),
        ("owed", "owner", of.wallet.owed),
    ]
    ends = [Consequence(kind="auto_top_up", fate="ends")] if of.tops_up else []
    renewals = _renewals(action, of)
    return [*_amounts(amounts), *ends, *renewals, Consequence(kind="receipts", fate="stays")]


def _amounts(of: Iterable[tuple[Kind, Fate, int]]) -> list[Consequence]:
    return [Consequence(kind=kind, fate=fate, amount=Money.of(amount)) for kind, fate, amount in of if amount]


def _renewals(action: Action, of: Affected) -> list[Consequence]:
    """Return who pays for plans from the next renewal on."""
    fate = _RENEWALS.get(action, "person")
    return [Consequence(kind="payer", fate=fate, count=of.plans, is_least=of.is_least)] if of.plans else []
