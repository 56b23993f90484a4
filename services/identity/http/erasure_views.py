"""The response body of the route of erasures."""

from datetime import datetime
from typing import Literal, Self

from contracts.exports import SERVICES
from kernel.http.models import View
from services.identity.domain.erasure import Erasure


class KeptView(View):
    """A kind of what is kept by id only: how many there are, and why."""

    kind: str
    rows: int
    why: str


class ErasedPartView(View):
    """What one service found: the kinds that are gone, and those that are kept."""

    service: Literal["identity", "teams", "billing", "numbers"]
    status: Literal["erasing", "erased"]
    gone: list[str]
    kept: list[KeptView]


class ErasureView(View):
    """The erasure of a closed account: complete once `completed_at` is set."""

    account_id: str
    closed_at: datetime
    completed_at: datetime | None
    parts: list[ErasedPartView]

    @classmethod
    def of_erasure(cls, erasure: Erasure) -> Self:
        """Return an erasure as who has its receipt sees it."""
        return cls(
            account_id=erasure.account_id,
            closed_at=erasure.closed_at,
            completed_at=erasure.completed_at,
            parts=[_part(erasure, service) for service in SERVICES],
        )


def _part(erasure: Erasure, service: str) -> ErasedPartView:
    part = erasure.parts.get(service)
    return ErasedPartView.model_validate(
        {
            "service": service,
            "status": "erased" if part else "erasing",
            "gone": part.gone if part else [],
            "kept": [{"kind": it.kind, "rows": it.rows, "why": it.why} for it in part.kept] if part else [],
        }
    )
