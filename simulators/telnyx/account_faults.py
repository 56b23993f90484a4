"""Faults of the account at the simulated carrier, planted by the control: requests of an area are refused."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from simulators.telnyx import answers

Json = dict[str, Any]
AREAS = ("texts", "orders", "search")
# The document names codes and titles, and no status. These are the likely ones; the control may ask for another.
FAULTS: dict[str, tuple[int, str]] = {
    "10009": (401, "Authentication failed"),
    "10010": (403, "Authorization failed"),
    "10011": (429, "Too many requests"),
    "10035": (422, "Resource locked"),
    "10038": (403, "Feature not permitted"),
    "10039": (403, "Feature limited"),
    "20001": (401, "Invalid API Key secret"),
    "20002": (401, "API Key revoked"),
    "20003": (403, "API Key forbidden"),
    "20006": (401, "Expired access token"),
    "20008": (401, "Invalid API Key"),
    "20012": (403, "Account inactive"),
    "20013": (403, "Account blocked"),
    "20014": (403, "Account unverified"),
    "20015": (403, "Feature not enabled"),
    "20016": (403, "Account not level 1 verified"),
    "20017": (403, "Account not level 2 verified"),
    "20100": (402, "Insufficient Funds"),
    "40312": (400, "Messaging profile is disabled"),
    "40314": (400, "Messaging disabled on account"),
    "40318": (400, "Message queue full"),
    "40331": (400, "Missing whitelisted destinations"),
    "40333": (400, "Messaging profile spend limit reached"),
    "85007": (422, "Reservation limit exceeded"),
}


@dataclass
class AccountFaults:
    """What is wrong with the account, by area; `profile_id` narrows a fault of texts to one messaging profile."""

    planted: dict[str, Json] = field(default_factory=dict)

    def refuse(self, area: str, profile_id: str = "") -> web.Response | None:
        """Return the refusal of a request of this area, and count it; None if nothing is wrong."""
        fault = self.planted.get(area)
        if fault is None or fault["times"] <= 0 or fault.get("profile_id") not in (None, profile_id):
            return None
        fault["times"] -= 1
        status, title = FAULTS[fault["code"]]
        if fault["code"] == "10011":
            return answers.too_many()
        return answers.error(fault.get("status") or status, fault["code"], title, f"{title}.")

    async def plant(self, request: web.Request) -> web.Response:
        """Plant a fault in the `areas`, for so many `times`; without a code, nothing is wrong any more."""
        body: Json = await request.json()
        areas = body.get("areas", AREAS)
        if body.keys() - {"code", "areas", "times", "status", "profile_id"} or not set(areas) <= set(AREAS):
            raise web.HTTPBadRequest(text=f"areas are: {', '.join(AREAS)}")
        if body.get("code") and body["code"] not in FAULTS:
            raise web.HTTPBadRequest(text=f"code is one of: {', '.join(FAULTS)}")
        for area in areas:
            self.planted.pop(area, None)
            if body.get("code"):
                self.planted[area] = {"times": 1_000_000} | body
        return web.json_response(self.planted)
