"""A simulated app store in this process: on a port of its own, with a listener in place of the product's door."""

import json
from pathlib import Path
from typing import Any

import pytest
import requests

from simulators.apple import AppStore
from simulators.google import GooglePlay
from tests.running_simulator import RunningSimulator

Json = dict[str, Any]
SAMPLES = Path(__file__).parents[3] / "shared/outside/stores/samples"
USER = "7e3fb204-2c8f-4a8c-9d2f-0a51b8c9d001"
PHONE = "+14155550100"


class RunningStore(RunningSimulator):
    """A store, with its control. What must last is kept in `folder`."""

    def __init__(self, store: type[AppStore] | type[GooglePlay], webhooks: str, folder: Path) -> None:
        super().__init__(f"/{store.name}", webhooks, lambda around: store(around, folder))
        self.folder = folder
        self._control = f"{self.origin}/_control/stores/{store.name}"

    def ask_control(self, path: str = "", **command: Any) -> requests.Response:
        """Send a command to the control."""
        return requests.post(f"{self._control}{path}", json=command, timeout=5)

    def control(self, path: str = "", **command: Any) -> Json:
        """Send a command that must succeed, and return the answer."""
        answer = self.ask_control(path, **command)
        assert answer.ok, answer.text
        return dict(answer.json())

    def happen(self, *events: str, **how: Any) -> Json:
        """Let events happen to the subscription of one customer, and return the answer to the last."""
        answers = [self.control(event=event, **({"phone_number": PHONE} | how)) for event in events]
        return answers[-1]

    def subscribe(self, **how: Any) -> Json:
        """Let the customer buy the monthly product for the user's account."""
        return self.happen("subscribed", **({"account_token": USER} | how))

    def truth(self) -> list[Json]:
        """Return all subscriptions with what was paid for each."""
        return list(requests.get(f"{self._control}/subscriptions", timeout=5).json()["items"])

    def transmissions(self) -> list[Json]:
        """Return every attempt to deliver a notification."""
        return list(requests.get(f"{self._control}/deliveries", timeout=5).json()["items"])


def read_sample(folder: str, name: str) -> Json:
    """Return a sample; skip the test aloud where the samples are not here."""
    file = SAMPLES / folder / f"{name}.json"
    if not SAMPLES.is_dir():
        pytest.skip(f"the stores' samples are not here: {SAMPLES}")
    return dict(json.loads(file.read_text(encoding="utf-8")))


def sample_names(folder: str) -> set[str]:
    """Return the names of the samples in a folder; skip the test aloud where the samples are not here."""
    if not SAMPLES.is_dir():
        pytest.skip(f"the stores' samples are not here: {SAMPLES}")
    return {path.stem for path in (SAMPLES / folder).glob("*.json")}
