"""A team whose usage one can look at: three people, this month and the last, and what the API says of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kernel import clock
from local.people import Person, expected
from services.billing.domain.usage import UsageKind
from tests.journeys.money import PayingTeam, usd
from tests.journeys.people import PeopleFactory
from tests.journeys.usage import Meter, Used
from tests.web.teams import joins

ZONE = ZoneInfo("America/New_York")
LONG = "Maximiliana-Theodora von Hohenzollern-Sigmaringen"
_GERMAN_CALLS, _TEXTS = 3, 40


@dataclass(frozen=True)
class UsingTeam:
    """An owner who texts, a member who calls abroad, and one who used nothing."""

    owner: Person
    caller: Person
    idle: Person
    meter: Meter

    @classmethod
    def of_new_team(cls, people: PeopleFactory) -> "UsingTeam":
        """Calls of the last month and the last hour, and texts of an hour ago."""
        team = PayingTeam.of_new_team(people)
        team.buys("60.00")
        expected(team.owner.patch("/v1/profile", {"time_zone": ZONE.key}), 200)
        caller, idle = joins(team.owner, people.user(LONG)), joins(team.owner, people.user("Ida Still"))
        for person in (team.owner, caller):
            team.owner.sees(f"/v1/users/{person.account_id}/credits")
            path = f"/v1/users/{person.account_id}/credits"
            expected(team.owner.post(path, {"amount": usd("15.00")}, key=f"give-{person.account_id}"), 201)
        return cls(team.owner, caller, idle, Meter(team.owner).debits(_used(team.owner, caller)))

    def usage(self, **query: str) -> dict[str, Any]:
        """What the API says of this month."""
        return expected(self.owner.get("/v1/usage", time_zone=ZONE.key, **query), 200)


def local_now() -> datetime:
    """The time where the owner is."""
    return clock.now().astimezone(ZONE)


def _first_instant(now: datetime) -> datetime:
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _used(owner: Person, caller: Person) -> list[Used]:
    now = local_now()
    month = _first_instant(now)
    # Limits count by months in UTC: what is used is in this month there as well.
    in_both = max(month, _first_instant(clock.now()))
    in_month = in_both + (now - in_both) / 2
    abroad = [Used(caller, in_month + timedelta(seconds=at), 34_050 * 3, country="DE", seconds=170)
              for at in range(_GERMAN_CALLS)]  # fmt: skip
    texts = [Used(owner, in_month, 7_500, kind=UsageKind.TEXT, seconds=0) for _ in range(_TEXTS)]
    home = [Used(caller, in_month, 10_000 * 12, seconds=700), Used(owner, in_month, 10_000, kind=UsageKind.FORWARDING)]
    before = [Used(caller, month - timedelta(days=9), 500_000, seconds=3000)]
    return [*abroad, *texts, *home, *before]
