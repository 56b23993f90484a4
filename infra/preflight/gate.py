"""A gate of the launch: what has to be granted or set outside of the code, and how that is checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from botocore.exceptions import BotoCoreError, ClientError

from infra.preflight.site import Site
from kernel.providers.errors import ProviderError

Check = Callable[[Site], Iterator[str]]  # yields what is wrong, a sentence each; nothing if the gate is open


class State(StrEnum):
    """How a gate was found: BY_HAND has no API that says it, UNREADABLE has one that did not answer."""

    OPEN = "ok"
    CLOSED = "closed"
    UNREADABLE = "unknown"
    BY_HAND = "by hand"


class UnreadableError(Exception):
    """A check could not be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What an operator asks for before the launch: of whom, how long it takes, and what fails without it."""

    name: str
    ask: str
    takes: str
    without: str
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """How a gate was found; `faults` are sentences."""

    gate: Gate
    state: State
    faults: tuple[str, ...] = ()


def look_at(gate: Gate, site: Site) -> Finding:
    """Check a gate; whatever keeps an API from answering makes the gate UNREADABLE, never open."""
    if gate.check is None:
        return Finding(gate, State.BY_HAND)
    try:
        faults = tuple(gate.check(site))
    except (UnreadableError, ProviderError, BotoCoreError, ClientError) as error:
        return Finding(gate, State.UNREADABLE, (str(error),))
    return Finding(gate, State.CLOSED if faults else State.OPEN, faults)
