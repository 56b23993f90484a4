"""Controls the simulated PayPal, and runs scheduled jobs: what no request of a user can do."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected

_JOBS_SECONDS = 120


@dataclass(frozen=True)
class PayPalControl:
    """The simulators' control of PayPal and of jobs."""

    addresses: Addresses

    def set_charge_behavior(self, charge: str, **members: Any) -> None:
        """Set the outcome of the next charge, or of the next `times`."""
        self._post("paypal/behaviour", {"charge": charge} | members)

    def set_delivery(self, **members: Any) -> None:
        """Set how webhooks are delivered from now on."""
        self._post("paypal/delivery", members)

    def trigger_event(self, event_type: str, capture_id: str, **members: Any) -> Json:
        """Let an event happen to a capture, and return it as PayPal sends it."""
        return self._post("paypal/events", {"type": event_type, "capture_id": capture_id} | members)

    def captures(self, *payment_ids: str) -> list[Json]:
        """Return the captures that money moved for: of these payments, or all."""
        items = self._get("paypal/captures")
        return [item for item in items if not payment_ids or item["payment_id"] in payment_ids]

    def net_amount(self, *payment_ids: str) -> Decimal:
        """Return the USD that PayPal holds for us of these payments, after refunds."""
        return sum((Decimal(item["net"]) for item in self.captures(*payment_ids)), Decimal())

    def deliveries(self, event_type: str = "") -> list[Json]:
        """Return every attempt to deliver a webhook whose type begins so."""
        return [item for item in self._get("paypal/deliveries") if item["event_type"].startswith(event_type)]

    def attach_wallet(self, person: Person) -> Json:
        """Let a person attach a PayPal wallet and approve it at PayPal."""
        urls = {"return_url": f"{self.addresses.door}/billing", "cancel_url": f"{self.addresses.door}/billing"}
        setup = expected(person.post("/v1/billing/payment-method", urls), 201)
        approved = self._post(f"paypal/approvals/{setup['setup_id']}", {"decision": "approve"})
        state = dict(parse_qsl(urlsplit(approved["redirect"]).query))["state"]
        return expected(person.post(f"/v1/billing/payment-method/{setup['setup_id']}/confirm", {"state": state}), 200)

    def run_job(self, job: str, as_of: str | None = None) -> None:
        """Run a scheduled job now, as of any instant (RFC 3339)."""
        self._post("jobs", {"job": job} | ({"as_of": as_of} if as_of else {}))

    def _post(self, path: str, body: Json) -> Json:
        url = f"{self.addresses.simulators}/_control/{path}"
        return expected(requests.post(url, json=body, timeout=_JOBS_SECONDS), 200)

    def _get(self, path: str) -> list[Json]:
        answer = requests.get(f"{self.addresses.simulators}/_control/{path}", timeout=10)
        return list(expected(answer, 200)["items"])
