"""Two systems run side by side on one computer: each port of `make up` has ports and a folder of its own."""

import itertools
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra.config import Config
from local import synthesis
from local.addresses import DEFAULT_PORT, Addresses, PortError
from local.synthesis import STATE, state_folder, trust_folder

_ROOT = Path(__file__).parents[2]


def _ports(addresses: Addresses) -> set[int]:
    return {addresses.door_port, addresses.simulators_port, addresses.emulator_port}


def test_all_ports_follow_from_the_portals() -> None:
    """Simulators are 10 ports on, the emulator 20; only the default system has the emulator's usual port."""
    assert Addresses.of_port(8280) == Addresses(door_port=8280, simulators_port=8290, emulator_port=8300)
    assert Addresses.of_port(DEFAULT_PORT) == Addresses(door_port=8080, simulators_port=8090, emulator_port=4566)


def test_systems_share_no_port() -> None:
    """The default system and some beside it listen on different ports."""
    systems = [_ports(Addresses.of_port(port)) for port in (8080, 8280, 8480, 3000)]
    assert all(not one & other for one, other in itertools.combinations(systems, 2))


@pytest.mark.parametrize("port", [-1, 0, 80, 1023, 65516, 70000])
def test_a_port_out_of_range_is_one_clear_sentence(port: int) -> None:
    """System ports and those without room for the two others are refused."""
    with pytest.raises(PortError, match=f"PORT is {port}; it must be a number from 1024 to 65515"):
        Addresses.of_port(port)


def test_each_port_has_a_state_folder_of_its_own() -> None:
    """No folder of one system is inside the folder of another, so that deleting one keeps the other."""
    folders = [state_folder(port) for port in (8080, 8280, 8480)]
    assert [folder.name for folder in folders] == [".local", ".local-8280", ".local-8480"]
    assert {folder.parent for folder in folders} == {_ROOT}
    assert folders[0] == STATE


def test_a_system_beside_trusts_its_own_certificate_and_names_its_own_ports(tmp_path: Path) -> None:
    """Its config has nothing of the default system's: neither addresses nor the root certificate."""
    addresses, state = Addresses.of_port(8280), tmp_path / ".local-8280"
    file = synthesis.config_file(state, addresses)
    config = Config.model_validate(json.loads(file.read_text(encoding="utf-8")))
    assert file.parent == state
    assert config.portal_url == "http://localhost:8280"
    assert config.paypal.url == "http://127.0.0.1:8290/paypal"
    assert config.carrier.url == "http://127.0.0.1:8290/telnyx/v2"
    assert not any(f":{port}" in file.read_text(encoding="utf-8") for port in _ports(Addresses()))
    assert config.paypal.roots == (trust_folder(state) / "paypal-root.pem").read_text(encoding="ascii")
    assert config.paypal.roots != synthesis.config()["paypal"]["roots"]


def _planned(*arguments: str) -> str:
    done = subprocess.run(["make", "-n", *arguments], cwd=_ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


def test_make_passes_the_port_on() -> None:
    """`up` and `demo` get it; 8080 without one, whatever PORT is in the environment."""
    assert _planned("up", "PORT=8280").endswith("-m local up --port 8280")
    assert _planned("demo", "PORT=8280").endswith("-m local demo --port 8280")
    assert _planned("demo").endswith("-m local demo --port 8080")


def test_make_clean_deletes_one_state_only() -> None:
    """With PORT only that system's folder; without, the default one and what was built."""
    assert _planned("clean", "PORT=8280") == "rm -rf .local-8280"
    assert _planned("clean").startswith("rm -rf .local build ")


def test_up_on_a_port_that_is_in_use_ends_with_one_sentence() -> None:
    """The command says which port, and what to do; it shows no stack trace."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        command = [sys.executable, "-m", "local", "up", "--port", str(port)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Port {port} is in use, and the portal must listen there: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (state_folder(port) / "up" / "emulator.log").exists()


def test_the_demo_of_a_port_without_a_system_says_so() -> None:
    """It names the address that it asked, and `make up`."""
    port = Addresses.free().door_port
    command = [sys.executable, "-m", "local", "demo", "--port", str(port)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.strip().startswith(f"Nothing is running at http://localhost:{port}: start it with `make up`")
