"""Measures every route once, as a caller who may use it: AWS calls, DynamoDB units, time of a warm request."""

from dataclasses import dataclass
from typing import Any

from bench import warm
from bench.gathering import open_cast
from bench.units import counting
from kernel import aws
from tests.events import app_headers, http_event
from tests.services.cast import Cast
from tests.services.rows import CALLERS, ROWS, Row

_READS_BAR, _WRITES_BAR = 1.0, 2.0  # ms, p50
_VERIFIES = "POST /v1/store-subscriptions"  # what Apple has signed: four signatures of a chain


@dataclass(frozen=True)
class Measured:
    """What one route costs."""

    route: str
    status: int
    reads: int
    transactions: int
    kms: int
    read_units: float
    write_units: float
    warm_ms: float | None

    @property
    def within(self) -> bool:
        """Whether the time is within its bar; one that asks KMS, hashes a password or verifies is not compared."""
        bar = _READS_BAR if self.route.startswith("GET") else _WRITES_BAR
        return self.warm_ms is None or self.warm_ms <= bar


def measure() -> list[Measured]:
    """Each route of the table of callers."""
    with open_cast() as cast:
        return [_measured(cast, row) for row in ROWS]


def _measured(cast: Cast, row: Row) -> Measured:
    caller = _may(row)
    with warm.recording(aws.client("dynamodb")) as answers:
        _play(cast, row, caller)
    cast.restore()
    client, kms = aws.client("dynamodb"), aws.client("kms")
    signed: list[str] = []

    def note(model: Any, **_: Any) -> None:
        signed.append(model.name)

    kms.meta.events.register("before-call.kms", note)
    try:
        with counting(client) as used:
            status = _play(cast, row, caller)
    finally:
        kms.meta.events.unregister("before-call.kms", note)
    cast.restore()
    return Measured(
        route=row.key,
        status=status,
        reads=used.reads,
        transactions=used.transactions,
        kms=len(signed),
        read_units=used.read_units,
        write_units=used.write_units,
        warm_ms=_warm(cast, row, caller, answers, status) if _is_comparable(row, used.calls, signed) else None,
    )


def _is_comparable(row: Row, calls: int, signed: list[str]) -> bool:
    return bool(calls) and not signed and row.key != _VERIFIES


def _may(row: Row) -> str:
    """Return the most privileged caller who is not refused, or the owner if all are."""
    return next((caller for caller in reversed(CALLERS) if row.expected_status(caller) < 300), "owner")


def _play(cast: Cast, row: Row, caller: str) -> int:
    return cast.send(caller, row).status


def _warm(cast: Cast, row: Row, caller: str, answers: list[dict[str, Any]], status: int) -> float | None:
    """The time around recorded answers; None where they cannot be had twice, as at PayPal."""
    service, api = cast.world.serving(row.key)
    path = {name: cast.resolve(value) for name, value in (row.path or {}).items()} or None
    given = {"path": path, "body": cast.resolve(row.body), "query": row.query}
    event = http_event(row.key, caller=cast.ids.get(caller), headers=app_headers(api.routes, row.key), **given)
    with cast.world.inside(service), warm.replaying(aws.client("dynamodb"), answers):
        try:
            return warm.milliseconds(api.handler, event, status)
        except warm.UnexpectedStatusError:
            return None
