"""A simulated App Store in this process."""

import atexit
import base64
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import requests

from simulators.apple import AppStore
from simulators.apple.settings import APP_APPLE_ID, BUNDLE_ID, ISSUER_ID, KEY_ID, secrets
from tests.running_simulator import RunningSimulator

PRODUCTS = '{"phone.us.monthly":"local_monthly","phone.us.yearly":"local_yearly"}'


class RunningAppStore(RunningSimulator):
    """The simulated App Store on a port of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__("/apple", "/webhooks/app-store", lambda around: AppStore(around, folder))
        self.secrets = secrets(folder)

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of billing's functions."""
        root: bytes = self.simulator.root.der
        return {
            "STORE_PRODUCTS": PRODUCTS,
            "APP_STORE_BUNDLE_ID": BUNDLE_ID,
            "APP_STORE_APP_ID": str(APP_APPLE_ID),
            "APP_STORE_ISSUER_ID": ISSUER_ID,
            "APP_STORE_KEY_ID": KEY_ID,
            "APP_STORE_ROOTS": base64.b64encode(root).decode(),
            "APP_STORE_URL": self.url,
            "APP_STORE_SANDBOX_URL": f"{self.url}/sandbox",
        }

    def happen(self, event: str, **asked: Any) -> dict[str, Any]:
        """Have something happen to a subscription; its notification is on its way."""
        return self.control("", event=event, **asked)

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Use the control."""
        at = f"{self.origin}/_control/stores/apple"
        answer = requests.post(f"{at}/{path}" if path else at, json=asked, timeout=5)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found


@cache
def app_store_of_the_run() -> RunningAppStore:
    """Return one for the whole run, whose keys are forgotten with it."""
    folder = TemporaryDirectory(prefix="apple-")
    running = RunningAppStore(Path(folder.name))
    atexit.register(folder.cleanup)
    return running


@pytest.fixture(scope="session")
def one_app_store() -> RunningAppStore:
    """One for the whole run."""
    return app_store_of_the_run()


@pytest.fixture
def at_apple(one_app_store: RunningAppStore) -> RunningAppStore:
    """The simulated App Store, knowing nothing."""
    one_app_store.begin_test()
    return one_app_store


__all__ = ["RunningAppStore", "at_apple", "one_app_store"]
