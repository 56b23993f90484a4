"""Runs a server as a child process that never outlives its parent: it stops when a pipe to the parent closes."""

import os
import runpy
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

_STOP_SECONDS = 60  # an emulator that is killed has not written its state


class ChildProcess:
    """A Python module that runs as a process of its own, with its output in a file."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self.log = log

    @classmethod
    def start(cls, module: str, *arguments: str, log: Path, environment: dict[str, str]) -> Self:
        """Run `python -m module arguments` with exactly this environment.

        It gets a session of its own: a Ctrl-C in the terminal is for the parent to handle, in the right order.
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(".before.log"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "local.child_process", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=Path(__file__).parent.parent,
                start_new_session=True,
            )
        return cls(process, log)

    @property
    def has_ended(self) -> bool:
        """Return whether the process has ended."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """Ask it to stop and wait for up to 60 seconds; then kill it."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def log_tail(self, lines: int = 20) -> str:
        """Return the last lines of its output."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _stop_at_end_of_pipe() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Run the module named by the first argument, until the pipe closes."""
    module, *arguments = sys.argv[1:]
    threading.Thread(target=_stop_at_end_of_pipe, daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
