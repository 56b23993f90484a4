"""The simulated carrier's messaging profiles: which number has which, and who has blocked whom by STOP.

A block is of a profile: it counts for all of its numbers, and for no number of another one.
"""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from aiohttp import web

from simulators.telnyx import answers, check_key
from simulators.telnyx.orders import GONE, Inventory
from simulators.telnyx.text_bodies import ORGANIZATION, now

Json = dict[str, Any]
_MEMBERS: dict[str, type] = {
    "name": str,
    "whitelisted_destinations": list,
    "enabled": bool,
    "webhook_url": str,
    "webhook_failover_url": str,
    "webhook_api_version": str,
    "daily_spend_limit": str,
    "daily_spend_limit_enabled": bool,
    "mms_fall_back_to_sms": bool,
    "mms_transcoding": bool,
    "mobile_only": bool,
    "smart_encoding": bool,
}
_ANSWER_MEMBERS = {"op", "keywords", "resp_text", "country_code"}
_FILTERS = {"filter[name]", "filter[name][eq]", "filter[name][contains]", "page[number]", "page[size]"}
_LEAST_ANSWER = 20
_STOP = ("stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit")
_START = ("start", "unstop")
FAULTS = ("ok", "down", "lost")


class Profiles:
    """The routes of profiles, and of the profile of a number. The next ones asked for may be `down`, or `lost`."""

    def __init__(self, inventory: Inventory, down: Callable[[], web.Response | None]) -> None:
        self._inventory, self._down = inventory, down
        self._fault, self._times = "ok", 0

    def reset(self) -> None:
        """Forget the fault."""
        self._fault, self._times = "ok", 0

    def routes(self) -> list[web.RouteDef]:
        """Return all of them."""
        v2 = "/telnyx/v2"
        return [
            web.post(f"{v2}/messaging_profiles", self._create),
            web.get(f"{v2}/messaging_profiles", self._list),
            web.get(f"{v2}/messaging_profiles/{{id}}/autoresp_configs", self._list_answers),
            web.post(f"{v2}/messaging_profiles/{{id}}/autoresp_configs", self._answer),
            web.get(f"{v2}/phone_numbers/{{id}}/messaging", self._get),
            web.patch(f"{v2}/phone_numbers/{{id}}/messaging", self._change),
            web.get("/_control/telnyx/profiles", self._show),
            web.post("/_control/telnyx/profiles", self._set_fault),
        ]

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        body: Json = await request.json()
        if refused := _find_error(body):
            return refused
        self._times -= 1
        fault = self._fault if self._times >= 0 else "ok"
        if fault == "down":
            return answers.unavailable()
        profile = {"enabled": True, "webhook_url": "", "webhook_failover_url": "", "webhook_api_version": "2"} | body
        profile_id = str(uuid4())
        profile |= {"id": profile_id, "record_type": "messaging_profile", "created_at": now(), "updated_at": now()}
        self._inventory.profiles[profile_id] = profile
        return answers.unavailable() if fault == "lost" else answers.data(profile)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request) or self._down():
            return refused
        if unknown := request.query.keys() - _FILTERS:
            return _bad(400, "10031", f"Unknown filters: {', '.join(sorted(unknown))}.")
        name, part = request.query.get("filter[name][eq]"), request.query.get("filter[name][contains]", "")
        all_of_it = self._inventory.profiles.values()
        rows = [it for it in all_of_it if name in (None, it["name"]) and part in it["name"]]
        meta = {"total_pages": 1, "total_results": len(rows), "page_number": 1, "page_size": max(20, len(rows))}
        return web.json_response({"data": rows, "meta": meta})

    async def _list_answers(self, request: web.Request) -> web.StreamResponse:
        profile = self._inventory.profiles.get(request.match_info["id"])
        if refused := check_key(request) or self._down():
            return refused
        rows = profile.get("autoresp_configs", []) if profile else []
        meta = {"total_pages": 1, "total_results": len(rows), "page_number": 1, "page_size": 20}
        return web.json_response({"data": rows, "meta": meta}) if profile else answers.not_found()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        profile = self._inventory.profiles.get(request.match_info["id"])
        if refused := check_key(request) or self._down():
            return refused
        if profile is None:
            return answers.not_found()
        body: Json = await request.json()
        if body.keys() != _ANSWER_MEMBERS or body["op"] not in ("start", "stop", "help", "custom"):
            return _bad(422, "10015", "op, keywords, resp_text and country_code are wanted.")
        if len(body["resp_text"]) < _LEAST_ANSWER or not body["keywords"] or len(body["country_code"]) not in (1, 2):
            return _bad(422, "10015", "The answer is too short, or has no keyword or country.")
        configured = body | {"id": str(uuid4()), "created_at": now(), "updated_at": now()}
        shown = {name: it for name, it in profile.items() if name != "autoresp_configs"}
        rows = [*profile.get("autoresp_configs", []), configured]
        self._inventory.profiles[profile["id"]] = shown | {"autoresp_configs": rows}
        return answers.data(configured)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        number = self._inventory.numbers.get(request.match_info["id"])
        if refused := check_key(request) or self._down():
            return refused
        return answers.data(_settings(number)) if number and number["status"] not in GONE else answers.not_found()

    async def _change(self, request: web.Request) -> web.StreamResponse:
        number = self._inventory.numbers.get(request.match_info["id"])
        if refused := check_key(request) or self._down():
            return refused
        if number is None or number["status"] in GONE:
            return answers.not_found()
        body: Json = await request.json()
        if body.keys() - {"messaging_profile_id", "messaging_product", "tags"}:
            return _bad(400, "10015", "There is no such setting.")
        wanted = body.get("messaging_profile_id")
        if wanted and not self._inventory.has_profile(wanted):
            return _bad(422, "10017", "There is no such messaging profile.")
        if wanted is not None:
            number["messaging_profile_id"] = wanted
        return answers.data(_settings(number))

    async def _show(self, _: web.Request) -> web.Response:
        blocks = sorted(map(list, self._inventory.blocks))
        return web.json_response({"profiles": list(self._inventory.profiles.values()), "blocks": blocks})

    async def _set_fault(self, request: web.Request) -> web.Response:
        """Have the next `times` profiles that are asked for not made (`down`), or made without an answer (`lost`)."""
        body: Json = await request.json()
        if body.keys() - {"fault", "times"} or body.get("fault") not in FAULTS:
            raise web.HTTPBadRequest(text=f"fault is one of: {', '.join(FAULTS)}")
        self._fault, self._times = body["fault"], int(body.get("times", 1))
        return web.json_response(body)


