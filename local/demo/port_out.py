"""The demo's last part: another carrier asks for a number; the owner objects once, then the number leaves."""

from decimal import Decimal

from local.demo.steps import DemoSteps
from local.numbers import ask_for_number, buy_number, choose_number, wait_for_number, wait_for_port_out
from local.people import Person
from local.polling import wait_until


class PortOutDemo:
    """What the owner of a team sees and does when a number is asked for by another carrier (N13)."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner

    def run(self) -> None:
        """Run all steps of this part; the demo also plays the other carrier."""
        phone_number = choose_number(self._owner, area_code="303")["phone_number"]
        self._steps.step(f"Olivia buys {phone_number}; another carrier asks for it, and she objects")
        number_id = buy_number(self._owner, phone_number)["number_id"]
        wait_for_number(self._owner, number_id, "active")
        asked = self._is_asked_for(phone_number, number_id)
        self._owner.awaits("email", saying="Other Mobile asked us to transfer")
        self._steps.quote(self._owner, "email")
        self._owner.api.object_to_port_out(asked)
        wait_for_port_out(self._owner, number_id, "rejected")
        self._steps.say(f"{phone_number} stays: {wait_for_number(self._owner, number_id, 'active')['status']}")
        self._steps.step("The next request is her own: the number leaves, and its unused days become credits")
        before = self._balance()
        self._is_asked_for(phone_number, number_id)
        ask_for_number(self._owner.addresses, phone_number, status="ported")
        gone = wait_for_number(self._owner, number_id, "released")
        self._steps.say(f"{phone_number} is {gone['status']}: {gone['reason']}")
        credited = wait_until("the credit of the unused days", lambda: self._balance() - before, limit=30)
        self._steps.say(f"credited for its unused days: {credited} USD")

    def _is_asked_for(self, phone_number: str, number_id: str) -> str:
        ask_for_number(self._owner.addresses, phone_number, carrier="Other Mobile")
        return str(wait_for_port_out(self._owner, number_id, "requested")["port_out_id"])

    def _balance(self) -> Decimal:
        return Decimal(self._owner.api.view_billing(payer="team")["balance"]["amount"])
