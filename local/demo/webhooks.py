"""The demo's part about webhooks: the owner's own system receives what happens on the team."""

from local.demo.steps import DemoSteps
from local.people import Json, Person, expected
from local.polling import wait_until
from local.webhook_receiver import WebhookReceiver


class WebhooksDemo:
    """What the owner of a team does to have her own system follow the team (E8)."""

    def __init__(self, steps: DemoSteps, owner: Person) -> None:
        self._steps = steps
        self._owner = owner

    def run(self) -> None:
        """Run all steps of this part, with the example of docs/webhooks.md as the owner's system."""
        receiver = WebhookReceiver()
        self._steps.step("Olivia's own system follows her team by webhooks")
        body = {"url": receiver.url, "events": ["team.renamed"], "description": "Dispatch board"}
        added = expected(self._owner.post("/v1/team/webhooks", body), 201)
        path = f"/v1/team/webhooks/{added['endpoint_id']}"
        receiver.start(added["secret"])
        try:
            expected(self._owner.post(f"{path}/test", {}), 202)
            self._steps.say(f"verified: {receiver.next_line()}")
            expected(self._owner.patch("/v1/team", {"name": "Olivia's Plumbing"}), 200)
            self._steps.say(f"verified: {receiver.next_line()}")
            for sent in wait_until("the log", lambda: self._delivered(path), limit=30):
                attempt = sent["attempts"][-1]
                self._steps.say(f"log: {sent['type']} {sent['status']}, {attempt['code']} in {attempt['ms']} ms")
        finally:
            receiver.stop()
        self._owner.delete(path).raise_for_status()
        refused = self._owner.post("/v1/team/webhooks", body | {"url": "https://169.254.169.254/"})
        self._steps.say(f"a private address is refused: {refused.json()['code']}")

    def _delivered(self, path: str) -> list[Json] | None:
        items = expected(self._owner.get(f"{path}/deliveries"), 200)["items"]
        return items if {it["status"] for it in items} == {"delivered"} else None
