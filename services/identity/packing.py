"""The door to the bus that packs the parts of exports and collects the proof of erasures, with a queue of its own."""

from contracts.erasures import BillingErased, IdentityErased, NumbersErased, TeamsErased
from contracts.exports import (
    BillingPartReady,
    ExportPackDue,
    IdentityPartReady,
    NumbersPartReady,
    TeamsPartReady,
)
from contracts.identity import AccountClosed
from kernel.bus.consumer import Consumer
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity import export_wiring, wiring
from services.identity.use_cases.exports import pack_export
from services.identity.use_cases.profile.prove_erasure import record_erased

packing = Consumer("identity-packing", wiring.table)
handler = packing.handler


@packing.on(IdentityPartReady)
def record_part_of_identity(work: UnitOfWork, event: IdentityPartReady) -> None:
    """Record identity's part of an export."""
    _record(work, "identity", event)


@packing.on(TeamsPartReady)
def record_part_of_teams(work: UnitOfWork, event: TeamsPartReady) -> None:
    """Record teams' part of an export."""
    _record(work, "teams", event)


@packing.on(BillingPartReady)
def record_part_of_billing(work: UnitOfWork, event: BillingPartReady) -> None:
    """Record billing's part of an export."""
    _record(work, "billing", event)


@packing.on(NumbersPartReady)
def record_part_of_numbers(work: UnitOfWork, event: NumbersPartReady) -> None:
    """Record the part of numbers of an export."""
    _record(work, "numbers", event)


@packing.on(ExportPackDue, has_external_effect=True)
def pack_due_export(work: UnitOfWork, event: ExportPackDue) -> None:
    """Pack the next ZIP file of an export."""
    pack_export.pack_next(work, storage=export_wiring.export_files(), event=event)


@packing.on(AccountClosed, has_external_effect=True)
def erase_exports_of_closed(work: UnitOfWork, event: AccountClosed) -> None:
    """Erase the exports of a closed account."""
    pack_export.erase_exports(work, storage=export_wiring.export_files(), event=event)


@packing.on(IdentityErased)
def record_erasure_by_identity(work: UnitOfWork, event: IdentityErased) -> None:
    """Record what identity found of a closed account."""
    record_erased(work, service="identity", event=event)


@packing.on(TeamsErased)
def record_erasure_by_teams(work: UnitOfWork, event: TeamsErased) -> None:
    """Record what teams found of a closed account."""
    record_erased(work, service="teams", event=event)


@packing.on(BillingErased)
def record_erasure_by_billing(work: UnitOfWork, event: BillingErased) -> None:
    """Record what billing found of a closed account."""
    record_erased(work, service="billing", event=event)


@packing.on(NumbersErased)
def record_erasure_by_numbers(work: UnitOfWork, event: NumbersErased) -> None:
    """Record what numbers found of a closed account."""
    record_erased(work, service="numbers", event=event)


def _record(work: UnitOfWork, service: str, event: object) -> None:
    pack_export.record_part(work, storage=export_wiring.export_files(), service=service, event=event)
