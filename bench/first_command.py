"""A cold voice function: from its process to the command at the carrier, and the same for its second call (N6).

The function runs in a fresh process, with the emulator's DynamoDB and Secrets Manager and the simulated carrier; who
calls is blocked, so that the first command follows from the first webhook. The start of the process is in the figure,
as that of a container is in the caller's wait.
"""

import base64
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import requests

from infra import aws_data
from kernel.dynamodb.items import to_item
from kernel.dynamodb.transact_items import encode
from local.addresses import Addresses
from local.emulator import CREDENTIALS, Emulator
from services.numbers.domain.call_settings import CallSettings
from services.numbers.stores import call_settings
from simulators.telnyx import API_KEY
from simulators.telnyx.application import CONNECTION_ID
from simulators.telnyx.deliveries import PUBLIC_KEY
from tests.carrier import RunningCarrier
from tests.conftest import create_table

ROOT = Path(__file__).parent.parent
_CALLER, _NUMBER, _TABLE, _SECRET = "+12125550199", "+14155550100", "first-command", "first-command"
_ROUNDS = 5
_PROGRAM = """
import json, sys
sys.modules["urllib3.contrib.pyopenssl"] = None  # as deployed: the layer has no such module
from services.numbers.voice import handler
for line in sys.stdin:
    print(handler(json.loads(line), None)["statusCode"], flush=True)
"""


@dataclass(frozen=True)
class FirstCommand:
    """The milliseconds from a webhook to its command at the carrier; `cpu_ms` are those of the cold process itself."""

    function: str
    cold_ms: int
    cpu_ms: int
    warm_ms: int


def measure() -> list[FirstCommand]:
    """Measure the cold and the second call of fresh processes; the median of some."""
    carrier = RunningCarrier()
    with TemporaryDirectory() as folder, TemporaryDirectory() as models:
        _write_models(Path(models))
        emulator = Emulator(Path(folder), Addresses.free().emulator_port)
        emulator.start()
        try:
            _prepare(emulator, carrier)
            rounds = [_play(emulator, carrier, models) for _ in range(_ROUNDS)]
        finally:
            emulator.stop()
            carrier.stop()
    cold, cpu, warm = (round(median(each) * 1000) for each in zip(*rounds, strict=True))
    return [FirstCommand("numbers-voice", cold, cpu, warm)]


def _write_models(folder: Path) -> None:
    """Write what the AWS client reads at its start, as the layer has it."""
    for name, content in aws_data.models().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _prepare(emulator: Emulator, carrier: RunningCarrier) -> None:
    carrier.begin_test()
    carrier.simulator.inventory.add_number(_NUMBER, "num_1", "number_order", CONNECTION_ID)
    client = emulator.client("dynamodb")
    create_table(client, _TABLE)
    settings = CallSettings(_NUMBER, "num_1", "acc_1", user_id="acc_1", is_active=True, blocked=(_CALLER,))
    client.put_item(TableName=_TABLE, Item=encode(call_settings.key(_NUMBER) | to_item(settings)))
    secret = json.dumps({"carrier_api_key": API_KEY})
    emulator.client("secretsmanager").create_secret(Name=_SECRET, SecretString=secret)


def _play(emulator: Emulator, carrier: RunningCarrier, models: str) -> tuple[float, float, float]:
    """Return the seconds to the first command, those of the process's own work, and those to the second command."""
    events = [_next_event(carrier) for _ in range(2)]
    environment = CREDENTIALS | {
        "PATH": os.environ["PATH"],
        "AWS_ENDPOINT_URL": emulator.url,
        "AWS_DATA_PATH": models,
        "AWS_PARAMETER_VALIDATION": "off",
        "PYDANTIC_DISABLE_PLUGINS": "__all__",
        "TABLE_NAME": _TABLE,
        "SECRET_NAME": _SECRET,
        "CARRIER_URL": carrier.url,
        "CARRIER_PUBLIC_KEY": PUBLIC_KEY,
        "PORTAL_URL": carrier.origin,
        "POWERTOOLS_METRICS_NAMESPACE": "Teamline",
    }
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    ) as process:
        took, work = [], []
        for event in events:
            before = _commands(carrier)
            print(json.dumps(event), file=process.stdin, flush=True)
            while _commands(carrier) == before and process.poll() is None:
                time.sleep(0.001)
            took.append(time.perf_counter() - began)
            work.append(_work_of(process.pid))
            time.sleep(0.3)
            began = time.perf_counter()
        process.terminate()
    return took[0], work[0], took[1]


def _work_of(pid: int) -> float:
    """Return the seconds that a process has worked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _commands(carrier: RunningCarrier) -> int:
    return sum("/actions/" in exchange.target for exchange in list(carrier.exchanges))


def _next_event(carrier: RunningCarrier) -> dict[str, Any]:
    """Have a call come, and return its first webhook as the HTTP API passes it on."""
    count = len(carrier.listener.received)
    said = {"from": _CALLER, "to": _NUMBER}
    requests.post(f"{carrier.origin}/_control/telnyx/calls", json=said, timeout=5).raise_for_status()
    delivery = carrier.listener.wait_for(lambda heard: len(heard) > count)[count]
    return {
        "routeKey": "POST /webhooks/carrier/voice",
        "headers": delivery.headers,
        "requestContext": {"requestId": "req", "http": {"sourceIp": "192.76.120.192"}},
        "body": base64.b64encode(delivery.body).decode(),
        "isBase64Encoded": True,
    }
