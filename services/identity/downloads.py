"""The routes of exports, a copy of what is stored of a person or a team, and of the proof of an erasure (I10)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.problems import NotFound
from services.identity import export_wiring, wiring
from services.identity.domain import problems
from services.identity.http import erasure_views, export_views

downloads = Api("identity", wiring.table)
handler = downloads.handler


@downloads.post(
    "/v1/exports",
    status=202,
    step_up=True,
    refusals=(problems.AccountOver, problems.NotTheOwner, problems.ExportRunning, problems.TooManyExports),
)
def create_export(work: UnitOfWork, body: export_views.ExportRequest) -> export_views.ExportView:
    """Ask for a copy of what is stored of the caller, or of the team that they own. It is prepared in the background.

    A notice says when it is ready. It can be downloaded for seven days.
    """
    from services.identity.use_cases.exports.ask_export import ask_export

    return ask_export(work, of=body.of)


@downloads.get("/v1/exports", refusals=(problems.AccountOver,))
def list_exports(work: UnitOfWork) -> export_views.ExportList:
    """List the caller's exports of the last days, newest first."""
    from services.identity.use_cases.exports.ask_export import list_exports as list_own

    return export_views.ExportList(items=list_own(work))


@downloads.get("/v1/exports/{id}", refusals=(NotFound, problems.AccountOver))
def get_export(work: UnitOfWork, id: str) -> export_views.ExportView:
    """Return how far an export is, part by part."""
    from services.identity.use_cases.exports.ask_export import view_export

    return view_export(work, export_id=id)


@downloads.post(
    "/v1/exports/{id}/link",
    keyed=False,
    step_up=True,
    refusals=(NotFound, problems.AccountOver, problems.NotTheOwner, problems.ExportNotReady),
)
def link_export(work: UnitOfWork, id: str) -> export_views.ExportLinks:
    """Return links to the files of an export. Each is valid for 15 minutes."""
    from services.identity.use_cases.exports import ask_export

    return ask_export.link_export(work, storage=export_wiring.export_files(), export_id=id)


@downloads.get("/v1/erasures/{token}", open=True, refusals=(problems.LinkUsed,))
def get_erasure(work: UnitOfWork, token: str) -> erasure_views.ErasureView:
    """Return what is erased of a closed account, and what is kept and why, to who has the receipt of its closing."""
    from services.identity.use_cases.profile.prove_erasure import view_erasure

    return view_erasure(work, token=token)
