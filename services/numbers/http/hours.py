"""Business hours in requests and responses: times of the day by weekday, in the number's own zone (N9)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from kernel.http.forms import Form
from kernel.http.models import View
from services.numbers.domain.call_settings import Hours, version_of
from services.numbers.domain.hours import to_minutes, to_time
from services.numbers.http.call_schemas import VersionedBody, Words

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = Form(r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "Enter a time such as 09:30, or 24:00 for the end of the day.")
Time = Annotated[str, _TIME]


class Span(BaseModel):
    """A time of the day in which calls are taken, from one time until another."""

    model_config = ConfigDict(extra="forbid", defer_build=True, populate_by_name=True, serialize_by_alias=True)

    from_: Time = Field(alias="from")
    until: Time

    @property
    def minutes(self) -> tuple[int, int]:
        """The minutes since midnight at which it begins and ends."""
        return to_minutes(self.from_), to_minutes(self.until)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        begins, ends = self.minutes
        if ends <= begins:
            raise PydanticCustomError(
                "ends_before_it_begins",
                "This ends before it begins. Over midnight, enter two: until 24:00, from 00:00.",
            )
        return self

    @classmethod
    def of(cls, minutes: tuple[int, int]) -> Self:
        """Return the view of a pair of minutes."""
        return cls(from_=to_time(minutes[0]), until=to_time(minutes[1]))


def _apart(spans: list[Span]) -> list[Span]:
    """Return the spans of a day in their order. Raise an error if two overlap."""
    ordered = sorted(spans, key=lambda span: span.minutes)
    for one, following in pairwise(ordered):
        if following.minutes[0] < one.minutes[1]:
            raise PydanticCustomError("overlap", "Two of these times overlap.")
    return ordered


Day = Annotated[list[Span], Field(default_factory=list, max_length=10), AfterValidator(_apart)]


class Week(BaseModel):
    """When calls are taken, by weekday; on a day without times, they are not."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    monday: Day
    tuesday: Day
    wednesday: Day
    thursday: Day
    friday: Day
    saturday: Day
    sunday: Day

    @classmethod
    def of(cls, hours: Hours) -> Self:
        """Return the view of the week of hours."""
        return cls(**{name: _view(hours.open.get(str(place), ())) for place, name in enumerate(WEEKDAYS)})


def _view(pairs: Iterable[tuple[int, int]]) -> list[Span]:
    return [Span.of(pair) for pair in pairs]


class HoursBody(VersionedBody):
    """When a number takes calls. Switched off, it takes them always, and the times are kept."""

    is_on: bool = True
    time_zone: str = Field(max_length=100, description="A name of the IANA database, such as America/New_York.")
    open: Week
    days_off: list[date] = Field(default_factory=list, max_length=100)
    reply: Words = Field(default="", description="A text that callers get while it is closed; none if empty.")

    def to_hours(self, time_zone: str) -> Hours:
        """Return the hours in this time zone."""
        week = {str(place): getattr(self.open, name) for place, name in enumerate(WEEKDAYS)}
        return Hours(
            time_zone=time_zone,
            is_on=self.is_on,
            open={day: tuple(span.minutes for span in spans) for day, spans in week.items() if spans},
            days_off=tuple(sorted({day.isoformat() for day in self.days_off})),
            reply=self.reply,
        )


class HoursView(View):
    """When a number takes calls; by default always, and nothing else is set."""

    is_on: bool
    time_zone: str | None
    open: Week
    days_off: list[date]
    reply: str
    version: str

    @classmethod
    def of(cls, hours: Hours | None) -> Self:
        """Return the view of hours."""
        known = hours or Hours("", is_on=False)
        return cls(
            is_on=known.is_on,
            time_zone=known.time_zone or None,
            open=Week.of(known),
            days_off=[date.fromisoformat(day) for day in known.days_off],
            reply=known.reply,
            version=version_of(hours),
        )
