"""Faults of our account at the carrier: no user is to blame, and what would fail is paused until it works again. Pure.

One that pauses `both` stops texts and orders alike; another stops what was asked for. After `probe_after` one request
is let through: it opens what is paused, or pauses it again. `advice` is for the operator.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

PROBE_TAKES = timedelta(minutes=1)  # for so long no other request is let through
BUSY = "10011"
_A_WHILE, _A_MOMENT = timedelta(minutes=5), timedelta(seconds=30)


class Area(StrEnum):
    """What is paused."""

    TEXTS = "texts"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class AccountFault:
    """A fault: what to do about it, and what it stops. `of_profile`: only the texts of one messaging profile."""

    advice: str
    both: bool = False
    of_profile: bool = False
    probe_after: timedelta = _A_WHILE


_KEY = AccountFault("The carrier doesn't accept our API key: store one that works as `carrier_api_key`.", both=True)
_LEVEL = AccountFault("Have the account verified at the carrier: portal, Account, Verifications.")
_FEATURE = AccountFault("Have the carrier enable it for our account, or upgrade the account's level.")
ACCOUNT_FAULTS: dict[str, AccountFault] = {
    "10009": _KEY,
    "10010": AccountFault("The key lacks a permission: see its permission groups in the carrier's portal."),
    BUSY: AccountFault("We ask too often: it passes; if it stays, ask for a higher limit.", probe_after=_A_MOMENT),
    "10035": AccountFault("The carrier has locked a resource: ask its support why."),
    "10038": _FEATURE,
    "10039": _FEATURE,
    "20001": _KEY,
    "20002": _KEY,
    "20003": _KEY,
    "20006": _KEY,
    "20008": _KEY,
    "20012": AccountFault("The account is inactive: pay what is due, then ask the carrier's support.", both=True),
    "20013": AccountFault("The account is blocked: ask the carrier's support why, now.", both=True),
    "20014": _LEVEL,
    "20015": _FEATURE,
    "20016": _LEVEL,
    "20017": _LEVEL,
    "20100": AccountFault("The balance is used up: pay in, and switch on automatic recharge.", both=True),
    "40312": AccountFault("The messaging profile is disabled: enable it in the carrier's portal.", of_profile=True),
    "40314": AccountFault("The carrier has disabled texts for our account: ask its support why, now."),
    "40318": AccountFault("Its queue of our texts is full: it passes; else ask for more.", probe_after=_A_MOMENT),
    "40331": AccountFault("The messaging profile lacks the countries that it may text to: add them.", of_profile=True),
    "40333": AccountFault("The messaging profile has reached its daily spend limit: raise it.", of_profile=True),
    "85007": AccountFault("We hold too many reservations at the carrier: delete old ones, or ask for a higher limit."),
}


def find_fault_code(codes: list[str]) -> str:
    """Return the first of these codes that is a fault of our account, or ""."""
    return next((code for code in codes if code in ACCOUNT_FAULTS), "")


@dataclass(frozen=True, slots=True)
class Pause:
    """What is paused, by which code, since when, and when the next request is let through.

    `holder` is whose texts are paused; empty for everyone's.
    """

    area: Area
    code: str
    since: datetime
    probe_at: datetime
    holder: str = ""
    version: int = 0

    def is_closed(self, now: datetime) -> bool:
        """Return whether nothing is let through at this instant."""
        return now < self.probe_at

    def probe(self, now: datetime) -> "Pause":
        """Let one request through: the next one only if this one ends without a word."""
        return replace(self, probe_at=now + PROBE_TAKES)


def pauses_of(code: str, area: Area, holder: str, now: datetime) -> list[Pause]:
    """Return what a fault pauses that was met by a request of this area, and of this holder for a text."""
    fault = ACCOUNT_FAULTS[code]
    areas = list(Area) if fault.both else [area]
    whose = holder if fault.of_profile else ""
    return [Pause(it, code, now, now + fault.probe_after, whose) for it in areas]
