"""The registration of texts of an owner that is no more: it is deleted, and its campaign ended at the carrier (N14)."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from contracts.registrations import CampaignEndDue, RegistrationDue
from contracts.teams import TeamDissolved
from kernel import aws, clock
from kernel.dynamodb.unit_of_work import SYSTEM, RequestContext, UnitOfWork
from kernel.problems import Stale
from services.numbers import registration_wiring
from services.numbers.carrier.registrations import Registrations
from services.numbers.domain.registration import Registration
from services.numbers.use_cases.registrations.advance_registration import advance_registration
from tests.faults import meanwhile
from tests.moto_tables import items_in
from tests.services.numbers.harness import OWNER, TEAM
from tests.services.numbers.registrations_harness import RegistrationsHarness


def test_a_registration_ends_with_its_team(registrations: RegistrationsHarness) -> None:
    """It names people: nothing of it is left once the team is dissolved, and what comes late changes nothing."""
    registrations.is_submitted()
    brand_id = registrations.brand_id()
    registrations.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    registrations.decides(brand=brand_id, to="VERIFIED")
    left = [it for it in items_in(registrations.harness.table.name) if it["sk"] == "REGISTRATION"]
    assert (left, registrations.books()["campaigns"]) == ([], {})


def dissolved(registrations: RegistrationsHarness) -> None:
    """Have the team dissolved, and run what follows."""
    registrations.harness.deliver_events(TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9))
    registrations.harness.world.settle()


def campaigns(registrations: RegistrationsHarness) -> list[str]:
    """Return the status of each campaign at the carrier."""
    return [str(it["status"]) for it in registrations.books()["campaigns"].values()]


def test_the_campaign_of_a_dissolved_team_is_ended_at_the_carrier(registrations: RegistrationsHarness) -> None:
    """No monthly fee runs on for it; an event that comes twice ends it once."""
    registrations.is_approved()
    assert campaigns(registrations) == ["ACTIVE"]
    dissolved(registrations)
    assert campaigns(registrations) == ["EXPIRED"]
    (due,) = registrations.harness.events("CampaignEndDue")
    registrations.harness.deliver_events(CampaignEndDue.model_validate(due))
    assert campaigns(registrations) == ["EXPIRED"]


@pytest.mark.parametrize("fault", ["lost", "down", "busy"])
def test_a_campaign_is_ended_also_if_the_carrier_does_not_answer(
    registrations: RegistrationsHarness, fault: str
) -> None:
    """The event is handled again, and finds whether it is ended before it ends it."""
    registrations.is_approved()
    registrations.behave(fault=fault)
    with pytest.raises(AssertionError, match="CampaignEndDue"):
        dissolved(registrations)
    registrations.harness.world.settle()
    assert campaigns(registrations) == ["EXPIRED"]


def test_a_campaign_whose_answer_was_lost_is_found_and_ended(registrations: RegistrationsHarness) -> None:
    """The team is dissolved before we know the campaign that the carrier has made: our own name for it finds it."""
    registrations.is_submitted()
    registrations.behave(fault="lost", identity="waits", campaign="waits")
    with pytest.raises(AssertionError, match="RegistrationDue"):
        registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    dissolved(registrations)
    assert campaigns(registrations) == ["EXPIRED"]


@pytest.mark.parametrize("place", range(1, 9))
def test_a_team_that_is_dissolved_at_any_moment_leaves_no_campaign(
    registrations: RegistrationsHarness, place: int
) -> None:
    """Before any transaction of the step that has the campaign made: it is not made, or ended."""
    registrations.is_submitted()
    registrations.behave(identity="waits", campaign="waits")
    gone = TeamDissolved(team_id=TEAM, owner_id=OWNER, revision=9)
    ends = partial(registrations.harness.deliver_event, gone)
    with suppress(AssertionError), meanwhile(aws.client("dynamodb"), "TransactWriteItems", ends, at_call=place):
        registrations.decides(brand=registrations.brand_id(), to="VERIFIED")
    registrations.harness.deliver_events(gone)
    registrations.hear_all()
    assert set(campaigns(registrations)) <= {"EXPIRED"}


@dataclass
class SlowCarrier:
    """The carrier's client, with which something else happens before a campaign is made."""

    real: Registrations
    happens: Callable[[], None]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def create_campaign(self, registration: Registration) -> str:
        """Have it happen, then make the campaign."""
        self.happens()
        return self.real.create_campaign(registration)


def test_a_campaign_that_is_made_after_its_end_was_due_is_ended(registrations: RegistrationsHarness) -> None:
    """The team is dissolved, and its campaign looked for in vain, while the carrier is asked to make it."""
    registrations.is_submitted()
    registrations.behave(identity="waits", campaign="waits")
    registrations.decides_unheard(brand=registrations.brand_id(), to="VERIFIED")
    work = UnitOfWork(registrations.harness.table, RequestContext(SYSTEM, clock.now(), "a correlation"))
    with registrations.harness.world.inside("numbers"):
        slow: Any = SlowCarrier(registration_wiring.registrations(), partial(dissolved, registrations))
        event = RegistrationDue(registration_id=registrations.registration_id)
        with pytest.raises(Stale):
            advance_registration(work, carrier=slow, event=event)
    assert campaigns(registrations) == ["EXPIRED"]


def test_without_a_campaign_nothing_is_ended(registrations: RegistrationsHarness) -> None:
    """A draft, or a business that is still being checked, has none."""
    registrations.starts()
    dissolved(registrations)
    assert registrations.harness.events("CampaignEndDue") == []
