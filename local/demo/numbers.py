"""The demo's third part: the owner buys numbers, reassigns one, cancels one and restores it."""

from local.demo.steps import DemoSteps
from local.numbers import buy_number, choose_number, wait_for_number
from local.people import Json, Person
from local.polling import wait_until
from sdk.python.teamline.models import ActivityView


class NumbersDemo:
    """What the owner of a team does with numbers."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner

    def run(self, member: Person, other: Person) -> Json:
        """Run all steps of this part; `member` gets two numbers, and `other` takes one over. Return the one kept."""
        first = self._buy_first(member)
        second = self._buy_second(member)
        self._reassign(first, member, other)
        self._cancel_and_restore(second)
        self._show_users_and_log()
        return second

    def _buy_first(self, member: Person) -> Json:
        self._steps.step(f"Olivia looks for a San Francisco number for {member.name}")
        found = choose_number(self._owner)
        plan = found["plans"][0]
        self._steps.say(f"{found['phone_number']}, {found['city']}: {plan['name']}, {plan['price']['amount']} USD")
        self._steps.step("She buys it: PayPal is charged, then the carrier gets the order")
        number = self._buy(found["phone_number"], member)
        self._steps.say(f"{number['phone_number']} is {number['status']}, paid through {number['paid_through'][:10]}")
        return number

    def _buy_second(self, member: Person) -> Json:
        self._steps.step(f"{member.name} gets a second number, from New York, and makes it the default")
        number = self._buy(choose_number(self._owner, area_code="212")["phone_number"], member)
        member.api.change_number(number["number_id"], {"label": "New York", "is_default": True})
        for mine in member.api.each_numbers():
            default = "default" if mine["is_default"] else ""
            self._steps.say(f"in the app: {mine['phone_number']}  {mine['status']}  {mine['label']:9} {default}")
        return number

    def _reassign(self, number: Json, member: Person, other: Person) -> None:
        self._steps.step(f"Olivia reassigns the first number from {member.name} to {other.name}")
        self._owner.api.change_number(number["number_id"], {"user_id": other.account_id})
        moved = other.eventually(f"/v1/numbers/{number['number_id']}", user_id=other.account_id)
        self._steps.say(f"{moved['phone_number']} is now {other.name}'s; plan and paid period are unchanged")

    def _cancel_and_restore(self, number: Json) -> None:
        self._steps.step("Olivia cancels the New York number, then changes her mind")
        path = f"/v1/numbers/{number['number_id']}"
        self._owner.api.cancel_number(number["number_id"])
        ending = self._owner.eventually(path, ends=True)
        self._steps.say(f"it would end on {ending['paid_through'][:10]} and stay in reserve for 30 days")
        self._owner.api.restore_number(number["number_id"], {})
        self._owner.eventually(path, ends=False)
        self._steps.say("restored: nothing was charged, and it renews as before")
        for charge in self._owner.api.each_upcoming_charges():
            self._steps.say(f"upcoming: {charge['when'][:10]} {charge['amount']['amount']} USD, {charge['what']}")

    def _show_users_and_log(self) -> None:
        self._steps.step("The list of users shows the numbers, and the activity log shows each change")
        for user in self._owner.api.each_team_users():
            self._steps.say(f"{user['name'] or '':16} {', '.join(it['phone_number'] for it in user['numbers'])}")
        for line in wait_until("the changes of numbers in the activity log", self._log_lines, limit=30):
            actor = line["actor"] if isinstance(line["actor"], str) else line["actor"]["name"]
            self._steps.say(f"{line['at'][11:19]}  {actor}: {line['action']}")

    def _log_lines(self) -> list[ActivityView] | None:
        """Return the lines about numbers, oldest first, once the last is there: it arrives by event."""
        lines = self._owner.api.list_team_activity(limit=100)["items"]
        found = [line for line in reversed(lines) if line["subject"]["kind"] == "number"]
        return found if any(line["action"] == "number_kept" for line in found) else None

    def _buy(self, phone_number: str, member: Person) -> Json:
        bought = buy_number(self._owner, phone_number, user_id=member.account_id)
        return wait_for_number(self._owner, bought["number_id"], "active")
