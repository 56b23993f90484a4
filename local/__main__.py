"""The laptop's commands: `python -m local up`, and `demo` next to it."""

import signal
import sys
import threading

from local import deployment
from local.addresses import Addresses, PortTakenError
from local.demo import NotRunningError, walk
from local.emulator import Emulator
from local.people import UnexpectedAnswerError
from local.progress import Progress
from local.synthesis import STATE, SynthesisError
from local.system import System
from local.upload import DeploymentError
from local.waiting import TooLongError

_FAULTS = (
    NotRunningError, UnexpectedAnswerError, PortTakenError, SynthesisError, DeploymentError, TooLongError, RuntimeError,
)  # fmt: skip


def up() -> None:
    """Start everything, say where to click, and run until Ctrl-C."""
    progress = Progress()
    system = System(STATE / "up", Addresses(), progress=progress)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: _stop(stop))
    progress.say("Teamline")
    try:
        system.start(_deploy)
        progress.say(_welcome(system.addresses, progress.seconds))
        stop.wait()
    except KeyboardInterrupt:
        pass
    finally:
        with progress.step("Stopping"):
            system.stop()


def _deploy(emulator: Emulator) -> None:
    deployment.by_command(emulator)


def _stop(stop: threading.Event) -> None:
    """Once: end the wait. While something is being started there is no wait: end that."""
    if stop.is_set():
        return
    stop.set()
    raise KeyboardInterrupt


def _welcome(addresses: Addresses, seconds: float) -> str:
    portal, simulators = addresses.door, addresses.simulators.replace("127.0.0.1", "localhost")
    return f"""
Ready after {seconds:.0f} s. Open:

  {portal}             the portal, for owners and admins
  {simulators}/phone       a phone: sign up, get texts and calls, join a team
  {portal}/docs        the API, every route to try

`make demo` in another terminal walks through a team's first day. Ctrl-C stops everything; what you did
stays in .local/ for the next time, and `make clean` forgets it.
"""


def demo() -> None:
    """Walk through a team's first day against the running system."""
    walk(Addresses(), Progress())


COMMANDS = {"up": up, "demo": demo}


def main() -> None:
    """Run the command; whatever goes wrong is one message, not a stack trace."""
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m local {'|'.join(COMMANDS)}")
    try:
        COMMANDS[sys.argv[1]]()
    except _FAULTS as fault:
        sys.exit(f"\n{fault}")


if __name__ == "__main__":
    main()
