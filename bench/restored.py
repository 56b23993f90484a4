"""First request after a restored snapshot: its CPU, after import and priming, over that of the tenth.

A process imports a function, is primed as before a snapshot, and gets the same request ten times. DynamoDB's
responses come over TLS and are those that the request gets in the table of callers (a write succeeds). No connection
outlives a snapshot, so the first request includes a TLS handshake: `with_handshake` is its ratio, and `ratio`, which
has the bar, is that of a function which has connected before. Figures are medians of fresh processes.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import cold_start
from bench.endpoint import endpoint
from bench.gathering import open_cast
from kernel import aws
from tests.events import http_event
from tests.services.cast import Cast
from tests.services.rows import ROWS

_PROCESSES = 5
BAR = 1.5
_REQUESTS = {
    "identity": ("GET /v1/profile", "PATCH /v1/profile"),
    "teams": ("GET /v1/team", "PATCH /v1/team"),
    "billing": ("GET /v1/billing", "GET /v1/billing/checks"),
    "numbers": ("GET /v1/numbers", "GET /v1/port-ins"),
}
_PROGRAM = """
import contextlib, io, json, sys, time
from kernel import snapshot
primes = []
snapshot.prime_before_snapshot = lambda handler, prime: primes.append(prime) or handler
import {module} as door
given = json.load(sys.stdin)
taken = []
with contextlib.redirect_stdout(io.StringIO()):
    primes[0]()
    snapshot.run(lambda: None)
    if {connect}:
        door.wiring.table().get("PRIMING", "PRIMING")
    for _ in range(10):
        began = time.process_time()
        answer = door.handler(given, None)
        taken.append(time.process_time() - began)
print(json.dumps([taken[0], taken[9], answer["statusCode"]]))
"""


@dataclass(frozen=True)
class Restored:
    """A request to a primed function: milliseconds of CPU of the first, once it is connected, and of the tenth."""

    request: str
    status: int
    first_ms: float
    tenth_ms: float
    ratio: float
    bar: float
    with_handshake: float


@dataclass(frozen=True)
class _Asked:
    """A request, the function's environment, and AWS's responses by operation and body."""

    event: dict[str, Any]
    environment: dict[str, str]
    answers: dict[tuple[str, bytes], bytes]


def measure() -> Iterator[Restored]:
    """Measure a read and a write, or a second read, of each service."""
    with open_cast() as cast:
        asked = {(service, key): _ask(cast, service, key) for service, keys in _REQUESTS.items() for key in keys}
    for (service, key), request in asked.items():
        yield _measured(f"services.{service}.api", key, request)


def _ask(cast: Cast, service: str, key: str) -> _Asked:
    """Send the request as the owner of the team, and record DynamoDB's responses."""
    row = next(row for row in ROWS if row.key == key)
    answers: dict[tuple[str, bytes], bytes] = {}
    sent: list[tuple[str, bytes]] = []

    def note_request(request: Any, **_: Any) -> None:
        target = request.headers["X-Amz-Target"]
        sent.append((target.decode() if isinstance(target, bytes) else target, request.body))

    def note_answer(response_dict: dict[str, Any], **_: Any) -> None:
        answers[sent[-1]] = response_dict["body"]

    events = aws.client("dynamodb").meta.events
    events.register_first("before-send.dynamodb", note_request)
    events.register("response-received.dynamodb", note_answer)
    try:
        cast.send("owner", row)
    finally:
        events.unregister("before-send.dynamodb", note_request)
        events.unregister("response-received.dynamodb", note_answer)
    cast.restore()
    owner = cast.ids["owner"]
    sent_body, query = cast.resolve(row.body), cast.resolve(row.query)
    event = http_event(key, caller=owner, body=sent_body, query=query, **cast.world.tokens[owner])
    return _Asked(event, dict(cast.world.surroundings[service]), answers)


def _measured(module: str, request: str, asked: _Asked) -> Restored:
    """Run the request in fresh processes; the first process compiles what it imports, and is not counted."""
    with TemporaryDirectory() as made, endpoint(Path(made), asked.answers) as server:
        _, deployed = cold_start.environments(Path(made), server)
        prelude = cold_start.TO_LOOPBACK.format(port=server.port)
        programs = [prelude + _PROGRAM.format(module=module, connect=connect) for connect in (True, False)]
        runs, closed = (
            [_run(program, deployed | asked.environment, asked.event) for _ in range(1 + _PROCESSES)][1:]
            for program in programs
        )
    first, tenth = statistics.median(run[0] for run in runs) * 1000, statistics.median(run[1] for run in runs) * 1000
    ratio, with_handshake = (round(statistics.median(run[0] / run[1] for run in each), 2) for each in (runs, closed))
    return Restored(request, runs[0][2], round(first, 2), round(tenth, 2), ratio, BAR, with_handshake)


def _run(program: str, environment: dict[str, str], event: dict[str, Any]) -> tuple[float, float, int]:
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(event),
        env=environment,
        cwd=cold_start.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    first, tenth, status = json.loads(done.stdout)
    return first, tenth, status
