"""The whole system on this computer: emulator, simulators, what is deployed, and the door."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

import requests

from local import deployment
from local.addresses import Addresses
from local.emulator import Emulator
from local.leash import Child
from local.progress import Progress
from local.synthesis import TRUST
from local.waiting import wait_until
from local.warmth import warm_up


class System:
    """One running system. `with System(...)` starts it, and stops it whatever happens."""

    def __init__(self, folder: Path, addresses: Addresses, *, progress: Progress | None = None) -> None:
        self.folder = folder
        self.addresses = addresses
        self.emulator = Emulator(folder, addresses.emulator_port)
        self._progress = progress or Progress(silent=True)
        self._children: list[Child] = []

    def start(self, deploy: Callable[[Emulator], None] | None = None) -> None:
        """Start everything; `deploy` brings the code onto the emulator, by upload unless said otherwise.

        What was deployed before and has not changed is not deployed again.
        """
        self.addresses.refuse_taken()
        try:
            self._start(deploy or (lambda emulator: deployment.by_upload(emulator, self.addresses)))
        except BaseException:
            self.stop()
            raise

    def _start(self, deploy: Callable[[Emulator], None]) -> None:
        with self._progress.step("Starting the emulated cloud and the outside world"):
            simulators = self._serve(
                "simulators", "--port", str(self.addresses.simulators_port),
                "--emulator", self.addresses.emulator, "--door", self.addresses.door_by_number,
                "--folder", str(TRUST),
            )  # fmt: skip
            self.emulator.start()
        if deployment.is_current(self.emulator, self.addresses):
            self._progress.say("  The code is deployed already")
        else:
            with self._progress.step("Deploying the services"):
                deploy(self.emulator)
        with self._progress.step("Opening the door and warming the functions up"):
            door = self._serve(
                "local.door", "--port", str(self.addresses.door_port),
                "--api", self.emulator.api_url(), "--simulators", self.addresses.simulators,
                "--storage", self.emulator.url,
            )  # fmt: skip
            warm_up(self.emulator)
            _await(simulators, f"{self.addresses.simulators}/_control/health")
            _await(door, f"{self.addresses.door_by_number}/docs/links.css")

    def stop(self) -> None:
        """Stop everything; what the emulator holds stays in the folder."""
        for child in reversed(self._children):
            child.stop()
        self._children.clear()
        self.emulator.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    def _serve(self, module: str, *arguments: str) -> Child:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        child = Child.start(module, *arguments, log=self.folder / f"{module}.log", environment=environment)
        self._children.append(child)
        return child


def _await(child: Child, url: str) -> None:
    def answers() -> bool:
        if child.has_ended:
            raise RuntimeError(f"it ended ({child.log}):\n{child.last_words()}")
        try:
            return requests.get(url, timeout=2).ok
        except requests.RequestException:
            return False

    wait_until(url, answers, limit=30)
