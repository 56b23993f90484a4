"""The response of billing's route that gives credits to many at once."""

from typing import Any

from kernel.http.models import View
from services.billing.http.credit_views import Allocation


class AllocationResult(View):
    """The result of one row."""

    index: int
    status: int
    allocation: Allocation | None = None
    problem: dict[str, Any] | None = None


class AllocationResults(View):
    """The result of each row."""

    results: list[AllocationResult]
