"""The laptop's commands: `python -m local up`, and `demo` next to it."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from local.addresses import DEFAULT_PORT, Addresses, PortError
from local.cloudformation import DeploymentError
from local.demo.walkthrough import NotRunningError, run_demo
from local.deployment import deploy_with_cdk
from local.people import UnexpectedAnswerError
from local.polling import TooLongError
from local.progress import Progress
from local.synthesis import ROOT, SynthesisError, state_folder
from local.system import System
from sdk.python.teamline import NoAnswerError, Problem

_FAULTS = (
    NotRunningError,
    UnexpectedAnswerError,
    Problem,
    NoAnswerError,
    PortError,
    SynthesisError,
    DeploymentError,
    TooLongError,
    RuntimeError,
)


def up(port: int) -> None:
    """Start everything, print where to click, and run until Ctrl-C."""
    progress, addresses, state = Progress(), Addresses.of_port(port), state_folder(port)
    system = System(state / "up", addresses, state=state, progress=progress)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _stop(stop))
    addresses.refuse_taken()
    progress.say("Teamline")
    try:
        system.start(lambda emulator: deploy_with_cdk(emulator, addresses, state))
        progress.say(_welcome(addresses, state, progress.seconds))
        stop.wait()
    except KeyboardInterrupt:
        pass
    finally:
        with progress.step("Stopping"):
            system.stop()


def _stop(stop: threading.Event) -> None:
    """End the wait at the first signal, and what is being started where there is no wait yet."""
    if stop.is_set():
        return
    stop.set()
    raise KeyboardInterrupt


def _welcome(addresses: Addresses, state: Path, seconds: float) -> str:
    portal, simulators = addresses.door, addresses.simulators.replace("127.0.0.1", "localhost")
    port = "" if addresses.door_port == DEFAULT_PORT else f" PORT={addresses.door_port}"
    return f"""
Ready after {seconds:.0f} s. Open:

  {portal}             the portal, for owners and admins
  {simulators}/phone       a phone: sign up, get texts and calls, join a team
  {portal}/docs        the API: try every route

Run `make demo{port}` in another terminal to see a team's first day. Ctrl-C stops everything. Your data stays in
{state.relative_to(ROOT)}/ for the next run; `make clean{port}` deletes it.
"""


def demo(port: int) -> None:
    """Walk through a team's first day against the running system."""
    run_demo(Addresses.of_port(port), Progress())


COMMANDS = {"up": up, "demo": demo}


def main() -> None:
    """Run the command; every expected fault is one message, not a stack trace."""
    parser = argparse.ArgumentParser(prog="local", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="of the portal; all other ports follow from it")
    asked = parser.parse_args()
    try:
        COMMANDS[asked.command](asked.port)
    except _FAULTS as fault:
        sys.exit(f"\n{fault}")


if __name__ == "__main__":
    main()
