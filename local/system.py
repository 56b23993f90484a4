"""The whole system on this computer: emulator, simulators, what is deployed, and the door."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Self

import requests

from local import deployment
from local.addresses import Addresses
from local.child_process import ChildProcess
from local.emulator import Emulator
from local.polling import wait_until
from local.progress import Progress
from local.synthesis import STATE, trust_folder
from local.warm_up import warm_up_functions


class System:
    """One running system. `with System(...)` starts it, and stops it whatever happens."""

    def __init__(
        self, folder: Path, addresses: Addresses, *, state: Path = STATE, progress: Progress | None = None
    ) -> None:
        self.folder = folder
        self.addresses = addresses
        self.emulator = Emulator(folder, addresses.emulator_port)
        self._state = state
        self._progress = progress or Progress(silent=True)
        self._children: list[ChildProcess] = []

    def start(self, deploy: Callable[[Emulator], None] | None = None) -> None:
        """Start everything; `deploy` brings the code onto the emulator, through CloudFormation unless given.

        What was deployed before and has not changed is not deployed again. Raises PortError where a port is taken.
        """
        self.addresses.refuse_taken()
        try:
            self._start(deploy or self._deploy)
        except BaseException:
            self.stop()
            raise

    def _deploy(self, emulator: Emulator) -> None:
        deployment.deploy_with_cloudformation(emulator, self.addresses, self._state)

    def _start(self, deploy: Callable[[Emulator], None]) -> None:
        with self._progress.step("Starting the emulated cloud and the simulators"):
            simulators = self._start_simulators()
            self.emulator.start(endpoint_of_mails=f"{self.addresses.simulators}/ses")
        if deployment.is_current(self.emulator, self.addresses, self._state):
            self._progress.say("  The code is already deployed")
        else:
            with self._progress.step("Deploying the services"):
                deploy(self.emulator)
        with self._progress.step("Starting the portal and warming up the functions"):
            door = self._start_door()
            warm_up_functions(self.emulator)
            _wait_for(simulators, f"{self.addresses.simulators}/_control/health")
            _wait_for(door, f"{self.addresses.door_by_number}/docs/links.css")

    def _start_simulators(self) -> ChildProcess:
        arguments = ["--port", str(self.addresses.simulators_port), "--folder", str(trust_folder(self._state))]
        arguments += ["--emulator", self.addresses.emulator, "--door", self.addresses.door_by_number]
        return self._serve("simulators", *arguments)

    def _start_door(self) -> ChildProcess:
        arguments = ["--port", str(self.addresses.door_port), "--api", self.emulator.api_url()]
        arguments += ["--simulators", self.addresses.simulators, "--storage", self.emulator.url]
        if self._state != STATE:  # browsers share cookies between the ports of a host: a further system has its own
            arguments += ["--cookie-suffix", f"_{self.addresses.door_port}"]
        return self._serve("local.door", *arguments)

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

    def _serve(self, module: str, *arguments: str) -> ChildProcess:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        child = ChildProcess.start(module, *arguments, log=self.folder / f"{module}.log", environment=environment)
        self._children.append(child)
        return child


def _wait_for(child: ChildProcess, url: str) -> None:
    def answers() -> bool:
        if child.has_ended:
            raise RuntimeError(f"it ended ({child.log}):\n{child.log_tail()}")
        try:
            return requests.get(url, timeout=2).ok
        except requests.RequestException:
            return False

    wait_until(url, answers, limit=30)
