"""Reminders before a yearly renewal and before a reserve ends, and notices to users who do not pay (N5, E1)."""

from datetime import datetime, timedelta
from typing import Any

from contracts.plan_events import PlanRenewed
from kernel import clock
from tests.services.numbers.harness import MEMBER, OTHER, TEAM, NumbersHarness, plan

_DAY = timedelta(days=1)


def told(harness: NumbersHarness) -> list[tuple[str, str]]:
    """Return kind and addressee of each notice, in their order."""
    return [(it["kind"], it["user_id"]) for it in harness.events("NumberNoticeDue")]


def yearly(harness: NumbersHarness, paid_through: datetime) -> str:
    """Return a number on a yearly plan that is paid until then."""
    number_id = str(harness.has(plan_id="local_yearly", user_id=MEMBER)["number_id"])
    terms = plan(number_id, TEAM, 2) | {"plan_id": "local_yearly"}
    harness.deliver_events(PlanRenewed(**terms, paid_through=paid_through))
    return number_id


def test_a_yearly_renewal_is_reminded_of_twice(harness: NumbersHarness) -> None:
    """30 and 7 days before, to the payer; found again it is not sent again, and a monthly plan has none."""
    on = clock.now() + 100 * _DAY
    harness.has()
    number_id = yearly(harness, on)
    for before, count in ((31, 0), (29, 1), (29, 1), (8, 1), (6, 2), (1, 2)):
        harness.run("remind_of_numbers", on - before * _DAY)
        found = [it for it in harness.events("NumberNoticeDue") if it["kind"] == "renews_soon"]
        assert len(found) == count, before
    assert {(it["number_id"], it["user_id"], it["until"][:10]) for it in found} == {(number_id, "", f"{on:%Y-%m-%d}")}


def test_after_missed_looks_one_reminder_is_sent_and_none_of_the_past(harness: NumbersHarness) -> None:
    """Of two that are due the last; of a date that has passed, none."""
    first, on = yearly(harness, clock.now() + 3 * _DAY), clock.now() + 3 * _DAY
    harness.run("remind_of_numbers")
    assert [it["number_id"] for it in harness.events("NumberNoticeDue") if it["kind"] == "renews_soon"] == [first]
    yearly(harness, clock.now() + 40 * _DAY)
    harness.run("remind_of_numbers", on + 38 * _DAY)
    assert sum(kind == "renews_soon" for kind, _ in told(harness)) == 1


def test_the_end_of_a_reserve_is_reminded_of(harness: NumbersHarness) -> None:
    """7 days and 1 day before, to the payer and the user; both are notified of the reserve and of its end."""
    number_id = str(harness.has(user_id=MEMBER)["number_id"])
    before = len(told(harness))
    ended = clock.now()
    harness.ended(number_id, 2, ended)
    for days in (22, 24, 28, 29.5, 31):
        harness.run("remind_of_numbers", ended + days * _DAY)
    harness.run("release_numbers", ended + 31 * _DAY)
    assert told(harness)[before:] == [
        ("reserved", ""),
        ("user_reserved", MEMBER),
        ("released_soon", ""),
        ("user_released_soon", MEMBER),
        ("released_soon", ""),
        ("user_released_soon", MEMBER),
        ("released", ""),
        ("user_released", MEMBER),
    ]


def test_users_learn_of_numbers_that_come_and_go(harness: NumbersHarness) -> None:
    """Assigned, moved, taken away: the user is notified, unless it is the payer, or they did it themselves."""
    number_id = str(harness.has()["number_id"])
    before = len(told(harness))

    def change(**body: Any) -> None:
        key = "PATCH /v1/numbers/{id}"
        assert harness.ask(key, path={"id": number_id}, body=body).status == 200
        harness.world.settle()

    for user_id in (MEMBER, OTHER, None):
        change(user_id=user_id)
    assert told(harness)[before:] == [
        ("user_assigned", MEMBER),
        ("user_unassigned", MEMBER),
        ("user_assigned", OTHER),
        ("user_unassigned", OTHER),
    ]
    change(user_id="me")
    assert len(told(harness)) == before + 4
