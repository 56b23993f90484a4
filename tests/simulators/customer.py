"""A customer of the simulated carrier who brings a number along, by plain HTTP."""

import base64
import json
from typing import Any

import requests

from local.polling import wait_until
from simulators.telnyx import API_KEY
from tests.carrier import RunningCarrier

Json = dict[str, Any]
NUMBER = "+14155550123"
ADMIN = {
    "entity_name": "Ada Lovelace",
    "auth_person_name": "Ada Lovelace",
    "account_number": "A-1",
    "billing_phone_number": NUMBER,
    "pin_passcode": "1234",
}
LOCATION = {
    "street_address": "600 Congress Avenue",
    "locality": "Austin",
    "administrative_area": "TX",
    "postal_code": "78701",
    "country_code": "US",
}


class Customer:
    """Asks the carrier."""

    def __init__(self, carrier: RunningCarrier) -> None:
        self.carrier = carrier

    def ask(self, method: str, path: str, *, key: str = API_KEY, **how: Any) -> requests.Response:
        """One request."""
        headers = {"authorization": f"Bearer {key}"}
        return requests.request(method, f"{self.carrier.url}/{path}", headers=headers, timeout=5, **how)

    def get(self, path: str, **params: str) -> Any:
        """What is there."""
        return self.ask("GET", path, params=params).json()["data"]

    def control(self, path: str, **how: Any) -> None:
        """Have the carrier think or do something."""
        answer = requests.post(f"{self.carrier.origin}/_control/telnyx/{path}", json=how, timeout=5)
        assert answer.ok, answer.text

    def begin(self, phone_number: str = NUMBER, reference: str = "port_1") -> str:
        """A draft's id."""
        asked = {"phone_numbers": [phone_number], "customer_reference": reference}
        answer = self.ask("POST", "porting_orders", json=asked)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["data"][0]["id"])

    def change(self, order_id: str, **said: Any) -> requests.Response:
        """Say something of an order."""
        return self.ask("PATCH", f"porting_orders/{order_id}", json=said)

    def act(self, order_id: str, action: str) -> requests.Response:
        """Confirm or cancel it."""
        return self.ask("POST", f"porting_orders/{order_id}/actions/{action}")

    def hand_over(self, content: bytes = b"%PDF-1.4", filename: str = "letter.pdf") -> str:
        """A document's id."""
        asked = {"file": base64.b64encode(content).decode(), "filename": filename}
        return str(self.ask("POST", "documents", json=asked).json()["data"]["id"])

    def fill_in(self, order_id: str) -> None:
        """All that is needed."""
        documents = {"loa": self.hand_over(), "invoice": self.hand_over(filename="bill.pdf")}
        answer = self.change(order_id, end_user={"admin": ADMIN, "location": LOCATION}, documents=documents)
        assert answer.ok, answer.text

    def send(self, phone_number: str = NUMBER, reference: str = "port_1") -> str:
        """An order that lies with the losing carrier."""
        order_id = self.begin(phone_number, reference)
        self.fill_in(order_id)
        assert self.act(order_id, "confirm").json()["data"]["status"]["value"] == "in-process"
        self.wait_for(order_id, "submitted")
        return order_id

    def status(self, order_id: str) -> str:
        """Where an order stands."""
        return str(self.get(f"porting_orders/{order_id}")["status"]["value"])

    def wait_for(self, order_id: str, status: str) -> None:
        """Until it stands there."""
        wait_until(status, lambda: self.status(order_id) == status, limit=5)

    def told(self, count: int) -> list[Json]:
        """The webhooks in the order of what happened, as soon as there are so many: on their way they may cross."""
        heard = self.carrier.listener.wait_for(lambda heard: len(heard) >= count)
        return sorted((json.loads(it.body) for it in heard), key=lambda it: it.get("data", it)["occurred_at"])

    def statuses_told(self, count: int) -> list[str]:
        """What the webhooks say, as soon as there are so many."""
        return [str(it["data"]["payload"]["status"]["value"]) for it in self.told(count)]
