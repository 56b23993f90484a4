"""One synthesized installation for the whole run, as for a real account; and one to be thrown away."""

import fcntl
import os

import pytest

from infra.config import Config
from tests.app_store import at_apple, one_app_store
from tests.carrier import at_carrier, one_carrier
from tests.google_play import at_google, one_google_play
from tests.infra.assembly import EXAMPLE, Assembly
from tests.paypal import at_paypal, one_paypal

__all__ = ["at_apple", "at_carrier", "at_google", "at_paypal"]
__all__ += ["one_app_store", "one_carrier", "one_google_play", "one_paypal"]


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """What an operator with config.example.json and the data lake deploys, checked by cdk-nag."""
    config = Config.read(str(EXAMPLE)).model_copy(update={"data_lake": True})
    return once("real", tmp_path_factory, config, checked=True)


@pytest.fixture(scope="session")
def disposable(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """What the laptop deploys, emulated and without protection; and all that an operator may choose besides."""
    other = {
        "disposable": True,
        "emulated": True,
        "api_id": "c0ffee01",
        "own_table_keys": True,
        "redelivery_seconds": 5,
    }
    return once("disposable", tmp_path_factory, Config.read(str(EXAMPLE)).model_copy(update=other), checked=False)


def once(name: str, factory: pytest.TempPathFactory, config: Config, *, checked: bool) -> Assembly:
    """Synthesize it in the first worker of this run that asks; the others read what it wrote."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    said = root / f"{name}.refused"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(Assembly.of(config, root / name, checked=checked).refused)
    return Assembly(root / name, said.read_text())
