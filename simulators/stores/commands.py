"""Commands to a simulated store: what happens to whose subscription, and when."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from simulators.stores.catalog import PRODUCTS, Product
from simulators.stores.instants import now, parse_instant, parse_ms, to_ms

Json = dict[str, Any]
_ENVIRONMENTS = {"sandbox": True, "production": False}
_NAMES = ("phone_number", "account_id")  # of the person, who is one customer of the store by either


@dataclass(frozen=True)
class Command:
    """One event that is to happen."""

    event: str
    at: datetime | None = None
    customer: str = ""  # a phone number or an account's id; the store itself does not send it to the app
    account_token: str = ""  # what the app gave the store when it asked for the purchase
    subscription_id: str = ""
    period: str = ""  # the key of the paid period that a refund is for
    product: Product | None = None
    sandbox: bool = False
    outside: bool = False  # bought in the store's own settings, without the app
    days: int = 7  # that an extension or a grace period lasts
    percent: int = 100  # of the price that is refunded


def next_by(due: list[Command], as_of: datetime) -> Command | None:
    """Return the earliest of what is due, if that is by then."""
    dated = [(one.at, one) for one in due if one.at and one.at <= as_of]
    return min(dated, key=lambda pair: pair[0])[1] if dated else None


class NamesSubscription(Protocol):
    """What a subscription can be found by."""

    id: str
    customer: str
    sandbox: bool

    @property
    def account_token(self) -> str:
        """Return what the app gave the store."""


Found = TypeVar("Found", bound=NamesSubscription)


def parse(body: object) -> Command:
    """Return the command of a body. Raises ValueError for what no command has."""
    if not isinstance(body, dict) or not body.get("event"):
        raise ValueError("event is missing")
    known = {field.name for field in fields(Command)} - {"customer", "sandbox"} | {*_NAMES, "environment"}
    if unknown := sorted(set(body) - known):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    if body.get("environment", "production") not in _ENVIRONMENTS:
        raise ValueError("environment is one of: sandbox, production")
    if body.get("product") and body["product"] not in PRODUCTS:
        raise ValueError(f"product is one of: {', '.join(PRODUCTS)}")
    return Command(
        str(body["event"]),
        account_token=str(body.get("account_token") or ""),
        subscription_id=str(body.get("subscription_id") or ""),
        period=str(body.get("period") or ""),
        at=parse_ms(to_ms(parse_instant(body["at"]))) if body.get("at") else None,
        customer=str(next((body[name] for name in _NAMES if body.get(name)), "")),
        product=PRODUCTS.get(str(body.get("product"))),
        sandbox=_ENVIRONMENTS[body.get("environment", "production")],
        outside=bool(body.get("outside")),
        days=int(body.get("days", 7)),
        percent=int(body.get("percent", 100)),
    )


def instant(command: Command, after: datetime) -> datetime:
    """Return when it happens: as the command says, or now, but after this. Raises ValueError where it cannot be."""
    if command.at is None:
        return max(now(), after + timedelta(milliseconds=1))
    if command.at < after:
        raise ValueError(f"this is not before {after.isoformat()}")
    return command.at


def find(subscriptions: list[Found], command: Command, can: Callable[[Found], bool]) -> Found:
    """Return the newest subscription that a command means and that it `can` happen to. Raises ValueError."""
    meant = [one for one in reversed(subscriptions) if _is_meant(one, command)]
    if not meant:
        raise ValueError("there is no such subscription")
    found = next(filter(can, meant), None)
    if found is None:
        raise ValueError(f"{command.event} cannot happen to it as it is now")
    return found


def _is_meant(one: NamesSubscription, command: Command) -> bool:
    if command.subscription_id:
        return one.id == command.subscription_id
    if command.customer:
        return one.customer == command.customer and one.sandbox == command.sandbox
    return not command.account_token or one.account_token == command.account_token
