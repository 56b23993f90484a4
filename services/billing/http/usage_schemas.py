"""The queries and the responses of the routes of usage (B12)."""

from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from contracts.money import dollars
from contracts.sentences import say
from kernel.http.forms import Form
from kernel.http.models import RequestBody, View
from kernel.http.pages import PageQuery
from kernel.problems import Invalid
from services.billing.domain.usage_period import MOST_MONTHS, UsagePeriod
from services.billing.http.payer_queries import Id

if TYPE_CHECKING:
    from services.billing.domain.usage_summary import Filter, Group

_FIRST_YEAR, _LAST_YEAR = 2000, 2199
_GROUP = "day|user|kind|number|country"
_GROUPS = Form(rf"^({_GROUP})(,({_GROUP})){{0,4}}$", "Name day, user, kind, number or country, with commas between.")
_COUNTRY = Form(r"^([A-Z]{2}|none)$", "Write a country as two capital letters, such as DE, or none.")
Kind = Literal["call", "forwarding", "call_received", "voicemail", "text", "text_received", "plan"]


def _counted(given: date) -> date:
    if not _FIRST_YEAR <= given.year <= _LAST_YEAR:
        raise PydanticCustomError("invalid_date", f"Choose a year from {_FIRST_YEAR} to {_LAST_YEAR}.")
    return given


Day = Annotated[date, AfterValidator(_counted)]


class UsageFilter(RequestBody):
    """Whose usage, of which days, and of what; by default of the current month up to today."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    first: Day | None = Field(default=None, alias="from", description="The first day.")
    last: Day | None = Field(default=None, alias="to", description="The last day, which is included.")
    time_zone: str | None = Field(default=None, max_length=64, description="By default the caller's own.")
    user_id: Id | None = Field(default=None, description="`me` is the caller, `former` who is no more on the team.")
    kind: Kind | None = None
    number_id: Id | None = None
    country: Annotated[str, _COUNTRY] | None = Field(default=None, description="`none` is no country: toll-free.")
    plans: bool = Field(default=True, description="`false` leaves out number plans, as spend limits do.")

    def period(self, now: datetime, own_zone: str) -> UsagePeriod:
        """Return the days. Raises Invalid if they end before they start, are too many, or the zone is not known."""
        zone = _zone(self.time_zone, own_zone)
        today = now.astimezone(zone).date()
        last = self.last or max(today, self.first or today)
        period = UsagePeriod(self.first or last.replace(day=1), last, zone)
        if period.first > period.last:
            raise _refused("from", "after_the_end", say("This day is after the last one."))
        if period.is_too_long:
            raise _refused("from", "too_long", say("Choose at most {count} months.", count=MOST_MONTHS))
        return period

    @property
    def wanted(self) -> "Filter":
        """Return what is asked for, of any user."""
        from services.billing.domain.usage_summary import Filter

        return Filter(kind=self.kind, number_id=self.number_id, country=self.country, plans=self.plans)


class UsageQuery(UsageFilter):
    """How usage is summed: by day, user, kind, number, country, or several of them."""

    group_by: Annotated[str, _GROUPS] = Field(default="day", description="Such as `day,kind`.")

    @property
    def groups(self) -> "tuple[Group, ...]":
        """Return what it is grouped by, each once and in one order."""
        from services.billing.domain.usage_summary import GROUPS

        named = self.group_by.split(",")
        return tuple(group for group in GROUPS if group in named)


class RecordsQuery(UsageFilter, PageQuery):
    """Which records to list, page by page."""

    limit: int = Field(default=25, ge=1, le=1000, description="How many items at most.")


class UsageMoney(View):
    """Money in micro-dollars exactly; below zero where more was given back than used."""

    amount: str
    currency: Literal["USD"] = "USD"


class UsageRow(View):
    """What was used, its cost, how many calls or texts, and seconds of calls; null is what it is not grouped by.

    `user_id` is `former` for all who are on the team no more, and `none` for plans of numbers without a user. A plan
    is of who used its number when it was invoiced.
    """

    day: str | None = Field(default=None, json_schema_extra={"format": "date"})
    user_id: str | None = None
    user_name: str | None = None
    kind: str | None = None
    number_id: str | None = None
    phone_number: str | None = None
    country: str | None = None
    amount: UsageMoney
    count: int
    seconds: int


class UsageTotal(View):
    """The sum of all rows; `count` is of calls and texts."""

    amount: UsageMoney
    count: int
    seconds: int


class UsageView(View):
    """Usage of the days from `from` to `to`, both included. `forecast` is for the month's end, while it runs."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    time_zone: str
    rows: list[UsageRow]
    total: UsageTotal
    forecast: UsageMoney | None = None


class UsageRecordView(View):
    """A call, text or voicemail, or what a number plan cost; `units` are parts of a text.

    It is on the day of `counted_at`, when it was debited. A plan's is a line of an invoice, or a note, whose number
    begins `record_id`; it counts when that was issued, and has no `number_id`.
    """

    record_id: str
    at: datetime
    counted_at: datetime
    user_id: str
    user_name: str | None
    kind: str
    number_id: str
    phone_number: str | None
    country: str
    place: str
    deck: str
    amount: UsageMoney
    seconds: int
    units: int


def money(micros: int) -> UsageMoney:
    """Return the view of an amount."""
    return UsageMoney(amount=dollars(micros))


def zone_name(asked: str | None, own_zone: str) -> str:
    """Return the name of the zone that days are of."""
    return asked or own_zone


def _zone(asked: str | None, own_zone: str) -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(zone_name(asked, own_zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if asked is None:
            return UTC
        message = say("Name a time zone of the IANA database, such as Europe/Berlin.")
        raise _refused("time_zone", "unknown_time_zone", message) from None


def _refused(field: str, code: str, message: str) -> Invalid:
    return Invalid(errors=[{"field": field, "code": code, "message": message}])
