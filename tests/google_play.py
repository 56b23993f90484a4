"""A simulated Google Play in this process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from simulators.google import GooglePlay
from simulators.google.settings import secrets, settings
from tests.running_simulator import RunningSimulator


class RunningGooglePlay(RunningSimulator):
    """The simulated Google Play on a port of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__("/google", "/webhooks/google-play", lambda around: GooglePlay(around, folder))
        self.secrets = secrets(folder, self.origin)

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of billing's functions."""
        given = settings(self.origin)
        return {
            "GOOGLE_PLAY_PACKAGE": given["package"],
            "GOOGLE_PLAY_PUSH_ACCOUNT": given["push_account"],
            "GOOGLE_PLAY_AUDIENCE": given["push_audience"],
            "GOOGLE_PLAY_URL": given["url"],
            "GOOGLE_PLAY_CERTS_URL": given["keys_url"],
        }

    def happen(self, event: str, **asked: Any) -> dict[str, Any]:
        """Have something happen to a subscription; its push is on its way."""
        return self.control("", event=event, **asked)

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Use the control."""
        at = f"{self.origin}/_control/stores/google"
        answer = requests.post(f"{at}/{path}" if path else at, json=asked, timeout=5)
        assert answer.ok, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def truth(self) -> list[dict[str, Any]]:
        """Return every purchase, and what was paid for it."""
        found = requests.get(f"{self.origin}/_control/stores/google/subscriptions", timeout=5).json()["items"]
        return list(found)


@pytest.fixture(scope="session")
def one_google_play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGooglePlay]:
    """One for the whole run."""
    running = RunningGooglePlay(tmp_path_factory.mktemp("google"))
    yield running
    running.stop()


@pytest.fixture
def at_google(one_google_play: RunningGooglePlay) -> RunningGooglePlay:
    """The simulated Google Play, knowing nothing."""
    one_google_play.begin_test()
    return one_google_play


__all__ = ["RunningGooglePlay", "at_google", "one_google_play"]
