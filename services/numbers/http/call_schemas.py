"""Request bodies of the settings of calls."""

from pydantic import Field

from kernel.http.models import RequestBody
from services.numbers.domain.call_settings import (
    MAX_RING_SECONDS,
    MIN_RING_SECONDS,
    USUAL_RING_SECONDS,
    Mode,
    ShownCaller,
)


class ForwardingBody(RequestBody):
    """Where calls are forwarded to: always, or when no app has answered for `ring_seconds` (N6)."""

    to: str = Field(min_length=1, max_length=40)
    mode: Mode
    ring_seconds: int = Field(default=USUAL_RING_SECONDS, ge=MIN_RING_SECONDS, le=MAX_RING_SECONDS)
    shows: ShownCaller = Field(
        default="number",
        description="Whom the target sees: your `number`, or the `caller`, which is possible in the United States and "
        "Canada.",
    )
