"""The control of what the simulated carrier has of our numbers, beside what was ordered: to plant differences."""

from typing import Any

from aiohttp import web

from simulators.telnyx.orders import Inventory

Json = dict[str, Any]


class PlantedNumbers:
    """POST /_control/telnyx/numbers: numbers that are there, are lost, have other members; and orders no one made."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory

    def routes(self) -> list[web.RouteDef]:
        """Return the route."""
        return [web.post("/_control/telnyx/numbers", self._plant)]

    async def _plant(self, request: web.Request) -> web.Response:
        """Do what the body says: `add` and `order` [{phone_number, reference, ...}], `lose` [...], `change` {...}."""
        body: Json = await request.json()
        for row in body.get("add", []):
            settings = {name: row.get(name) for name in ("connection_id", "messaging_profile_id")}
            self._inventory.add_number(row["phone_number"], row.get("reference"), "number_order", **settings)
        for row in body.get("order", []):
            self._inventory.order([row["phone_number"]], row.get("reference"))
        for number in self._of(body.get("lose", [])):
            del self._inventory.numbers[number["id"]]
        for phone_number, members in body.get("change", {}).items():
            for number in self._of([phone_number]):
                number.update(members)
        return web.json_response({"numbers": len(self._inventory.numbers)})

    def _of(self, phone_numbers: list[str]) -> list[Json]:
        return [it for it in self._inventory.numbers.values() if it["phone_number"] in phone_numbers]
