"""Lists calls and texts one by one, person by person (B12)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.http.request import Response
from services.billing.http.usage_schemas import RecordsQuery, UsageRecordView
from services.billing.use_cases.usage.see_usage import read_scope


def list_records(work: UnitOfWork, *, query: RecordsQuery, accept: str) -> Response:
    """Return a page of records. Raises Invalid and NotFound."""
    read_scope(work, query.user_id)
    return Response(200, Page[UsageRecordView](items=[], next_cursor=None))
