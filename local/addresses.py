"""The ports that a system listens on, all on the loopback interface, and the addresses that follow from them."""

import socket
from dataclasses import dataclass
from typing import Self


class PortTakenError(Exception):
    """Something else listens where we must; the message says what to do."""


@dataclass(frozen=True)
class Addresses:
    """Three ports; those of `make up` unless said otherwise."""

    emulator_port: int = 4566
    door_port: int = 8080
    simulators_port: int = 8090

    @classmethod
    def free(cls) -> Self:
        """Three ports that nobody listens on, for a system next to that of `make up`."""
        sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
        ports = [held.getsockname()[1] for held in sockets]
        for held in sockets:
            held.close()
        return cls(*ports)

    @property
    def emulator(self) -> str:
        """The emulated cloud."""
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def door(self) -> str:
        """Portal and API, as people open it."""
        return f"http://localhost:{self.door_port}"

    @property
    def door_by_number(self) -> str:
        """The door without a look-up of its name."""
        return f"http://127.0.0.1:{self.door_port}"

    @property
    def simulators(self) -> str:
        """The outside world."""
        return f"http://127.0.0.1:{self.simulators_port}"

    def in_place_of(self, other: "Addresses") -> dict[str, str]:
        """What to write for each host and port of another system, to have it mean this one."""
        ports = {other.door_port: self.door_port, other.simulators_port: self.simulators_port}
        hosts = ("127.0.0.1", "localhost")
        return {f"//{host}:{old}": f"//{host}:{new}" for old, new in ports.items() for host in hosts}

    def refuse_taken(self) -> None:
        """Raise PortTakenError if something listens on one of them already."""
        uses = {
            self.emulator_port: "the emulator",
            self.door_port: "the portal",
            self.simulators_port: "the simulators",
        }
        for port, use in uses.items():
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    raise PortTakenError(
                        f"Port {port} is in use, and {use} must listen there: is `make up` running already? "
                        f"Otherwise see who it is with `lsof -i :{port}`."
                    )
