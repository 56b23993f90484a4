"""What happens to the cast with the App Store: purchases are reported, and pay for a number of one's own."""

from typing import Any
from uuid import uuid4

from contracts.account_token import to_account_token
from tests.app_store import app_store_of_the_run
from tests.services.stage import Stage


def play_app_store(stage: Stage) -> None:
    """The App Store reports what a member has bought, then it is renewed; they move to the web, and it renews again."""
    customer = uuid4().hex
    for event in ("subscribed", "renewed"):
        _happen(stage, "other", event, customer)
    stage.ask("POST /v1/store-subscriptions/move", "other")
    _happen(stage, "other", "renewed", customer)


def play_store_plan(stage: Stage) -> None:
    """A person buys in the App Store, chooses a number, is not renewed in time, is late, and closes the account."""
    customer = uuid4().hex
    _happen(stage, "invited", "subscribed", customer)
    (bought,) = stage.ask("GET /v1/store-subscriptions", "invited").body["items"]
    number = _choose(stage, bought["store_subscription_id"])
    assert number["store"] == "app_store"
    stage.run("billing", "renew_plans", days=33)
    _happen(stage, "invited", "renewed", customer)
    stage.ask("DELETE /v1/profile", "invited")


def _choose(stage: Stage, store_subscription_id: str) -> dict[str, Any]:
    """Order a number that the subscription pays for; return it once the carrier has delivered it."""
    found = stage.ask("GET /v1/numbers/available", "invited", query={"area_code": "415", "contains": "59"}).body
    body = {"phone_number": found["items"][0]["phone_number"], "store_subscription_id": store_subscription_id}
    ordered: list[str] = []

    def order() -> None:
        ordered.append(stage.ask("POST /v1/numbers", "invited", body=body).body["number_id"])

    stage.hear("numbers", order)
    number: dict[str, Any] = stage.ask("GET /v1/numbers/{id}", "invited", path={"id": ordered[0]}).body
    assert number["status"] == "active"
    return number


def _happen(stage: Stage, who: str, event: str, customer: str) -> None:
    """Have something happen to a customer's subscription, and its notification arrive."""
    apple = app_store_of_the_run()
    before = len(apple.listener.received)
    apple.happen(event, account_id=customer, account_token=to_account_token(stage.cast.ids[who]))
    for delivery in apple.listener.wait_for(lambda heard: len(heard) > before)[before:]:
        key, door_name = "POST /webhooks/app-store", "app_store_webhooks"
        sent = stage.cast.world.deliver_events("billing", key, delivery.headers, delivery.body, door_name=door_name)
        assert sent == 200
        stage.cast.world.settle()
