"""A part of the demo: three numbers are ported in from another carrier by one request, after one objection."""

from local.demo.steps import DemoSteps
from local.numbers import (
    prove_numbers,
    set_port_status,
    start_port_in,
    submit_port_in,
    upload_documents,
    wait_for_number,
    wait_for_port_in,
)
from local.people import Json, Person

_ENDINGS = ("61", "62", "63")


class PortInDemo:
    """What the owner of a team does to port the numbers of an office in."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner

    def run(self, member: Person, phone_number: str) -> None:
        """Run all steps of this part; the demo also plays the old carrier."""
        self._steps.step(f"{member.name} keeps the old office number: Olivia transfers {phone_number} and two others")
        others = [{"phone_number": it} for it in _other_numbers(phone_number)]
        draft = start_port_in(self._owner, phone_number, user_id=member.account_id, with_numbers=others)
        numbers = [it["phone_number"] for it in draft["numbers"]]
        prove_numbers(self._owner, draft)
        self._steps.say(f"a code that was texted to each number proves that they are theirs: {', '.join(numbers)}")
        self._steps.say("one form and one letter of authorization name all three")
        upload_documents(draft)
        self._steps.say("the signed authorization and the bill are uploaded straight to private storage")
        submit_port_in(self._owner, draft["port_id"])
        self._move_to(draft["port_id"], "in_review")
        self._steps.step("The old carrier objects to the PIN; she corrects it once for all three, and resubmits")
        self._move_to(draft["port_id"], "needs_info", code="PASSCODE_PIN_INVALID")
        self._owner.api.change_port_in(draft["port_id"], {"carrier": {"pin": "0815"}})
        submit_port_in(self._owner, draft["port_id"])
        wait_for_port_in(self._owner, draft["port_id"], "in_review")
        self._steps.step("The old carrier agrees to a date; on that day the numbers move, and their plans are charged")
        self._move_to(draft["port_id"], "scheduled")
        self._move_to(draft["port_id"], "completed")
        for part in draft["numbers"]:
            self._show_arrival(part["port_id"])

    def _show_arrival(self, port_id: str) -> None:
        arrived = wait_for_port_in(self._owner, port_id, "completed")
        number = wait_for_number(self._owner, arrived["number_id"], "active")
        self._steps.say(f"{number['phone_number']} is {number['status']}, paid through {number['paid_through'][:10]}")

    def _move_to(self, port_id: str, status: str, **how: str) -> Json:
        if status != "in_review":
            set_port_status(self._owner.addresses, port_id, status=status, **how)
        port = wait_for_port_in(self._owner, port_id, status)
        self._steps.say(f"{status}: {port['history'][-1]['message']}")
        return port


def _other_numbers(phone_number: str) -> list[str]:
    """Return two more numbers of the office: they differ in the last digits."""
    possible = [f"{phone_number[:-2]}{ending}" for ending in _ENDINGS]
    return [it for it in possible if it != phone_number][:2]
