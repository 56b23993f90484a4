"""No process of the laptop outlives its parent, and what the emulator holds lasts."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from local.addresses import Addresses, PortError
from local.child_process import ChildProcess
from local.emulator import Emulator
from local.polling import TooLongError, wait_until
from tests.local import streams

_PARENT = """
import sys, pathlib
from local.child_process import ChildProcess
log = pathlib.Path(sys.argv[2])
child = ChildProcess.start("http.server", "--bind", "127.0.0.1", sys.argv[1], log=log, environment={})
print("started", flush=True)
sys.stdin.read()
"""


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    """Even a parent that is killed leaves no child behind."""
    port = Addresses.free().door_port
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(port), str(tmp_path / "log")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    wait_until("the child", lambda: _listens(port))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    wait_until("the child to be gone", lambda: not _listens(port))


def test_a_child_that_ends_leaves_its_log(tmp_path: Path) -> None:
    """The log says why a process did not start."""
    child = ChildProcess.start("local.nothing", log=tmp_path / "log", environment={})
    wait_until("its end", lambda: child.has_ended)
    child.stop()
    assert "No module named local.nothing" in child.log_tail()


def test_a_taken_port_is_one_clear_sentence() -> None:
    """The sentence names the port, what needs it, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        addresses = Addresses(door_port=held.getsockname()[1], emulator_port=1, simulators_port=2)
        with pytest.raises(PortError, match=rf"Port {addresses.door_port} is in use, and the portal must"):
            addresses.refuse_taken()


def test_waiting_has_a_limit() -> None:
    """The error names what was expected."""
    with pytest.raises(TooLongError, match="the moon"):
        wait_until("the moon", lambda: False, limit=0.1)


def test_the_emulator_keeps_what_it_holds(tmp_path: Path) -> None:
    """After a restart it has everything, and it leaves no temporary file."""
    emulator = Emulator(tmp_path, Addresses.free().emulator_port)
    emulator.start()
    emulator.client("sqs").create_queue(QueueName="kept")
    emulator.stop()
    assert not (tmp_path / "tmp").exists()
    emulator.start()
    try:
        assert emulator.client("sqs").get_queue_url(QueueName="kept")["QueueUrl"]
    finally:
        emulator.stop()


def test_an_emulator_that_was_not_started_leaves_the_folder_alone(tmp_path: Path) -> None:
    """A second `make up` that finds its ports in use deletes nothing of the first one's."""
    (tmp_path / "tmp").mkdir()
    Emulator(tmp_path, 1).stop()
    assert (tmp_path / "tmp").exists()


def test_a_stream_is_read_on_after_a_restart(tmp_path: Path) -> None:
    """The first items written after a restart reach their function, however many were written before."""
    emulator = Emulator(tmp_path, Addresses.free().emulator_port)
    emulator.start()
    try:
        streams.prepare(emulator)
        streams.write(emulator, "one", "two", "three")
        wait_until("the three", lambda: streams.seen(emulator) >= {"one", "two", "three"})
        emulator.stop()
        emulator.start()
        streams.write(emulator, "four")
        wait_until("the fourth", lambda: "four" in streams.seen(emulator))
    finally:
        emulator.stop()


def test_the_emulator_listens_on_this_computer_only(tmp_path: Path) -> None:
    """It cannot be reached from the network."""
    emulator = Emulator(tmp_path, Addresses.free().emulator_port)
    emulator.start()
    try:
        hexed = f":{emulator.port:04X}"
        lines = [line.split() for file in ("tcp", "tcp6") for line in _sockets(file)]
        listening = {fields[1].split(":")[0] for fields in lines if fields[1].endswith(hexed) and fields[3] == "0A"}
        assert listening == {"0100007F"}
    finally:
        emulator.stop()


def _sockets(file: str) -> list[str]:
    path = Path("/proc/net") / file
    return path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else []


def test_functions_do_not_see_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of the shell are not passed on: the emulator would hand them to functions."""
    monkeypatch.setenv("A_SECRET_OF_THE_SHELL", "1")
    emulator = Emulator(tmp_path, 1)
    assert "A_SECRET_OF_THE_SHELL" not in emulator._environment()
    assert emulator._environment()["BIND_HOST"] == "127.0.0.1"
