"""The cast of the table of callers, for measurements: two teams, two simulated carriers and a simulated PayPal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.carrier import RunningCarrier
from tests.paypal import RunningPayPal
from tests.services.cast import Cast, build_cast
from tests.services.identity.carrier import carrier_on_loopback


@contextmanager
def open_cast() -> Iterator[Cast]:
    """Set up the cast until the block ends."""
    with carrier_on_loopback() as carrier, TemporaryDirectory() as folder:
        paypal, telnyx = RunningPayPal(Path(folder)), RunningCarrier()
        try:
            yield build_cast(carrier, paypal, telnyx)
        finally:
            paypal.stop()
            telnyx.stop()
