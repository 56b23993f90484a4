"""Past due on the whole system: a week of tries, a month of reserve, and every word of it in the inbox (B8, N5, E1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kernel import clock
from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, expected
from tests.journeys.money import PayingTeam
from tests.journeys.people import PeopleFactory

DAY, SOON = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Line:
    """A number on a plan of its own, and the month that is paid."""

    team: PayingTeam
    number_id: str
    phone_number: str

    @classmethod
    def bought(cls, team: PayingTeam) -> "Line":
        """A number that works."""
        wanted = choose_number(team.owner, area_code="305")["phone_number"]
        number = wait_for_number(team.owner, buy_number(team.owner, wanted)["number_id"], "active")
        return cls(team, number["number_id"], wanted)

    def plan(self) -> Json:
        """Return the number's current plan, of several the last."""
        plans = expected(self.team.owner.get("/v1/subscriptions"), 200)["items"]
        return next(plan for plan in reversed(plans) if plan["number_id"] == self.number_id)

    @property
    def paid_through(self) -> datetime:
        """Until when it is paid."""
        return clock.from_text(self.plan()["paid_through"])

    def hears(self, text: str, kind: str = "email") -> str:
        """A message about this number comes that says this."""
        number = self.phone_number.replace("+", r"\+")
        return str(self.team.owner.awaits(kind, saying=f"(?s){number}.*{text}")["text"])

    def stands(self, status: str) -> Json:
        """Return the number once it has this status."""
        return wait_for_number(self.team.owner, self.number_id, status)


def _written(day: datetime) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def test_a_week_of_tries_then_a_month_of_reserve(people: PeopleFactory) -> None:
    """Each failed try sends a notice with the next date; bought again the number is restored, else it is released."""
    team = PayingTeam.of_new_team(people)
    bought_back, forgotten = Line.bought(team), Line.bought(team)
    due = forgotten.paid_through
    last = _written(due + 7 * DAY)
    team.paypal.set_charge_behavior("declined", times=99)
    for day, again in ((0, 1), (1, 3), (3, 5), (5, 7)):
        _sweeps(team, due + day * DAY)
        next_try = f"try for the last time on {last}" if again == 7 else f"try again on {_written(due + again * DAY)}, "
        why = "2.00 USD: the card or bank account behind the PayPal wallet declined the payment"
        told = forgotten.hears(f"{why}.*suspended.*{next_try}")
        assert bought_back.phone_number in told, "one mail names both"
        assert last in told
        assert "/billing" in told
    bought_back.hears("could not be renewed", "sms")
    assert forgotten.stands("suspended")["plan"]["plan_id"] == "local_monthly"
    _sweeps(team, due + 7 * DAY)
    for line in (bought_back, forgotten):
        line.stands("releasing")
        until = f"{due + 37 * DAY:%B} {(due + 37 * DAY).day}, {(due + 37 * DAY).year}"
        line.hears(f"ended: it could not be paid. We'll keep .* until {until}. Buy a plan by then")
    assert len(team.paypal.captures(*_payments(team))) == 2
    team.paypal.set_charge_behavior("completed", times=0)
    expected(team.owner.post(f"/v1/numbers/{bought_back.number_id}/restore", {}), 202)
    bought_back.stands("active")
    team.paypal.run_job("release_numbers", clock.to_text(due + 37 * DAY + SOON))
    forgotten.stands("released")
    forgotten.hears("for 30 days after its plan ended.* given back to the carrier")
    assert bought_back.stands("active")
    assert len(team.paypal.captures(*_payments(team))) == 3


def test_paid_on_the_third_day_it_works_again(people: PeopleFactory) -> None:
    """The next month begins where the last ended, whenever it was paid; a receipt is all that is said of it."""
    team = PayingTeam.of_new_team(people)
    line = Line.bought(team)
    due = line.paid_through
    team.owner.awaits("email", saying="Receipt")
    team.paypal.set_charge_behavior("declined", times=2)
    for day in (0, 1):
        _sweeps(team, due + day * DAY)
        line.hears(f"try again on {_written(due + (2 * day + 1) * DAY)}")
    line.stands("suspended")
    before = len(team.owner.inbox())
    _sweeps(team, due + 3 * DAY)
    line.stands("active")
    assert timedelta(days=28) <= line.paid_through - due <= timedelta(days=31)
    assert line.plan()["renews_at"] == line.plan()["paid_through"]
    team.owner.awaits("email", saying="Receipt")
    assert len(team.owner.inbox()) == before + 1
    assert len(team.paypal.captures(*_payments(team))) == 2


def _sweeps(team: PayingTeam, due: datetime) -> None:
    team.paypal.run_job("renew_plans", clock.to_text(due + SOON))


def _payments(team: PayingTeam) -> list[str]:
    return [payment["payment_id"] for payment in expected(team.owner.get("/v1/payments", limit=100), 200)["items"]]
