"""The demo's part about usage: what the day's calls and texts cost, as a member and the owner see it."""

from local.demo.steps import DemoSteps
from local.people import Json, Person
from local.texts import (
    MESSAGES,
    REGISTRATION,
    pay_fee,
    send_text,
    set_registration_behavior,
    wait_for_registration,
    wait_for_text,
    wait_for_texting,
)
from sdk.python.teamline import eventually
from sdk.python.teamline.models import MessagesForm, UsageView

_CUSTOMER = "+12125550488"
_KINDS = {"forwarding", "voicemail", "text"}


class UsageDemo:
    """What a team's owner sees of what its people have used."""

    def __init__(self, steps: DemoSteps, owner: Person, member: Person) -> None:
        self._steps = steps
        self._owner = owner
        self._member = member

    def run(self, number: Json) -> None:
        """Run all steps of this part with one of the member's numbers."""
        self._register(number)
        self._text(number)
        self._see_usage()

    def _register(self, number: Json) -> None:
        self._steps.step("The owner registers the team for texting in the US, and is told to correct something")
        owner, api = self._owner, self._owner.api
        set_registration_behavior(owner.addresses, campaign="MNO_REJECTED", reason="Say how people opt in.")
        registration_id = api.start_registration(REGISTRATION)["registration_id"]
        quote = api.quote_submit_registration(registration_id)
        self._steps.say(f"it costs {quote['total_now']['amount']} USD; {quote['notes'][0]}")
        pay_fee(owner)
        api.submit_registration(registration_id)
        refused = wait_for_registration(owner, "fix_messages")
        self._steps.say(f"{refused['status_text']} The carriers wrote: {refused['reason']}")
        set_registration_behavior(owner.addresses)
        how = "Customers tick a box for texts when they book on our website, or agree on the phone."
        messages: MessagesForm = {**MESSAGES, "how_people_agree": how}
        api.change_registration(registration_id, {"messages": messages})
        api.submit_registration(registration_id)
        self._steps.say(wait_for_registration(owner, "approved")["status_text"])
        wait_for_texting(owner, number["number_id"])

    def _text(self, number: Json) -> None:
        self._steps.step(f"{self._member.name} texts the customer, once the credits have paid for it")
        sent = send_text(self._member, number["number_id"], _CUSTOMER, "I am on my way with a new tap.")
        text = wait_for_text(self._member, sent["message_id"], "delivered")
        self._steps.say(f"{text['status']}: {text['parts']} part, {text['price']['amount']} USD")

    def _see_usage(self) -> None:
        self._steps.step("The owner sees what the day's calls and texts cost, by kind and by person")
        used = eventually(lambda: self._owner.api.get_usage(group_by="user,kind"), until=_is_counted)
        for row in used["rows"]:
            self._steps.say(f"{row['kind']:<11} {row['user_name']}: {row['count']}, {row['amount']['amount']} USD")
        total = used["total"]["amount"]["amount"]
        self._steps.say(f"together {total} USD: credits for calls and texts, and number plans")


def _is_counted(used: UsageView) -> bool:
    return {row["kind"] for row in used["rows"]} >= _KINDS
