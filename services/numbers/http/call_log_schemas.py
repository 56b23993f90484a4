"""Request bodies and queries of the routes of the call log and of voicemails."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field
from pydantic_core import PydanticCustomError

from contracts.sentences import say
from kernel.http.models import RequestBody
from kernel.http.pages import PageQuery
from kernel.problems import Invalid
from services.numbers.http.schemas import Id

_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_BEGINNING = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)  # before any call
_SOON = timedelta(days=1)


def _in_utc(given: datetime) -> datetime:
    """Return an instant in UTC, of a year that we count with: the calendar's ends overflow by an offset."""
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise PydanticCustomError("invalid_date", f"Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return given.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class CallsQuery(PageQuery):
    """Filters of the call log: a number, a user, and from and until when calls began."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    number_id: Id | None = None
    user_id: Id | None = Field(default=None, description="Whose calls; `me` is the caller.")
    start: Instant | None = Field(default=None, alias="from")
    end: Instant | None = Field(default=None, alias="to")

    def span(self, now: datetime) -> tuple[datetime, datetime] | None:
        """Return from and until when the calls began, or None for all. Raise Invalid if it ends before it starts."""
        if self.start is None and self.end is None:
            return None
        start, end = self.start or _BEGINNING, self.end or now + _SOON
        if start > end:
            is_after, is_future = say("This time is after the end of the list."), say("This time is in the future.")
            message = is_after if self.end else is_future
            raise Invalid(errors=[{"field": "from", "code": "after_the_end", "message": message}])
        return start, end


class VoicemailsQuery(PageQuery):
    """Filters of the list of voicemails."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    number_id: Id | None = None


class VoicemailChange(RequestBody):
    """Whether the voicemail is new: false once its user has listened to it."""

    is_new: bool
