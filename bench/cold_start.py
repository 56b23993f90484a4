"""Cold start: what a fresh process does from nothing to AWS's first answer, over a bare DynamoDB client.

The bare client is the whole of `import boto3; boto3.client("dynamodb")`, without a request. A function's program
imports its handler, builds its client and makes its first request by TLS, with the settings that infra/functions.py
gives it; so certificates, signature and connection are in its figure, and not in what it is compared with. Beside
it is shown the ratio to a bare client that makes the same request with everything as it comes.

What a function imports when it is asked for it (the use case of a route or job, the reactions to a source) is not in
its start; a consumer is therefore also measured with the reactions to each source.
"""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import certifi

from bench.endpoint import Endpoint, endpoint
from bench.instructions import count_all
from infra import aws_data
from infra.doors import APART, HTTP_DOORS, has_module

ROOT = Path(__file__).parent.parent
_ROUNDS = 7
BARE, BARE_ASKING, FASTAPI = "bare client", "bare client, first request", "FastAPI + Mangum"

_API, _ASYNCHRONOUS, _SMALL = 1.3, 1.25, 0.9
_VOICE = 1.5  # it verifies, decides and commands in its first request: nothing of it can wait
_BARS = {
    **dict.fromkeys(HTTP_DOORS, _API),
    "voice": _VOICE,
    **dict.fromkeys(("consumer", *APART), _ASYNCHRONOUS),
    **dict.fromkeys(("schedule", "reports", "operations", "lake"), _ASYNCHRONOUS),
}
_FIRST = {"lake": "firehose"}  # which service a door asks first, if not DynamoDB
_ASKING = {
    "dynamodb": "get_item(TableName='bench', Key={'pk': {'S': 'a'}, 'sk': {'S': 'b'}})",
    "events": "put_events(Entries=[{'Source': 'a', 'DetailType': 'b', 'Detail': '{}'}])",
    "firehose": "put_record_batch(DeliveryStreamName='bench', Records=[{'Data': b'{}'}])",
    "kms": "get_public_key(KeyId='bench')",
}
# As deployed: the layer has no such module, for which botocore would load pyOpenSSL, a fifth of a bare client's start.
_WITHOUT_PYOPENSSL = "import sys; sys.modules['urllib3.contrib.pyopenssl'] = None"
TO_LOOPBACK = f"""
{_WITHOUT_PYOPENSSL}
import socket
_find = socket.getaddrinfo
socket.getaddrinfo = lambda host, port, *args, **how: _find("127.0.0.1", {{port}}, *args, **how)
"""


@dataclass(frozen=True)
class Function:
    """A deployed function: its module, the AWS service that it asks first, and the bar for its instructions."""

    name: str
    module: str
    asks: str
    bar: float | None
    also: str = ""  # a statement before the first request

    @property
    def program(self) -> str:
        """What a fresh container does until AWS has answered for the first time."""
        asking = f"; aws.client('{self.asks}').{_ASKING[self.asks]}" if self.asks else ""
        return f"from kernel import aws; import {self.module}{self.also}{asking}"


def functions(services: list[str]) -> list[Function]:
    """Every function of these services, and those that all share."""
    doors = [(service, door) for service in services for door in _BARS]
    return [
        Function("relay", "kernel.bus.relay", "events", _SMALL),
        Function("document", "kernel.http.document", "", _SMALL),
        Function("authorizer", "services.identity.authorizer", "kms", _SMALL),
        *(
            Function(f"{service}-{door}", f"services.{service}.{door}", _FIRST.get(door, "dynamodb"), _BARS[door])
            for service, door in doors
            if has_module(f"services.{service}.{door}")
        ),
        *(each for service in services for each in _first_events(service)),
    ]


def _first_events(service: str) -> Iterator[Function]:
    """A consumer's start with the reactions that its first event loads, by the event's source; without a bar."""
    module = f"services.{service}.consumer"
    for file in sorted((ROOT / "services" / service / "reactions").glob("to_*.py")):
        source = file.stem.removeprefix("to_")
        also = f"; {module}.consumer.reactions_to('{source}')"
        yield Function(f"{service}-consumer, event of {source}", module, "dynamodb", None, also)


@dataclass(frozen=True)
class Measured:
    """What a start costs; `ratio` is to the bare client, in instructions, and has the bar."""

    function: str
    instructions_m: float
    ratio: float
    bar: float | None
    over_bare_with_request: float
    cpu_ms: int
    cpu_ratio: float


def ratios(services: list[str], names: Iterable[str]) -> dict[str, float]:
    """Count the instructions of these functions alone, over those of the bare client."""
    with programs(services) as every:
        counted = count_all({name: every[name] for name in (BARE, *names)}, ROOT)
    return {name: counted[name] / counted[BARE] for name in names}


def measure(services: list[str]) -> list[Measured]:
    """Instructions and CPU of each function's start."""
    bars = {function.name: function.bar for function in functions(services)}
    with programs(services) as every:
        instructions = count_all(every, ROOT)
        cpu = _cpu_of_all(every)
    return [
        Measured(
            name,
            round(instructions[name] / 1e6, 1),
            round(instructions[name] / instructions[BARE], 3),
            bars.get(name),
            round(instructions[name] / instructions[BARE_ASKING], 3),
            round(statistics.median(each[name] for each in cpu) * 1000),
            round(statistics.median(each[name] / each[BARE] for each in cpu), 2),
        )
        for name in every
    ]


@contextmanager
def programs(services: list[str]) -> Iterator[dict[str, tuple[str, dict[str, str]]]]:
    """Every program with its environment, while the endpoint answers; first what the functions are compared with."""
    with TemporaryDirectory() as made, endpoint(Path(made)) as server:
        folder = Path(made)
        bare, deployed = environments(folder, server)
        to_loopback = TO_LOOPBACK.format(port=server.port)
        client = f"{_WITHOUT_PYOPENSSL}; import boto3; client = boto3.client('dynamodb')"
        yield {
            BARE: (client, bare),
            BARE_ASKING: (f"{to_loopback}\n{client}; client.{_ASKING['dynamodb']}", bare),
            FASTAPI: (f"{client}; import bench.fastapi_app", bare),
        } | {each.name: (f"{to_loopback}\n{each.program}", deployed) for each in functions(services)}


def environments(folder: Path, server: Endpoint) -> tuple[dict[str, str], dict[str, str]]:
    """The environments of a bare client and of a function as infra/functions.py sets it; both trust the endpoint."""
    for name, content in aws_data.models().items():
        (folder / "models" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "models" / name).write_bytes(content)
    every, few = folder / "every.pem", folder / "few.pem"
    every.write_text(Path(certifi.where()).read_text() + server.root)
    few.write_bytes(aws_data.roots() + server.root.encode())
    bare = {
        "PATH": os.environ["PATH"],
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_CA_BUNDLE": str(every),
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "compiled"),
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
    }
    settings = {"AWS_CA_BUNDLE": few, "AWS_DATA_PATH": folder / "models", "AWS_PARAMETER_VALIDATION": "off"}
    settings |= {"POWERTOOLS_METRICS_NAMESPACE": "Teamline", "POWERTOOLS_SERVICE_NAME": "bench"}
    return bare, bare | {name: str(value) for name, value in settings.items()}


def _cpu_of_all(every: Mapping[str, tuple[str, dict[str, str]]]) -> list[dict[str, float]]:
    """Seconds of each; the rounds of all go in turn, so that a slow moment hits all alike."""
    return [{name: _cpu(*program) for name, program in every.items()} for _ in range(_ROUNDS)]


def _cpu(program: str, environment: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
