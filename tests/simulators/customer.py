"""A customer of the simulated carrier who ports a number in, by plain HTTP."""

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
    """Sends requests to the carrier, and reads the webhooks that follow."""

    def __init__(self, carrier: RunningCarrier) -> None:
        self.carrier = carrier

    def ask(self, method: str, path: str, *, key: str = API_KEY, **how: Any) -> requests.Response:
        """Send one request."""
        headers = {"authorization": f"Bearer {key}"}
        return requests.request(method, f"{self.carrier.url}/{path}", headers=headers, timeout=5, **how)

    def get(self, path: str, **params: str) -> Any:
        """Return the data at a path."""
        return self.ask("GET", path, params=params).json()["data"]

    def control(self, path: str, **how: Any) -> None:
        """Send a command to the carrier's control."""
        answer = requests.post(f"{self.carrier.origin}/_control/telnyx/{path}", json=how, timeout=5)
        assert answer.ok, answer.text

    def create_order(self, phone_number: str = NUMBER, reference: str = "port_1") -> str:
        """Create a draft, and return its id."""
        asked = {"phone_numbers": [phone_number], "customer_reference": reference}
        answer = self.ask("POST", "porting_orders", json=asked)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["data"][0]["id"])

    def change(self, order_id: str, **said: Any) -> requests.Response:
        """Change members of an order."""
        return self.ask("PATCH", f"porting_orders/{order_id}", json=said)

    def act(self, order_id: str, action: str) -> requests.Response:
        """Confirm or cancel an order."""
        return self.ask("POST", f"porting_orders/{order_id}/actions/{action}")

    def upload_document(self, content: bytes = b"%PDF-1.4", filename: str = "letter.pdf") -> str:
        """Upload a document, and return its id."""
        asked = {"file": base64.b64encode(content).decode(), "filename": filename}
        return str(self.ask("POST", "documents", json=asked).json()["data"]["id"])

    def fill_in(self, order_id: str) -> None:
        """Fill in all members that are required."""
        documents = {"loa": self.upload_document(), "invoice": self.upload_document(filename="bill.pdf")}
        answer = self.change(order_id, end_user={"admin": ADMIN, "location": LOCATION}, documents=documents)
        assert answer.ok, answer.text

    def submit_order(self, phone_number: str = NUMBER, reference: str = "port_1") -> str:
        """Create and confirm an order, wait until it is with the losing carrier, and return its id."""
        order_id = self.create_order(phone_number, reference)
        self.fill_in(order_id)
        assert self.act(order_id, "confirm").json()["data"]["status"]["value"] == "in-process"
        self.wait_for(order_id, "submitted")
        return order_id

    def status(self, order_id: str) -> str:
        """Return an order's status."""
        return str(self.get(f"porting_orders/{order_id}")["status"]["value"])

    def wait_for(self, order_id: str, status: str) -> None:
        """Wait until an order has a status."""
        wait_until(status, lambda: self.status(order_id) == status, limit=5)

    def webhooks(self, count: int) -> list[Json]:
        """Return the webhooks in the order of their events, once there are `count`: on their way they may cross."""
        received = self.carrier.listener.wait_for(lambda received: len(received) >= count)
        return sorted((json.loads(it.body) for it in received), key=lambda it: it.get("data", it)["occurred_at"])

    def webhook_statuses(self, count: int) -> list[str]:
        """Return the statuses in the webhooks, once there are `count`."""
        return [str(it["data"]["payload"]["status"]["value"]) for it in self.webhooks(count)]
