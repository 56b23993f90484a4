"""Handles requests to see what was used, the entries of wallets, in which it is, and reports of it (B12, B16)."""

from typing import Annotated

from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page
from kernel.http.request import Request, Response
from kernel.problems import NotFound
from services.billing import wiring
from services.billing.domain.person import Person
from services.billing.domain.problems import TeamNeeded
from services.billing.domain.usage_problems import UsageReportsChanged, UsageTooFine
from services.billing.http.entry_views import EntryView
from services.billing.http.report_schemas import NewUsageReports, UsageReportsView
from services.billing.http.schemas import StatementQuery
from services.billing.http.usage_schemas import RecordsQuery, UsageQuery, UsageRecordView, UsageView

usage = Api("billing", wiring.table)  # in the OpenAPI document its routes are among billing's
handler = snapshot.handler_of(usage, wiring.table, records=(Person,))


@usage.get("/v1/usage", refusals=(NotFound, UsageTooFine), files=("text/csv",))
def get_usage(work: UnitOfWork, request: Request, query: UsageQuery) -> Annotated[Response, UsageView]:
    """See what was used, of the team for who runs it, else the caller's own; as CSV with `Accept: text/csv`."""
    from services.billing.use_cases.usage.view_usage import view_usage

    return view_usage(work, query=query, accept=request.headers.get("accept", ""))


@usage.get("/v1/usage/records", refusals=(NotFound,), files=("text/csv",))
def list_usage_records(
    work: UnitOfWork, request: Request, query: RecordsQuery
) -> Annotated[Response, Page[UsageRecordView]]:
    """See calls, texts and charges for plans one by one, person by person, each newest first; CSV by `Accept`."""
    from services.billing.use_cases.usage.list_records import list_records

    return list_records(work, query=query, accept=request.headers.get("accept", ""))


@usage.get("/v1/usage/reports", refusals=(TeamNeeded,))
def get_usage_reports(work: UnitOfWork) -> UsageReportsView:
    """See how often the team's owner is mailed what the team used."""
    from services.billing.use_cases.usage import choose_reports

    return choose_reports.view_reports(work)


@usage.put("/v1/usage/reports", refusals=(TeamNeeded, UsageReportsChanged))
def set_usage_reports(work: UnitOfWork, body: NewUsageReports) -> UsageReportsView:
    """Choose how often the owner is mailed what the team used: never, weekly or monthly."""
    from services.billing.use_cases.usage import choose_reports

    return choose_reports.choose_reports(work, wanted=body)


@usage.get("/v1/ledger", refusals=(TeamNeeded, NotFound))
def list_ledger_entries(work: UnitOfWork, query: StatementQuery) -> Page[EntryView]:
    """See the entries of a wallet, oldest first, with the balance after each."""
    from services.billing.use_cases.books import list_entries

    return list_entries.list_entries(work, query=query)
