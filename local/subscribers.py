"""What subscribers of an app store do: buy there, choose a number with it, and what they see of it."""

from typing import Literal

import requests

from local.numbers import choose_number, wait_for_number
from local.people import Json, Person, expected
from local.polling import wait_until

StoreName = Literal["app_store", "google_play"]
_PATHS = {"app_store": "apple", "google_play": "google"}


def happens(person: Person, store: StoreName, event: str, **more: str) -> Json:
    """Have something happen to a person's subscription in a store; its notification follows by itself."""
    url = f"{person.addresses.simulators}/_control/stores/{_PATHS[store]}"
    answer = requests.post(url, json={"event": event, "phone_number": person.phone_number} | more, timeout=10)
    answer.raise_for_status()
    happened: Json = answer.json()
    return happened


def subscribes(person: Person, store: StoreName) -> Json:
    """Buy a month in a store with the app, hand the proof in, and wait until its renewal is known."""
    token = expected(person.get("/v1/store-subscriptions"), 200)["account_token"]
    bought = happens(person, store, "subscribed", product="phone.us.monthly", account_token=token)
    expected(person.post("/v1/store-subscriptions", {"store": store, "receipt": bought["receipt"]}), 201)
    return wait_until("the renewal to be known", lambda: _renewing(person), limit=30)


def subscription_of(person: Person) -> Json:
    """Return the one subscription that a person has in a store."""
    (subscription,) = expected(person.get("/v1/store-subscriptions"), 200)["items"]
    seen: Json = subscription
    return seen


def _renewing(person: Person) -> Json | None:
    seen = subscription_of(person)
    return seen if seen["renews_at"] else None


def chooses_number(person: Person) -> Json:
    """Choose a number that the store is paid for, and return its plan."""
    subscription = subscription_of(person)
    found = choose_number(person)
    order = {"phone_number": found["phone_number"], "store_subscription_id": subscription["store_subscription_id"]}
    number = expected(person.post("/v1/numbers", order), 202)
    wait_for_number(person, number["number_id"], "active")
    return plan_of(person)


def plan_of(person: Person) -> Json:
    """Return the one plan that a person pays for."""
    (plan,) = expected(person.get("/v1/subscriptions", payer="self"), 200)["items"]
    seen: Json = plan
    return seen
