"""One synthesized installation for the whole run, as for a real account; and one to be thrown away."""

import pytest

from infra.config import Config
from tests.infra.assembly import EXAMPLE, Assembly


@pytest.fixture(scope="session")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """What an operator with config.example.json deploys, checked by cdk-nag."""
    return Assembly.of(Config.read(str(EXAMPLE)), tmp_path_factory.mktemp("cdk"), checked=True)


@pytest.fixture(scope="session")
def disposable(tmp_path_factory: pytest.TempPathFactory) -> Assembly:
    """What the laptop deploys, emulated and without protection; and all that an operator may choose besides."""
    other = {"disposable": True, "emulated": True, "api_id": "c0ffee01", "own_table_keys": True, "snap_start": True}
    config = Config.read(str(EXAMPLE)).model_copy(update=other)
    return Assembly.of(config, tmp_path_factory.mktemp("cdk"))
