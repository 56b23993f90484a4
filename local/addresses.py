"""The ports that a system listens on, all on the loopback interface, and the addresses that follow from them."""

import socket
from dataclasses import dataclass
from typing import Self

DEFAULT_PORT = 8080
_STEP = 10  # between the ports of one system
_LOWEST, _HIGHEST = 1024, 65535 - 2 * _STEP


class PortError(Exception):
    """A port cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Addresses:
    """Three ports; those of `make up` unless said otherwise."""

    emulator_port: int = 4566
    door_port: int = DEFAULT_PORT
    simulators_port: int = DEFAULT_PORT + _STEP

    @classmethod
    def of_port(cls, port: int) -> Self:
        """Return the addresses of `make up PORT=port`: the simulators are 10 ports on, the emulator 20.

        Only the default system has its emulator on 4566, the usual port. Raises PortError.
        """
        if not _LOWEST <= port <= _HIGHEST:
            raise PortError(f"PORT is {port}; it must be a number from {_LOWEST} to {_HIGHEST}.")
        if port == DEFAULT_PORT:
            return cls()
        return cls(emulator_port=port + 2 * _STEP, door_port=port, simulators_port=port + _STEP)

    @classmethod
    def free(cls) -> Self:
        """Return three ports that are free, for a system next to that of `make up`."""
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
        ports = [held.getsockname()[1] for held in sockets]
        for held in sockets:
            held.close()
        return cls(*ports)

    @property
    def emulator(self) -> str:
        """Return the base URL of the emulated cloud."""
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def door(self) -> str:
        """Return the base URL of portal and API, as people open it."""
        return f"http://localhost:{self.door_port}"

    @property
    def door_by_number(self) -> str:
        """Return the same without a name to look up."""
        return f"http://127.0.0.1:{self.door_port}"

    @property
    def simulators(self) -> str:
        """Return the base URL of the simulators."""
        return f"http://127.0.0.1:{self.simulators_port}"

    def in_place_of(self, other: "Addresses") -> dict[str, str]:
        """Return what to write for each host and port of another system, so that a text means this one."""
        ports = {other.door_port: self.door_port, other.simulators_port: self.simulators_port}
        hosts = ("127.0.0.1", "localhost")
        return {f"//{host}:{old}": f"//{host}:{new}" for old, new in ports.items() for host in hosts}

    def rewrite(self, text: str) -> str:
        """Return a text about the default system with the addresses of this one."""
        for old, new in self.in_place_of(Addresses()).items():
            text = text.replace(old, new)
        return text

    def refuse_taken(self) -> None:
        """Raise PortError if one of the ports is in use already."""
        uses = {
            self.emulator_port: "the emulator",
            self.door_port: "the portal",
            self.simulators_port: "the simulators",
        }
        for port, use in uses.items():
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    raise PortError(
                        f"Port {port} is in use, and {use} must listen there: stop the program that "
                        f"`lsof -i :{port}` shows, or start this system beside it with `make up PORT={self._another}`."
                    )

    @property
    def _another(self) -> int:
        """Return a port with room for a further system."""
        return self.door_port + 200 if self.door_port + 200 <= _HIGHEST else DEFAULT_PORT
