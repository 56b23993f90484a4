"""Builds the clients of the carrier's port-outs and PINs, on first use."""

from typing import TYPE_CHECKING

from kernel.settings import cached_by_secret, secret, setting

if TYPE_CHECKING:
    from kernel.providers.transport import Provider
    from services.numbers.carrier.pins import Pins
    from services.numbers.carrier.port_outs import PortOuts


@cached_by_secret
def port_outs() -> "PortOuts":
    """Return the client of the carrier's port-outs."""
    from services.numbers.carrier.port_outs import PortOuts

    return PortOuts(_provider())


@cached_by_secret
def pins() -> "Pins":
    """Return the client of the PINs of our numbers."""
    from services.numbers.carrier.pins import Pins

    return Pins(_provider())


@cached_by_secret
def _provider() -> "Provider":
    from kernel.providers.transport import Provider

    return Provider("telnyx", setting("CARRIER_URL"), {"authorization": f"Bearer {secret('carrier_api_key')}"})
