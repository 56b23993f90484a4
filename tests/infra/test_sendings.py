"""Sendings are fair between teams: how many of another team's messages one waits for, by the rules as they deploy."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from moto.events.models import EventPattern

from services.teams.domain.team import SENT_AT_ONCE, Team
from tests.infra.assembly import Assembly
from tests.infra.test_reactions import rules, target_queue

_NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
_TRANSACTION = 8  # invitations of a batch that are written together, and are of one kind
_HUNDREDS = 250
_ANNOUNCING = "Announc"  # the queue to a team's own systems: they are sent no invitation
Sent = tuple[str, dict[str, Any]]


def sendings(name: str, count: int) -> Iterator[Sent]:
    """Yield what says in which queue each invitation waits that a team sends at once."""
    team = Team(name, name, "acc_1", "Ann", _NOW)
    for first in range(0, count, _TRANSACTION):
        together = min(_TRANSACTION, count - first)
        said = {"in_bulk": team.sends_in_bulk(_NOW), "sent_before": team.sent_on_day_of(_NOW)}
        yield from [(name, said)] * together
        team = replace(team, sent_on=_NOW.date().isoformat(), sent_today=first + together)


def most_waited_for(assembly: Assembly, sent: list[Sent], name: str) -> int:
    """Return how many messages of other teams are before the last one of this team, in the worst of its queues."""
    of_rule = [
        (EventPattern.load(json.dumps(rule.properties["EventPattern"])), target_queue(rule))
        for rule in rules(assembly, "teams", "EventPattern")
        if "InvitationSent" in rule.properties["EventPattern"]["detail-type"] and _ANNOUNCING not in target_queue(rule)
    ]

    @cache
    def queue_of(said: str) -> str:
        event = {"source": "teamline.teams", "detail-type": "InvitationSent", "detail": {"data": json.loads(said)}}
        (queue,) = [queue for pattern, queue in of_rule if pattern.matches_event(event)]
        return queue

    queues: dict[str, list[str]] = defaultdict(list)
    for whose, said in sent:
        queues[queue_of(json.dumps(said))].append(whose)
    return max(
        sum(whose != name for whose in waiting[: len(waiting) - waiting[::-1].index(name)])
        for waiting in queues.values()
        if name in waiting
    )


@pytest.mark.parametrize(("others", "count"), [(1, 200), (3, 200), (1, 25), (3, 25)])
def test_fifteen_hundred_of_each_other_team_delay_few_and_hundreds_little(
    assembly: Assembly, others: int, count: int
) -> None:
    """All of the others' 1,500 are sent before; a team's 200 wait for 250 of each, its first 25 for 25 of each."""
    sent = [one for at in range(others) for one in sendings(f"large {at}", 1500)] + [*sendings("small", count)]
    bound = SENT_AT_ONCE if count <= SENT_AT_ONCE else _HUNDREDS
    assert most_waited_for(assembly, sent, "small") <= others * (bound + _TRANSACTION)


def test_events_of_before_wait_as_they_did(assembly: Assembly) -> None:
    """An event without the fields that came later is in exactly one queue: with the few, or with the hundreds."""
    assert most_waited_for(assembly, [("old", {}), ("new", {"in_bulk": False, "sent_before": 0})], "new") == 1
    assert most_waited_for(assembly, [("old", {"in_bulk": True}), *sendings("new", 40)], "new") == 1
