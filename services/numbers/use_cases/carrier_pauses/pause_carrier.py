"""Pause what would fail for a fault of our account at the carrier, and open it again by the first that works.

While it is closed, nothing is asked of the carrier: what is paid waits, what is new is refused before it is charged.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.log import count, log
from kernel.problems import Stale
from kernel.providers.errors import ProviderBusyError, ProviderDownError
from services.numbers.carrier.responses import AccountFaultError, RefusedError
from services.numbers.domain.account_faults import ACCOUNT_FAULTS, BUSY, Area, Pause, pauses_of
from services.numbers.domain.problems import CarrierPaused
from services.numbers.stores import carrier_pauses


class PausedError(ProviderDownError):
    """Nothing is asked of the carrier at this moment: again later."""


def require_open(work: UnitOfWork, area: Area, holder: str = "") -> None:
    """Raise CarrierPaused while the area is closed."""
    for pause in carrier_pauses.find_all(work.table, area, holder):
        refuse_closed(work, pause)


def refuse_closed(work: UnitOfWork, pause: Pause | None) -> None:
    """Raise CarrierPaused if a pause is closed at this moment."""
    if pause and pause.is_closed(work.now):
        wait = pause.probe_at - work.now
        raise CarrierPaused(CarrierPaused.OF[pause.area], retry_after=max(1, int(wait.total_seconds())))


@contextmanager
def asking(work: UnitOfWork, area: Area, holder: str = "", now: datetime | None = None) -> Iterator[None]:
    """Ask the carrier within it: a fault of our account pauses the area, and the first that works opens it.

    `now` is the instant as of which a job asks. Raises PausedError, without asking, while the area is closed.
    """
    at = now or work.now
    claimed = [_claim_probe(work, it, at) for it in carrier_pauses.find_all(work.table, area, holder)]
    try:
        yield
    except ProviderBusyError:
        note_fault(work, BUSY, area, holder, at)
        raise
    except AccountFaultError as fault:
        note_fault(work, fault.code, area, holder, at)
        raise
    except RefusedError:
        _open(work, claimed)
        raise
    _open(work, claimed)


def note_fault(work: UnitOfWork, code: str, area: Area, holder: str = "", now: datetime | None = None) -> None:
    """Pause what the fault stops, and raise the alarm, in a transaction of its own."""
    for pause in pauses_of(code, area, holder, now or work.now):
        log().error(
            "carrier.account.fault",
            extra={"code": code, "paused": pause.area.value, "holder": holder, "advice": ACCOUNT_FAULTS[code].advice},
        )
        before = next((it for it in carrier_pauses.find_all(work.table, area=pause.area, holder=pause.holder)
                       if it.holder == pause.holder), None)  # fmt: skip
        own = work.afresh()
        own.save([carrier_pauses.save(_continued(pause, before), before)])
        _commit(own)
    if code == BUSY:
        count("CarrierBusy")
    else:
        count("CarrierAccountFault")


def open_area(work: UnitOfWork, area: Area, holder: str = "") -> list[Pause]:
    """End the pauses of an area: of everyone, and of a holder. Return them."""
    pauses = carrier_pauses.find_all(work.table, area, holder)
    _remove(work, pauses)
    return pauses


def _open(work: UnitOfWork, claimed: list[Pause]) -> None:
    """End these pauses, and those of the other areas that the same fault of the whole account has paused."""
    _remove(work, claimed)
    for pause in claimed:
        if ACCOUNT_FAULTS[pause.code].both:
            others = [it for area in Area if area is not pause.area for it in carrier_pauses.find_all(work.table, area)]
            _remove(work, [it for it in others if it.code == pause.code])


def _remove(work: UnitOfWork, pauses: list[Pause]) -> None:
    for pause in pauses:
        own = work.afresh()
        own.save([carrier_pauses.remove(pause)])
        _commit(own)
        log().info("carrier.account.works", extra={"area": pause.area.value, "code": pause.code})


def _continued(pause: Pause, before: Pause | None) -> Pause:
    """Return the pause with the beginning of the one that it goes on from."""
    return replace(pause, since=before.since) if before and before.code == pause.code else pause


def _claim_probe(work: UnitOfWork, pause: Pause, now: datetime) -> Pause:
    """Let this request through as the probe. Raises PausedError if it is too early, or another one was faster."""
    if pause.is_closed(now):
        raise PausedError("the carrier is not asked while our account has a fault")
    own = work.afresh()
    own.save([carrier_pauses.save(pause.probe(now), pause)])
    try:
        own.commit()
    except Stale as faster:
        raise PausedError("another request finds out whether our account works") from faster
    return replace(pause, version=pause.version + 1)


def _commit(own: UnitOfWork) -> None:
    """Commit; another process that was faster has said the same, or something newer."""
    try:
        own.commit()
    except Stale:
        log().info("carrier.pause.changed_meanwhile")
