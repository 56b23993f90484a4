"""Ask for a copy of what is stored of oneself, or of the team that one owns, and follow it (I10)."""

from contracts.exports import ExportOf, ExportWanted
from contracts.membership import Membership
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.identity.domain.account import Account
from services.identity.domain.export import Export, may_ask
from services.identity.domain.problems import ExportNotReady, ExportRunning, NotTheOwner, TooManyExports
from services.identity.http.export_views import ExportLinks, ExportView
from services.identity.stores import exports, memberships
from services.identity.stores.export_files import ExportFiles
from services.identity.use_cases import callers


def ask_export(work: UnitOfWork, *, of: ExportOf) -> ExportView:
    """Have every service prepare its part.

    Raises NotTheOwner for a team that the caller does not own, ExportRunning while one is being prepared, and
    TooManyExports.
    """
    account, place = _read_caller(work)
    if of == "team":
        _require_owner(work, place, place.team_id)
    before = exports.list_all(work.table, account.id)
    _refuse_too_many(before, of, work)
    export = Export(ids.new_id("exp"), account.id, of, place.team_id or "", work.now)
    work.save(exports.add(export, before))
    work.publish(
        ExportWanted(
            export_id=export.export_id,
            of=of,
            account_id=account.id,
            team_id=export.team_id,
            asked_at=work.now,
        )
    )
    return ExportView.of_export(export, work.now)


def list_exports(work: UnitOfWork) -> list[ExportView]:
    """Return the caller's exports of the last days, newest first."""
    account = callers.read_caller(work)
    return [ExportView.of_export(export, work.now) for export in exports.list_all(work.table, account.id)]


def view_export(work: UnitOfWork, *, export_id: str) -> ExportView:
    """Return one of the caller's exports. Raises NotFound."""
    export = exports.find(work.table, callers.read_caller(work).id, export_id)
    if export is None:
        raise NotFound
    return ExportView.of_export(export, work.now)


def link_export(work: UnitOfWork, *, storage: ExportFiles, export_id: str) -> ExportLinks:
    """Return links to the files of an export, for 15 minutes, and record that they were given.

    Raises NotFound, ExportNotReady, and NotTheOwner for the data of a team that the caller owns no more.
    """
    place_key, export_key = memberships.key(work.context.actor), exports.key(work.context.actor, export_id)
    found = work.table.get_many([*callers.keys(work), place_key, export_key])
    account = callers.load_caller(work, found)
    export = exports.from_found(found.get(export_key))
    if export is None:
        raise NotFound
    if export.of == "team":
        _require_owner(work, memberships.from_found(found.get(place_key), account.id), export.team_id)
    if export.status(work.now) != "ready":
        raise ExportNotReady
    work.save(exports.change(export.with_links(work.now), export))
    return ExportLinks.of_export(export, storage.sign_link, work.now)


def _read_caller(work: UnitOfWork) -> tuple[Account, Membership]:
    """Return the caller's account and place on a team, in one read."""
    place_key = memberships.key(work.context.actor)
    found = work.table.get_many([*callers.keys(work), place_key])
    account = callers.load_caller(work, found)
    return account, memberships.from_found(found.get(place_key), account.id)


def _require_owner(work: UnitOfWork, place: Membership, team_id: str | None) -> None:
    if place.role != "owner" or not place.team_id or place.team_id != team_id:
        raise NotTheOwner
    work.authorize(memberships.require_unchanged(place))


def _refuse_too_many(before: list[Export], of: ExportOf, work: UnitOfWork) -> None:
    found = may_ask(before, of, work.now)
    if found == "too_many":
        raise TooManyExports(retry_after=3600)
    if found:
        raise ExportRunning(export_id=found.export_id)
