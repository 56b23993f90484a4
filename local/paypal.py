"""The hand on the simulated PayPal and on the clock: what payers decide, how PayPal behaves, which jobs run."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import requests

from local.addresses import Addresses
from local.people import Json, Person, expected

_JOBS_SECONDS = 120


@dataclass(frozen=True)
class PayPalHand:
    """Does at the simulators' control what nobody of ours can do."""

    addresses: Addresses

    def behaves(self, charge: str, **how: Any) -> None:
        """Decide what becomes of the next charge."""
        self._post("paypal/behaviour", {"charge": charge} | how)

    def delivers(self, **how: Any) -> None:
        """Decide how webhooks travel from now on."""
        self._post("paypal/delivery", how)

    def happens(self, what: str, capture_id: str, **more: Any) -> Json:
        """Let something happen to a capture. Returns PayPal's event."""
        return self._post("paypal/events", {"type": what, "capture_id": capture_id} | more)

    def captures(self, *payment_ids: str) -> list[Json]:
        """The captures that money moved for: of these payments, or all."""
        items = self._get("paypal/captures")
        return [item for item in items if not payment_ids or item["payment_id"] in payment_ids]

    def kept(self, *payment_ids: str) -> Decimal:
        """What PayPal holds for us of these payments."""
        return sum((Decimal(item["net"]) for item in self.captures(*payment_ids)), Decimal())

    def deliveries(self, event_type: str = "") -> list[Json]:
        """Every try to deliver a webhook whose type begins so."""
        return [item for item in self._get("paypal/deliveries") if item["event_type"].startswith(event_type)]

    def attaches(self, person: Person) -> Json:
        """Somebody attaches a wallet and says yes at PayPal."""
        back = {"return_url": f"{self.addresses.door}/billing", "cancel_url": f"{self.addresses.door}/billing"}
        setup = expected(person.post("/v1/billing/payment-method", back), 201)
        self._post(f"paypal/approvals/{setup['setup_id']}", {"decision": "approve"})
        return expected(person.post(f"/v1/billing/payment-method/{setup['setup_id']}/confirm"), 200)

    def runs(self, job: str, as_of: str | None = None) -> None:
        """Run a scheduled job now, as of any instant."""
        self._post("jobs", {"job": job} | ({"as_of": as_of} if as_of else {}))

    def _post(self, path: str, asked: Json) -> Json:
        url = f"{self.addresses.simulators}/_control/{path}"
        return expected(requests.post(url, json=asked, timeout=_JOBS_SECONDS), 200)

    def _get(self, path: str) -> list[Json]:
        answer = requests.get(f"{self.addresses.simulators}/_control/{path}", timeout=10)
        return list(expected(answer, 200)["items"])
