"""Folds the usage of days that are over, every night, so that a month of a team is read in few items (B12).

Each step reads what is there, and is repeated harmlessly: what is folded already is not there any more.
"""

from datetime import date, timedelta

from contracts.bookkeeping import TeamUsageFoldDue, TeamUsageReviewDue, UsageFoldDue
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.stores import people, usage_folds

_TEAMS = 25
_HOURS = 80  # of a transaction, beside the day and its events
_MISSED = timedelta(days=7)  # so long after a month its days are looked at, should nights have been missed


def fold_teams(work: UnitOfWork, event: UsageFoldDue) -> None:
    """Publish the folds of some teams of a shard, and the task for the next ones."""
    teams, cursor = people.list_teams(work.table, event.shard, _TEAMS, event.cursor)
    last = last_day(event)
    months = dict.fromkeys(f"{day:%Y-%m}" for day in (last - _MISSED, last))
    due = (TeamUsageFoldDue(team_id=team_id, month=month, before=event.before) for team_id in teams for month in months)
    work.publish(*due)
    if cursor:
        work.publish(UsageFoldDue(shard=event.shard, before=event.before, cursor=cursor))


def fold_team(work: UnitOfWork, event: TeamUsageFoldDue) -> None:
    """Fold some hours of a team's oldest day that is over, and go on as long as there are any."""
    hours, is_more = usage_folds.list_hours(work.table, event.team_id, event.month, event.before, _HOURS)
    if hours:
        day = usage_folds.day_of(hours[0])
        work.save(usage_folds.fold(usage_folds.find_day(work.table, event.team_id, day), hours))
    if is_more:
        work.publish(event.model_copy(update={"goes_on": True}))
    elif (hours or event.goes_on) and event.month == f"{last_day(event):%Y-%m}":
        work.publish(TeamUsageReviewDue(team_id=event.team_id, day=last_day(event)))


def last_day(event: TeamUsageFoldDue | UsageFoldDue) -> date:
    """Return the last day that is over."""
    return event.before - timedelta(days=1)