def heed(inventory: Inventory, sender: str, to: str, text: str) -> str | None:
    """Block or unblock the sender for the profile of one of our numbers. Return what the webhook calls the text."""
    word = " ".join(text.split()).casefold()
    number = inventory.find_active(to)
    block = (number["messaging_profile_id"] if number else "", sender)
    if word in _STOP:
        inventory.blocks.add(block)
        return "OPT_OUT"
    if word in _START:
        inventory.blocks.discard(block)
        return "OPT_IN"
    return "HELP" if word == "help" else None


def _find_error(body: Json) -> web.Response | None:
    if unknown := body.keys() - _MEMBERS.keys():
        return _bad(400, "10015", f"Unknown members: {', '.join(sorted(unknown))}.")
    if missing := {"name", "whitelisted_destinations"} - body.keys():
        return _bad(422, "10004", f"Missing: {', '.join(sorted(missing))}.")
    if wrong := [name for name, value in body.items() if not isinstance(value, _MEMBERS[name])]:
        return _bad(422, "10026", f"The type of {wrong[0]} is wrong.")
    if not all(re.fullmatch("[A-Z]{2}", str(it)) for it in body["whitelisted_destinations"]):
        return _bad(422, "10015", "whitelisted_destinations are countries in two letters.")
    if not body["whitelisted_destinations"]:
        return _bad(422, "40331", "Messaging profile is missing whitelisted destinations.")
    return None


def _bad(status: int, code: str, detail: str) -> web.Response:
    return answers.error(status, code, "Bad Request", detail)


def _settings(number: Json) -> Json:
    return {
        "id": number["id"],
        "record_type": "messaging_settings",
        "phone_number": number["phone_number"],
        "messaging_profile_id": number["messaging_profile_id"] or None,
        "organization_id": ORGANIZATION,
        "country_code": number["country_iso_alpha2"],
        "type": "toll-free" if number["phone_number_type"] == "toll_free" else "long-code",
        "created_at": number["created_at"],
        "updated_at": now(),
    }
