"""The demo's third part: the owner finds a number, sees what it costs, and buys it for somebody on the team."""

from local.narrator import Narrator
from local.numbers import buy_number, choose_number, number_is
from local.people import Person, expected


class Numbers:
    """What the owner of a team does with numbers."""

    def __init__(self, narrator: Narrator, owner: Person) -> None:
        self._tell = narrator
        self._owner = owner

    def are_bought_for(self, member: Person) -> None:
        """All of it."""
        self._tell.step(f"Olivia looks for a San Francisco number for {member.name}")
        found = choose_number(self._owner)
        plan = found["plans"][0]
        self._tell.say(f"{found['phone_number']}, {found['city']}: {plan['name']}, {plan['price']['amount']} USD")
        self._tell.step("She buys it: first the money, then the carrier's order")
        bought = buy_number(self._owner, found["phone_number"], user_id=member.account_id)
        number = number_is(self._owner, bought["number_id"], "active")
        self._tell.say(f"{number['phone_number']} is {number['status']}, paid through {number['paid_through'][:10]}")
        mine = expected(member.get("/v1/numbers"), 200)["items"]
        self._tell.say(f"{member.name} sees it in the app: {', '.join(it['phone_number'] for it in mine)}")
        coming = expected(self._owner.get("/v1/billing/upcoming"), 200)["items"]
        for charge in coming:
            self._tell.say(f"to come: {charge['when'][:10]} {charge['amount']['amount']} USD, {charge['what']}")
