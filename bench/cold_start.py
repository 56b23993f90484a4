"""Cold start: CPU of a fresh process that imports a function and builds its clients, over a bare DynamoDB client."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_ROUNDS = 7

BASE = "import boto3; boto3.client('dynamodb')"
FASTAPI = "import boto3; boto3.client('dynamodb'); import bench.fastapi_app"

_BUILD = "from kernel import aws; import {module}; [aws.client(name) for name in {clients}]"


@dataclass(frozen=True)
class Function:
    """A deployed function: its module, the clients it builds, and the bar for its ratio."""

    name: str
    module: str
    clients: tuple[str, ...]
    bar: float

    @property
    def program(self) -> str:
        """What a fresh container does before its first event."""
        return _BUILD.format(module=self.module, clients=self.clients)


def functions(services: list[str]) -> list[Function]:
    """Every function of these services, and those that all share."""
    found = [
        Function("relay", "kernel.bus.relay", ("events",), 1.3),
        Function("document", "kernel.http.document", (), 1.3),
        Function("authorizer", "services.identity.authorizer", ("kms",), 1.3),
    ]
    for service in services:
        for door, bar in (("api", 1.5), ("documents", 1.5), ("webhooks", 1.5), ("consumer", 1.3), ("schedule", 1.3)):
            if (ROOT / "services" / service / f"{door}.py").exists():
                found.append(Function(f"{service}-{door}", f"services.{service}.{door}", ("dynamodb",), bar))
    return found


def measure(services: list[str]) -> list[dict[str, object]]:
    """CPU and ratio of each function; the rounds of all go in turn, so that a slow moment hits all alike."""
    programs = {"bare client": BASE, "FastAPI + Mangum": FASTAPI}
    programs |= {function.name: function.program for function in functions(services)}
    bars = {function.name: function.bar for function in functions(services)}
    with tempfile.TemporaryDirectory() as cache:
        for program in programs.values():
            _cpu(program, cache)
        rounds = [{name: _cpu(program, cache) for name, program in programs.items()} for _ in range(_ROUNDS)]
    return [
        {
            "function": name,
            "cpu_ms": round(statistics.median(each[name] for each in rounds) * 1000),
            "ratio": round(statistics.median(each[name] / each["bare client"] for each in rounds), 2),
            "bar": bars.get(name),
        }
        for name in programs
    ]


def _cpu(program: str, cache: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "PYTHONPYCACHEPREFIX": cache,
        "PYDANTIC_DISABLE_PLUGINS": "__all__",  # as infra/functions.py sets it
    }
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
