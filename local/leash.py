"""A server as a child that never outlives us: it holds one end of a pipe, and stops when the other end is gone."""

import os
import runpy
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

_STOP_SECONDS = 60  # an emulator that is killed has not written its state


class Child:
    """A Python module that runs as a process of its own, with its output in a file."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self.log = log

    @classmethod
    def start(cls, module: str, *arguments: str, log: Path, environment: dict[str, str]) -> Self:
        """Run `python -m module arguments` with exactly this environment.

        In a session of its own: a Ctrl-C in the terminal is ours to handle, in the right order.
        """
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(".before.log"))
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "local.leash", module, *arguments],
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
        """Whether it stopped by itself."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """Ask it to stop cleanly and wait; what does not obey is killed."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def last_words(self, lines: int = 20) -> str:
        """The end of its output."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _stop_at_the_end_of_the_pipe() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Run the module named by the first argument, until the pipe ends."""
    module, *arguments = sys.argv[1:]
    threading.Thread(target=_stop_at_the_end_of_the_pipe, daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
