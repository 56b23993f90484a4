"""When a wallet is low or empty, and what a change of its money does to the alert of its holder (B7). Pure.

Alerts go by what is left to the holder: what is free, and what is set aside for running calls (parts.is_left).
"""

from dataclasses import dataclass
from typing import Literal

from services.billing.domain.ledger import Wallet

Level = Literal["", "low", "empty"]
LOW_TEAM = 5_000_000  # below this, unless the owner has said otherwise, a balance is low
LOW_PERSON = 1_000_000
CHEAPEST_TEXT = 7_500  # a person with less cannot send a text: their credits are used up
_SEVERITY = {"": 0, "low": 1, "empty": 2}


@dataclass(frozen=True, slots=True)
class Alert:
    """What a change does to the alert of a wallet, and the micro-dollars left beforehand for which it does so.

    The write is refused unless what is left is at least `least` and below `below`, so that no crossing is missed. A
    fall that is published needs no condition: whether the holder is notified is decided after the commit.
    `revision` is the number of changes of the alert, this one included.
    """

    before: str
    after: str
    low_at: int | None
    fell: bool = False
    least: int | None = None
    below: int | None = None
    revision: int = 0

    @property
    def rose(self) -> bool:
        """Return whether the wallet was filled again."""
        return self.before != self.after


def level_of(wallet: Wallet, amount: int) -> Level:
    """Return the level at which a wallet is with so many micro-dollars left."""
    if amount < _enough(wallet):
        return "empty"
    return "low" if amount < _plenty(wallet) else ""


def is_worse(level: str, than: str) -> bool:
    """Return whether a level is more severe than another."""
    return _SEVERITY[level] > _SEVERITY[than]


def ceiling(wallet: Wallet, level: str) -> int | None:
    """Return the micro-dollars below which a wallet is at this level or a more severe one, or None."""
    return {"": None, "low": _plenty(wallet), "empty": _enough(wallet)}[level]


def decide_alert(wallet: Wallet, by: int) -> Alert:
    """Decide what a change of what is left by so many micro-dollars does to the alert."""
    level = level_of(wallet, wallet.left + by)
    if by < 0 and is_worse(level, wallet.alert):
        return Alert(wallet.alert, wallet.alert, wallet.low_at, fell=True)
    if by < 0:
        return Alert(wallet.alert, wallet.alert, wallet.low_at, least=_moved(_floor(wallet, wallet.alert), by))
    after = level if is_worse(wallet.alert, level) else wallet.alert
    least = _moved(_floor(wallet, level), by) if after != wallet.alert else None
    below, revision = _moved(ceiling(wallet, after), by), wallet.alert_revision + 1
    return Alert(wallet.alert, after, wallet.low_at, least=least, below=below, revision=revision)


def note_level(wallet: Wallet, level: Level) -> Alert:
    """Return the alert by which the holder is notified of a level, while the wallet is not above it."""
    below, revision = ceiling(wallet, level), wallet.alert_revision + 1
    return Alert(wallet.alert, level, wallet.low_at, below=below, revision=revision)


def _floor(wallet: Wallet, level: str) -> int | None:
    """Return the least micro-dollars with which a wallet is at this level or a better one, or None."""
    return {"": _plenty(wallet), "low": _enough(wallet), "empty": None}[level]


def _plenty(wallet: Wallet) -> int:
    usual = LOW_TEAM if wallet.is_team else LOW_PERSON
    return max(_enough(wallet), usual if wallet.low_at is None else wallet.low_at)


def _enough(wallet: Wallet) -> int:
    return 1 if wallet.is_team else CHEAPEST_TEXT


def _moved(bound: int | None, by: int) -> int | None:
    return None if bound is None else bound - by
