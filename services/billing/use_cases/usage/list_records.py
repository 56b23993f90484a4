"""Lists calls and texts one by one, person by person in the order of their ids, each person's newest first (B12).

No index has all records of a team in the order of time: it would cost each of them another write. The sums say who used
anything at all, so that no one else's records are read, and a page reads the sums once at most. What number plans cost
comes after all people, line by line from the payer's invoices, so that the list adds up to the sums (decision 068).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from kernel import clock
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.pages import Page
from kernel.http.request import Response
from services.billing.domain.plan_charges import PlanCharge
from services.billing.domain.usage import UsageRecord
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_summary import NONE, PLAN, Filter, find_users
from services.billing.http.record_cursor import PLANS, RecordCursor
from services.billing.http.usage_schemas import RecordsQuery, UsageRecordView, money
from services.billing.stores import phone_numbers, usage_records
from services.billing.stores.usage_records import Place
from services.billing.use_cases.usage.read_plan_charges import list_plan_charges, place_of
from services.billing.use_cases.usage.see_usage import (
    FORMER,
    FORMER_NAME,
    PLANS_NAME,
    Scope,
    name_members,
    read_scope,
)
from services.billing.use_cases.usage.sum_usage import read_days
from services.billing.use_cases.usage.view_usage import file_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records are asked for: whose, of which days, of what."""

    scope: Scope
    period: UsagePeriod
    wanted: Filter

    def keeps(self, record: UsageRecord) -> bool:
        """Return whether a record of a person in the scope is listed."""
        wanted, is_of_team = self.wanted, self.scope.team_id in (None, record.holder)
        is_within = self.period.start <= record.counted_at < self.period.end
        filters = (
            (wanted.kind, record.kind),
            (wanted.number_id, record.number_id),
            (wanted.country, record.country or NONE),
        )
        return is_of_team and is_within and all(want in (None, has) for want, has in filters)


def list_records(work: UnitOfWork, *, query: RecordsQuery, accept: str) -> Response:
    """Return a page of records; as CSV if `accept` names it, with a link to the next part. Raises Invalid, NotFound."""
    scope = read_scope(work, query.user_id)
    period = query.period(work.now, scope.reader.time_zone)
    asked = Asked(scope, period, query.wanted)
    after = _read_cursor(query, asked)
    records, next_cursor = _page(work, asked, query.limit, after)
    charges = list[PlanCharge]()
    if next_cursor is None:
        charges, next_cursor = _page_of_charges(work, asked, query.limit - len(records), after)
    views = [*_views(work, scope, records), *_views_of_charges(work, scope, charges)]
    if "text/csv" not in accept:
        return Response(200, Page[UsageRecordView](items=views, next_cursor=next_cursor))
    from services.billing.http.usage_file import records_file

    link = {"link": f'<{_next(query, next_cursor)}>; rel="next"'} if next_cursor else {}
    content = records_file(views, period.zone, is_first=query.cursor is None)
    return file_of(content, f"records-{period.first}-{period.last}", **link)


def _list_of(asked: Asked) -> str:
    return f"{asked.scope.wallet}/{asked.scope.user_id or ''}"


def _read_cursor(query: RecordsQuery, asked: Asked) -> RecordCursor | None:
    """Return the place that a cursor names, if it is one of this list. Raises InvalidCursor."""
    after = RecordCursor.read(query.cursor, _list_of(asked))
    is_of_plans = after is not None and after.account_id == PLANS
    if after and not is_of_plans and asked.scope.account_id not in (None, after.account_id):
        raise RecordCursor.refused()
    contains = _is_in_charges if is_of_plans else _is_in_records
    if after and not contains(after, asked.period):
        raise RecordCursor.refused()
    return after


def _is_in_records(after: RecordCursor, period: UsagePeriod) -> bool:
    return usage_records.contains(after.sk, period)


def _is_in_charges(after: RecordCursor, period: UsagePeriod) -> bool:
    """Return whether a cursor names a line of a document that was issued in a period."""
    is_within = clock.to_text(period.start) <= after.sk <= _place_before(period)
    return after.record_id.isdecimal() and is_within


