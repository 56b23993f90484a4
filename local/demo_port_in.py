"""The demo's last part: a number comes along from another carrier, sent back once, mended, and put to work."""

from local.narrator import Narrator
from local.numbers import at_old_carrier, bring_number, number_is, port_in_is, send_port_in, upload_papers
from local.people import Json, Person, expected


class PortIn:
    """What the owner of a team does to bring a number along."""

    def __init__(self, narrator: Narrator, owner: Person) -> None:
        self._tell = narrator
        self._owner = owner

    def comes_for(self, member: Person, phone_number: str) -> None:
        """All of it; what the old carrier does is the demo's own hand."""
        self._tell.step(f"{member.name} keeps the old office number: Olivia brings {phone_number} along")
        draft = bring_number(self._owner, phone_number, user_id=member.account_id)
        upload_papers(draft)
        self._tell.say("the signed authorisation and the bill go straight to private storage")
        send_port_in(self._owner, draft["port_id"])
        self._happens(draft["port_id"], "in_review")
        self._tell.step("The old carrier sends it back; she mends what it says, and sends it again")
        self._happens(draft["port_id"], "needs_info", code="PASSCODE_PIN_INVALID")
        expected(self._owner.patch(f"/v1/port-ins/{draft['port_id']}", {"carrier": {"pin": "0815"}}), 200)
        send_port_in(self._owner, draft["port_id"])
        port_in_is(self._owner, draft["port_id"], "in_review")
        self._tell.step("The old carrier agrees; on its day the number moves, and its plan is charged")
        self._happens(draft["port_id"], "scheduled")
        arrived = self._happens(draft["port_id"], "completed")
        number = number_is(self._owner, arrived["number_id"], "active")
        self._tell.say(f"{number['phone_number']} is {number['status']}, paid through {number['paid_through'][:10]}")

    def _happens(self, port_id: str, status: str, **how: str) -> Json:
        if status != "in_review":
            at_old_carrier(self._owner.addresses, port_id, status=status, **how)
        port = port_in_is(self._owner, port_id, status)
        self._tell.say(f"{status}: {port['history'][-1]['message']}")
        return port
