"""Many numbers of a team, put into the table and at the carrier, of which five differ (N16)."""

from kernel import clock
from services.numbers.domain.number import Number, NumberStatus
from services.numbers.stores import numbers
from simulators.telnyx.application import CONNECTION_ID
from tests.moto_tables import plant
from tests.services.numbers.harness import OWNER, TEAM, NumbersHarness

Lines = set[tuple[str, str]]


def plant_numbers(harness: NumbersHarness, many: int) -> Lines:
    """Put so many numbers there, at least 100, and return the five lines that the inventory is to find."""
    plant(harness.table.name, (entry for at in range(many) for entry in numbers.create(_number(at))[:2]))
    rows = [
        {"phone_number": _number_at(at), "reference": f"num_{at}", "connection_id": CONNECTION_ID} for at in range(many)
    ]
    harness.carrier.requests_for("numbers", add=rows)
    harness.carrier.requests_for(
        "numbers",
        lose=[_number_at(7)],
        add=[{"phone_number": "+16465550123", "reference": "num_gone", "connection_id": CONNECTION_ID}],
        order=[{"phone_number": "+16465550124", "reference": "num_never"}],
        change={_number_at(71): {"connection_id": "1"}, _number_at(99): {"status": "port-failed"}},
    )
    return {
        ("number_unknown_to_carrier", _number_at(7)),
        ("connection_differs", _number_at(71)),
        ("number_unknown_to_carrier", _number_at(99)),
        ("number_unknown_to_us", "+16465550123"),
        ("order_unknown_to_us", "+16465550124"),
    }


def _number_at(place: int) -> str:
    return f"+1212{2_000_000 + place}"


def _number(at: int) -> Number:
    known = ("local", TEAM, "local_monthly", clock.now(), OWNER)
    return Number(f"num_{at}", _number_at(at), *known, status=NumberStatus.ACTIVE)