def _page(
    work: UnitOfWork, asked: Asked, limit: int, after: RecordCursor | None
) -> tuple[list[UsageRecord], str | None]:
    """Return a page of records, and the cursor of the next one."""
    found: list[UsageRecord] = []
    for account_id, place in _lists(work, asked, after):
        if len(found) == limit:
            return found, RecordCursor(_list_of(asked), account_id, usage_records.newest(asked.period.end)).text()
        listed = usage_records.read(
            work.table, account_id, asked.period, keeps=asked.keeps, limit=limit - len(found), after=place
        )
        found += [record for _, record in listed.records]
        if listed.goes_on:
            at = listed.goes_on
            return found, RecordCursor(_list_of(asked), account_id, at.sk, at.record_id).text()
    return found, None


def _lists(work: UnitOfWork, asked: Asked, after: RecordCursor | None) -> Iterator[tuple[str, Place | None]]:
    """Yield whose records are listed from a cursor on, and after which place of theirs."""
    if after and after.account_id == PLANS:
        return
    if after:
        yield after.account_id, Place(after.sk, after.record_id)
    yield from ((one, None) for one in _people(work, asked) if after is None or one > after.account_id)


def _people(work: UnitOfWork, asked: Asked) -> list[str]:
    """Return who has records in the list, by id."""
    scope = asked.scope
    if asked.wanted.kind == PLAN:
        return []
    if scope.account_id:
        return [scope.account_id] if scope.account_id != NONE else []
    days = read_days(work, scope, asked.period, asked.wanted, ("user",))
    used_by = find_users(days, asked.period, asked.wanted)
    if scope.user_id == FORMER:
        used_by -= set(name_members(work, scope, used_by))
    return sorted(used_by)


def _page_of_charges(
    work: UnitOfWork, asked: Asked, limit: int, after: RecordCursor | None
) -> tuple[list[PlanCharge], str | None]:
    """Return what plans cost, as far as it fits a page, and the cursor of the next one."""
    place = (after.sk, int(after.record_id)) if after and after.account_id == PLANS else None
    wanted = replace(asked.wanted, account_id=asked.scope.account_id)
    found = list(islice(list_plan_charges(work, asked.scope, asked.period, wanted, place), limit + 1))
    if len(found) <= limit:
        return found, None
    last = found[limit - 1] if limit else None
    at = (place_of(last.document), str(last.place)) if last else (_place_before(asked.period), "0")
    return found[:limit], RecordCursor(_list_of(asked), PLANS, *at).text()


def _place_before(period: UsagePeriod) -> str:
    """Return the place before all documents of a period, of which the newest is first."""
    return f"{clock.to_text(period.end)}#~"


def _views_of_charges(work: UnitOfWork, scope: Scope, charges: list[PlanCharge]) -> list[UsageRecordView]:
    names = {NONE: PLANS_NAME, **name_members(work, scope, {charge.person for charge in charges} - {NONE})}
    return [_view_of_charge(charge, names) for charge in charges]


def _view_of_charge(charge: PlanCharge, names: dict[str, str]) -> UsageRecordView:
    return UsageRecordView(
        record_id=charge.its_id,
        at=charge.document.paid_at,
        counted_at=charge.issued_at,
        user_id=charge.person if charge.person in names else FORMER,
        user_name=names.get(charge.person, FORMER_NAME),
        kind=PLAN,
        number_id=charge.line.number_id if charge.line else "",
        phone_number=(charge.line.phone_number if charge.line else "") or None,
        country=NONE,
        place=charge.what,
        deck="",
        amount=money(charge.amount),
        seconds=0,
        units=0,
    )


def _views(work: UnitOfWork, scope: Scope, records: list[UsageRecord]) -> list[UsageRecordView]:
    names = name_members(work, scope, {record.account_id for record in records})
    numbers = phone_numbers.find_phone_numbers(work.table, {record.number_id for record in records})
    return [_view(record, names, numbers) for record in records]


def _view(record: UsageRecord, names: dict[str, str], numbers: dict[str, str]) -> UsageRecordView:
    is_former = record.account_id not in names
    return UsageRecordView(
        record_id=record.record_id,
        at=record.at,
        counted_at=record.counted_at,
        user_id=FORMER if is_former else record.account_id,
        user_name=FORMER_NAME if is_former else names[record.account_id],
        kind=record.kind,
        number_id=record.number_id,
        phone_number=numbers.get(record.number_id),
        country=record.country or NONE,
        place=record.place,
        deck=record.deck,
        amount=money(record.amount),
        seconds=record.seconds,
        units=record.units,
    )


def _next(query: RecordsQuery, cursor: str | None) -> str:
    given = query.model_dump(mode="json", by_alias=True, exclude_none=True)
    return "/v1/usage/records?" + urlencode(given | {"cursor": cursor})
