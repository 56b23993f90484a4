"""The demo's part about webhooks: the owner's own system receives what happens on the team."""

from local.demo.steps import DemoSteps
from local.people import Person
from local.webhook_receiver import WebhookReceiver
from sdk.python.teamline import eventually
from sdk.python.teamline.models import DeliveryView, NewEndpoint


class WebhooksDemo:
    """What the owner of a team does to have her own system follow the team (E8)."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner

    def run(self) -> None:
        """Run all steps of this part, with the example of docs/webhooks.md as the owner's system."""
        receiver = WebhookReceiver()
        self._steps.step("Olivia's own system follows her team by webhooks")
        api = self._owner.api
        body: NewEndpoint = {"url": receiver.url, "events": ["team.renamed"], "description": "Dispatch board"}
        added = api.add_endpoint(body)
        endpoint_id = added["endpoint_id"]
        receiver.start(added["secret"])
        try:
            api.test_endpoint(endpoint_id)
            self._steps.say(f"verified: {receiver.next_line()}")
            api.update_team({"name": "Olivia's Plumbing"})
            self._steps.say(f"verified: {receiver.next_line()}")
            for sent in eventually(lambda: list(api.each_deliveries(endpoint_id)), until=_are_delivered):
                attempt = sent["attempts"][-1]
                self._steps.say(f"log: {sent['type']} {sent['status']}, {attempt['code']} in {attempt['ms']} ms")
        finally:
            receiver.stop()
        api.delete_endpoint(endpoint_id)
        refused = self._steps.refused(lambda: api.add_endpoint({**body, "url": "https://169.254.169.254/"}))
        self._steps.say(f"a private address is refused: {refused.code}")


def _are_delivered(items: list[DeliveryView]) -> bool:
    return {it["status"] for it in items} == {"delivered"}
