"""The demo's part about calls: a member forwards a number, is called, and gets a voicemail."""

from local.calls import call_from_outside, wait_for_calls
from local.demo.steps import DemoSteps
from local.people import Json, Person
from sdk.python.teamline import eventually
from sdk.python.teamline.models import ForwardingBody

_COWORKER, _CUSTOMER = "+13125550466", "+12125550488"
_SECONDS = 95


class CallsDemo:
    """What a member does with the calls of a number, and what callers get."""

    def __init__(self, steps: DemoSteps, member: Person) -> None:
        self._steps = steps
        self._member = member

    def run(self, number: Json) -> None:
        """Run all steps of this part with one of the member's numbers."""
        self._forward(number)
        self._be_called(number)
        self._get_voicemail(number)

    def _forward(self, number: Json) -> None:
        self._steps.step(f"{self._member.name} forwards calls of {number['phone_number']} to a coworker")
        api, body = self._member.api, ForwardingBody(to=_COWORKER, mode="always")
        quoted = api.quote_forward_calls(number["number_id"], body)
        self._steps.say(f"a minute to {quoted['place']} costs {quoted['rate_per_minute']['amount']} USD, by the second")
        api.forward_calls(number["number_id"], body)

    def _be_called(self, number: Json) -> None:
        self._steps.step(f"A customer calls, and talks with the coworker for {_SECONDS} seconds")
        call_from_outside(self._member.addresses, _CUSTOMER, number["phone_number"], seconds=_SECONDS)
        call = wait_for_calls(self._member, 1)[0]
        self._steps.say(
            f"from {call['other_number']}: {call['answered_by']}, {call['seconds']} s, {call['price']['amount']} USD"
        )
        left = self._member.api.get_user_credits("me")
        self._steps.say(f"{self._member.name} has {left['balance']['amount']} USD of credits left")

    def _get_voicemail(self, number: Json) -> None:
        self._steps.step("Without forwarding the customer gets voicemail")
        self._member.api.stop_forwarding(number["number_id"])
        message = {"message": "Please call me back about the kitchen sink.", "message_seconds": 6}
        call_from_outside(self._member.addresses, _CUSTOMER, number["phone_number"], caller=message)
        kept = eventually(lambda: self._member.api.list_voicemails()["items"], until=bool)[0]
        self._steps.say(f"from {kept['from']}, {kept['seconds']} s: {kept['transcript'] or 'no transcript'}")
