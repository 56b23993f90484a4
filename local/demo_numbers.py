"""The demo's third part: the owner buys numbers for people, moves one, gives one up and thinks better of it."""

from local.narrator import Narrator
from local.numbers import buy_number, choose_number, number_is
from local.people import Json, Person, expected
from local.waiting import wait_until


class Numbers:
    """What the owner of a team does with numbers."""

    def __init__(self, narrator: Narrator, owner: Person) -> None:
        self._tell = narrator
        self._owner = owner

    def are_bought_for(self, member: Person, other: Person) -> None:
        """All of it."""
        first = self._first(member)
        second = self._second(member)
        self._moves(first, member, other)
        self._is_cancelled_and_kept(second)
        self._are_with_their_users()

    def _first(self, member: Person) -> Json:
        self._tell.step(f"Olivia looks for a San Francisco number for {member.name}")
        found = choose_number(self._owner)
        plan = found["plans"][0]
        self._tell.say(f"{found['phone_number']}, {found['city']}: {plan['name']}, {plan['price']['amount']} USD")
        self._tell.step("She buys it: first the money, then the carrier's order")
        number = self._bought(found["phone_number"], member)
        self._tell.say(f"{number['phone_number']} is {number['status']}, paid through {number['paid_through'][:10]}")
        return number

    def _second(self, member: Person) -> Json:
        self._tell.step(f"{member.name} gets a second number, from New York, and makes it the default")
        number = self._bought(choose_number(self._owner, area_code="212")["phone_number"], member)
        change = {"label": "New York", "is_default": True}
        expected(member.patch(f"/v1/numbers/{number['number_id']}", change), 200)
        for mine in expected(member.get("/v1/numbers"), 200)["items"]:
            default = "default" if mine["is_default"] else ""
            self._tell.say(f"in the app: {mine['phone_number']}  {mine['status']}  {mine['label']:9} {default}")
        return number

    def _moves(self, number: Json, member: Person, other: Person) -> None:
        self._tell.step(f"The first number moves from {member.name} to {other.name}")
        path = f"/v1/numbers/{number['number_id']}"
        expected(self._owner.patch(path, {"user_id": other.account_id}), 200)
        moved = other.eventually(path, user_id=other.account_id)
        self._tell.say(f"{moved['phone_number']} is {other.name}'s, on the same plan and the same paid time")

    def _is_cancelled_and_kept(self, number: Json) -> None:
        self._tell.step("Olivia cancels the New York number, and thinks better of it")
        path = f"/v1/numbers/{number['number_id']}"
        self._owner.delete(path)
        ending = self._owner.eventually(path, ends=True)
        self._tell.say(f"it would end on {ending['paid_through'][:10]}, and then be kept back for 30 days")
        expected(self._owner.post(f"{path}/restore"), 202)
        self._owner.eventually(path, ends=False)
        self._tell.say("kept: nothing was charged, and it renews as before")
        for charge in expected(self._owner.get("/v1/billing/upcoming"), 200)["items"]:
            self._tell.say(f"to come: {charge['when'][:10]} {charge['amount']['amount']} USD, {charge['what']}")

    def _are_with_their_users(self) -> None:
        self._tell.step("The list of users has the numbers, and the activity log what was done with them")
        for user in expected(self._owner.get("/v1/team/users"), 200)["items"]:
            self._tell.say(f"{user['name'] or '':16} {', '.join(it['phone_number'] for it in user['numbers'])}")
        for line in wait_until("the log to say what was done", self._logged, limit=15):
            self._tell.say(f"{line['at'][11:19]}  {line['actor']['name']}: {line['action']}")

    def _logged(self) -> list[Json] | None:
        """The lines on numbers, oldest first, as soon as the last is there: the log learns of it by event."""
        lines = expected(self._owner.get("/v1/team/activity", limit=100), 200)["items"]
        found = [line for line in reversed(lines) if line["subject"]["kind"] == "number"]
        return found if any(line["action"] == "number_kept" for line in found) else None

    def _bought(self, phone_number: str, member: Person) -> Json:
        bought = buy_number(self._owner, phone_number, user_id=member.account_id)
        return number_is(self._owner, bought["number_id"], "active")
