"""The laptop's config is an operator's config, and fits the simulators."""

import json
from pathlib import Path

from infra.config import Config
from local import app_stores, operator_setup, synthesis
from local.addresses import Addresses
from local.emulator import ACCOUNT, REGION
from simulators.paypal import WEBHOOK_ID


def test_the_config_is_one_that_an_operator_could_write() -> None:
    """The operator's own code reads it, and every member is known."""
    config = Config.model_validate(synthesis.config())
    assert config.emulated
    assert (config.account, config.region) == (ACCOUNT, REGION)


def test_the_config_names_the_addresses_of_make_up() -> None:
    """Portal, carrier and PayPal are at the addresses of `make up`."""
    config, addresses = Config.model_validate(synthesis.config()), Addresses()
    assert config.portal_url == addresses.door
    assert config.carrier.url == f"{addresses.simulators}/telnyx/v2"
    assert config.paypal.url == f"{addresses.simulators}/paypal"


def test_the_config_fits_the_simulated_paypal() -> None:
    """The webhook is the one that the simulator signs for, and its root is trusted."""
    config = Config.model_validate(synthesis.config())
    assert config.paypal.webhook_id == WEBHOOK_ID
    assert config.paypal.roots.startswith("-----BEGIN CERTIFICATE-----")


def test_the_config_fits_the_simulated_stores(tmp_path: Path) -> None:
    """Both stores are at the addresses of `make up`, sell what our plans are for, and have given out their keys."""
    config, addresses = Config.model_validate(synthesis.config()), Addresses()
    apple, google = config.stores.apple, config.stores.google
    assert apple is not None
    assert google is not None
    assert (apple.url, google.url) == (f"{addresses.simulators}/apple", f"{addresses.simulators}/google")
    assert config.stores.products == {"phone.us.monthly": "local_monthly", "phone.us.yearly": "local_yearly"}
    keys = app_stores.secrets(tmp_path, Addresses(1, 2, 3))
    assert json.loads(keys["google_service_account"])["token_uri"] == "http://127.0.0.1:3/google/token"
    assert keys["app_store_key"].startswith("-----BEGIN")


def test_another_system_gets_its_own_ports() -> None:
    """Templates made for the default ports are rewritten, and nothing else in them changes."""
    template = json.dumps({"PORTAL_URL": "http://localhost:8080", "URL": "http://127.0.0.1:8090/paypal", "n": 8080})
    rewritten = json.loads(Addresses(1, 2, 3).rewrite(template))
    assert rewritten == {"PORTAL_URL": "http://localhost:2", "URL": "http://127.0.0.1:3/paypal", "n": 8080}


def test_the_fingerprint_follows_the_sources(tmp_path: Path, monkeypatch) -> None:
    """A changed line of code changes it; a compiled file does not."""
    monkeypatch.setattr(synthesis, "ROOT", tmp_path)
    monkeypatch.setattr(synthesis, "config", lambda state: {})
    (tmp_path / "kernel/__pycache__").mkdir(parents=True)
    before = synthesis.fingerprint()
    (tmp_path / "kernel/__pycache__/x.pyc").write_text("compiled")
    assert synthesis.fingerprint() == before
    (tmp_path / "kernel/x.py").write_text("changed")
    assert synthesis.fingerprint() != before


def test_every_service_has_its_secret() -> None:
    """Every secret that the config names is created."""
    named = Config.model_validate(synthesis.config()).secrets.model_dump()
    assert named.keys() == operator_setup.KNOWN.keys()
