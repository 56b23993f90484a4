"""Reviews a team's days after they are folded, and has its owner notified of what is unusual, once each (B12, E1)."""

from datetime import UTC, date, datetime, time

from contracts.billing import NoticeDue
from contracts.bookkeeping import TeamUsageReviewDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.usage_period import UsagePeriod
from services.billing.domain.usage_review import LOOKS_BACK, Findings, review_day
from services.billing.domain.usage_summary import NONE, Filter, summarize
from services.billing.stores import usage_days, usage_folds


def review_usage(work: UnitOfWork, event: TeamUsageReviewDue) -> None:
    """Compare a day, and those whose night was missed, with those before; review and notices are one transaction."""
    before = after = usage_folds.find_review(work.table, event.team_id)
    days = before.days_up_to(event.day)
    cost = _cost(work, event) if days else {}
    for day in days:
        if reviewed := review_day(after, day, cost):
            after, found = reviewed
            _publish(work, day, after.team_id, found)
    if after != before:
        work.save([usage_folds.save_review(after, before)])


def _publish(work: UnitOfWork, day: date, team_id: str, found: Findings) -> None:
    at = datetime.combine(day, time(), tzinfo=UTC)
    if found.unusual:
        work.publish(NoticeDue(wallet=team_id, kind="usage_unusual", amount=found.unusual, day=at))
    if found.countries:
        names = tuple(_name(country) for country in found.countries)
        work.publish(NoticeDue(wallet=team_id, kind="usage_new_country", countries=names, day=at))


def _cost(work: UnitOfWork, event: TeamUsageReviewDue) -> dict[tuple[str, str], int]:
    """Return what was used on the team by day and country, in micro-dollars."""
    period = UsagePeriod(event.day - LOOKS_BACK, event.day, UTC)
    today = work.now.date()
    days = usage_days.of_team(work.table, event.team_id, period.start, period.end, today=today, in_detail=False)
    rows = summarize(days, period, Filter(), ("day", "country"))
    return {(day, country): used.amount for (day, country), used in rows.items()}


def _name(country: str) -> str:
    from contracts.rates import decks

    names = {rate.country: rate.place.partition(",")[0] for rate in reversed(decks()[-1].rates)}
    return names.get(country, country) if country != NONE else "a toll-free number"
