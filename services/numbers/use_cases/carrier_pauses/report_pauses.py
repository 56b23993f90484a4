"""Report to the operator what is paused at the carrier and what to do about it, and open it at the operator's word."""

from typing import Any

from kernel import clock
from kernel.dynamodb.table import Table
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.numbers.domain.account_faults import ACCOUNT_FAULTS, Area
from services.numbers.stores import carrier_pauses
from services.numbers.use_cases.carrier_pauses.pause_carrier import open_area


def report_pauses(table: Table) -> dict[str, Any]:
    """Return each pause: what is paused, for whom, by which code, since when, and what to do."""
    return {
        "pauses": [
            {
                "area": it.area.value,
                "holder": it.holder or None,
                "code": it.code,
                "since": clock.to_text(it.since),
                "tried_again_at": clock.to_text(it.probe_at),
                "advice": ACCOUNT_FAULTS[it.code].advice,
            }
            for it in carrier_pauses.list_all(table)
        ]
    }


def open_carrier(work: UnitOfWork, *, area: Area, holder: str) -> dict[str, Any]:
    """End the pauses of an area, of everyone or of a holder too; what waits is sent within a minute."""
    return {"opened": [it.code for it in open_area(work, area, holder)]}
