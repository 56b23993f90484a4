"""What an operator has set up at the simulated carrier: balance, voice application, outbound and verify profile."""

from copy import deepcopy
from typing import Any

from aiohttp import web

from contracts.rates import decks
from simulators.base_urls import BaseUrls
from simulators.telnyx import answers, check_key
from simulators.telnyx.application import CONNECTION_ID, FIRST_COMMAND_SECONDS, VOICE_WEBHOOKS

Json = dict[str, Any]
OUTBOUND_ID = "1293384261075731499"
VERIFY_PROFILE_ID = "4900017a-5b5e-4d7e-9d2c-3f8b1a6c0e11"
_AT = "2026-10-01T09:00:00Z"


class AccountSettings:
    """The routes of the settings; `/_control/telnyx/settings` changes members of one; null deletes it, or a member."""

    def __init__(self, urls: BaseUrls) -> None:
        self._urls = urls
        self.reset()

    def reset(self) -> None:
        """Set everything up as docs/deploying.md asks for."""
        self._settings: dict[str, Json | None] = {
            "balance": _BALANCE,
            "call_control_applications": {
                **_APPLICATION,
                "webhook_event_url": self._urls.door + VOICE_WEBHOOKS,
            },
            "outbound_voice_profiles": {
                **_OUTBOUND,
                "whitelisted_destinations": sorted({it.country for it in decks()[-1].rates if it.country}),
            },
            "verify_profiles": _VERIFY,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return the carrier's routes, and that of the control."""
        v2 = "/telnyx/v2"
        return [
            web.get(f"{v2}/{{what:balance}}", self._get),
            *(web.get(f"{v2}/{{what:{kind}}}/{{id}}", self._get) for kind in self._settings if kind != "balance"),
            web.post("/_control/telnyx/settings", self._change),
        ]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if refused := check_key(request):
            return refused
        found = self._settings[request.match_info["what"]]
        if found is None or request.match_info.get("id", found.get("id")) != found.get("id"):
            return answers.not_found()
        return answers.data(found)

    async def _change(self, request: web.Request) -> web.Response:
        said: dict[str, Json | None] = await request.json()
        if unknown := set(said) - set(self._settings):
            raise web.HTTPBadRequest(text=f"there are no settings {', '.join(sorted(unknown))}")
        for what, changes in said.items():
            changed = deepcopy(self._settings[what] or {}) | (changes or {})
            left = {name: value for name, value in changed.items() if value is not None}
            self._settings[what] = None if changes is None else left
        return web.json_response(self._settings)


_BALANCE: Json = {
    "record_type": "balance",
    "balance": "300.00",
    "pending": "10.00",
    "credit_limit": "0.00",
    "available_credit": "290.00",
    "currency": "USD",
}
_APPLICATION: Json = {
    "id": CONNECTION_ID,
    "record_type": "call_control_application",
    "application_name": "teamline",
    "active": True,
    "anchorsite_override": "Latency",
    "webhook_event_failover_url": "",
    "webhook_api_version": "2",
    "webhook_timeout_secs": 10,
    "first_command_timeout": True,
    "first_command_timeout_secs": FIRST_COMMAND_SECONDS,
    "call_cost_in_webhooks": True,
    "inbound": {"shaken_stir_enabled": True},
    "outbound": {"outbound_voice_profile_id": OUTBOUND_ID},
    "created_at": _AT,
    "updated_at": _AT,
}
_OUTBOUND: Json = {
    "id": OUTBOUND_ID,
    "record_type": "outbound_voice_profile",
    "name": "teamline",
    "enabled": True,
    "daily_spend_limit": "500.00",
    "daily_spend_limit_enabled": True,
    "max_destination_rate": 0.5,
    "traffic_type": "conversational",
    "service_plan": "global",
    "created_at": _AT,
    "updated_at": _AT,
}
_VERIFY: Json = {
    "id": VERIFY_PROFILE_ID,
    "record_type": "verification_profile",
    "name": "teamline",
    "language": "en-US",
    "daily_spend_limit": 100,
    "daily_spend_limit_enabled": True,
    "created_at": _AT,
    "updated_at": _AT,
}
