"""Builds what webhooks are sent with, on first use."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kernel.settings import setting

if TYPE_CHECKING:
    from services.teams.receivers.receivers import Receivers

_SECRETS_AT_ONCE = 500


def to_loopback() -> bool:
    """Return whether endpoints may be on this computer, as the operator has set it for a system on one."""
    return setting("WEBHOOKS_TO_LOOPBACK") == "yes"


@cache
def receivers() -> "Receivers":
    """Return the endpoints as the outside."""
    from services.teams.receivers.receivers import Receivers

    return Receivers(to_loopback=to_loopback())


@lru_cache(maxsize=_SECRETS_AT_ONCE)
def opened(sealed: str) -> str:
    """Return a secret of an endpoint that was sealed; each is opened once by a container."""
    from kernel.bus.sealing import unseal

    return unseal(sealed)
