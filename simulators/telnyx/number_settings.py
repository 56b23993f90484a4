"""The settings of a number that we own at the simulated carrier: where its calls go, and how they are treated."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulators.telnyx import answers, check_key
from simulators.telnyx.application import is_connection
from simulators.telnyx.orders import GONE, Inventory

Json = dict[str, Any]
_NUMBER_MEMBERS: Json = {
    "address_id": str,
    "billing_group_id": str,
    "connection_id": str,
    "customer_reference": str,
    "external_pin": str,
    "hd_voice_enabled": bool,
    "id": str,
    "tags": list,
}
_VOICE_MEMBERS: Json = {
    "call_forwarding": dict,
    "call_recording": dict,
    "caller_id_name_enabled": bool,
    "cnam_listing": dict,
    "inbound_call_screening": str,
    "media_features": dict,
    "tech_prefix_enabled": bool,
    "translated_number": str,
    "usage_payment_method": str,
}


class NumberSettings:
    """The routes about one number."""

    def __init__(self, inventory: Inventory, down: Callable[[], web.Response | None]) -> None:
        self._inventory = inventory
        self._down = down

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        number = "/telnyx/v2/phone_numbers/{id}"
        return [
            web.get(number, self._get),
            web.patch(number, self._change),
            web.get(f"{number}/voice", self._get_voice),
            web.patch(f"{number}/voice", self._change_voice),
        ]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        number, refused = self._find(request)
        return refused or answers.data(shown(number))

    async def _get_voice(self, request: web.Request) -> web.StreamResponse:
        number, refused = self._find(request)
        return refused or answers.data(_voice_settings(number))

    async def _change(self, request: web.Request) -> web.StreamResponse:
        number, refused = self._find(request)
        if refused:
            return refused
        body = await request.json()
        if refused := _find_error(body, _NUMBER_MEMBERS):
            return refused
        number |= {name: value for name, value in body.items() if name not in ("id", "address_id")}
        return answers.data(shown(number))

    async def _change_voice(self, request: web.Request) -> web.StreamResponse:
        """Change the voice settings; the connection is no such setting by the document, but one of the number."""
        number, refused = self._find(request)
        if refused:
            return refused
        body = await request.json()
        if refused := _find_error(body, _VOICE_MEMBERS):
            return refused
        number.setdefault("voice", {}).update(body)
        return answers.data(_voice_settings(number))

    def _find(self, request: web.Request) -> tuple[Json, web.StreamResponse | None]:
        number = self._inventory.numbers.get(request.match_info["id"])
        if refused := check_key(request) or self._down():
            return {}, refused
        if number is None or number["status"] in GONE:
            return {}, answers.not_found()
        return number, None


def invalid_connection() -> web.Response:
    """Build the answer to a connection that we do not have."""
    detail = "The requested connection_id is either invalid or does not exist."
    return answers.error(422, "10015", "Invalid value for connection_id", detail)


def shown(number: Json) -> Json:
    """Return a number as the carrier shows it: without what is empty, and without its voice settings."""
    return {name: value for name, value in number.items() if value is not None and name != "voice"}


def _find_error(body: Json, members: Json) -> web.Response | None:
    if unknown := sorted(body.keys() - members.keys()):
        return answers.error(400, "10015", "Bad Request", f"Unknown members: {', '.join(unknown)}.")
    if wrong := [name for name, value in body.items() if not isinstance(value, members[name])]:
        return answers.error(422, "10015", "Bad Request", f"The type of {wrong[0]} is wrong.")
    return None if is_connection(body.get("connection_id", "")) else invalid_connection()


def _voice_settings(number: Json) -> Json:
    usual = {
        "call_forwarding": {"call_forwarding_enabled": False, "forwarding_type": "always", "forwards_to": ""},
        "tech_prefix_enabled": False,
        "translated_number": "",
        "usage_payment_method": "pay-per-minute",
        "inbound_call_screening": "disabled",
    }
    same = {name: number[name] for name in ("id", "phone_number", "connection_id", "customer_reference")}
    changed = {name: value for name, value in number.get("voice", {}).items() if name != "caller_id_name_enabled"}
    return usual | same | changed | {"record_type": "voice_settings"}
