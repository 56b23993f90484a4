"""What becomes of registrations at the simulated carrier: by themselves after a moment, or as the control says."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict

from aiohttp import ClientSession, web

from simulators.base_urls import CLIENT, BaseUrls
from simulators.telnyx import answers, check_key
from simulators.telnyx.deliveries import Deliveries
from simulators.telnyx.registrations.behavior import RegistrationBehavior
from simulators.telnyx.registrations.records import (
    ASSIGNMENTS,
    CAMPAIGN_WORDS,
    IDENTITIES,
    VERIFICATION_WORDS,
    Json,
    RegistrationRecords,
    now,
)

WAITS = "waits"
_REJECTED = ("TCR_FAILED", "TELNYX_FAILED", "MNO_REJECTED", "MNO_PROVISIONING_FAILED")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Outcomes:
    """Decides, sends the webhooks, and has the control's routes."""

    def __init__(self, urls: BaseUrls) -> None:
        self.records, self.behavior = RegistrationRecords(), RegistrationBehavior()
        self._deliveries = Deliveries(f"{urls.door}/webhooks/carrier")

    def reset(self) -> None:
        """Forget everything."""
        self._deliveries.reset()
        self.records.clear()
        self.behavior = RegistrationBehavior()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the control."""
        control = "/_control/telnyx/registrations"
        return [
            web.post(f"{control}/behaviour", self._set_behavior),
            web.post(control, self._happen),
            web.get(control, self._show),
        ]

    def reads(self, handler: Handler) -> Handler:
        """Return the handler of a request that changes nothing, behind the check of our key."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            return check_key(request) or await handler(request)

        return guarded

    def changes(self, handler: Handler) -> Handler:
        """Return the handler of a request that changes something, behind the check of our key and the faults."""

        async def guarded(request: web.Request) -> web.StreamResponse:
            if refused := check_key(request):
                return refused
            fault = self.behavior.next_fault()
            if fault == "down":
                return answers.unavailable()
            if fault == "busy":
                return answers.error(429, "10011", "Too many requests", "You have exceeded the maximum of requests.")
            answer = await handler(request)
            if fault == "lost":
                answers.hang_up(request)
            return answer

        return guarded

    def identify_later(self, request: web.Request, brand: Json) -> None:
        """Check the identity of a brand after a moment."""
        self._later(request, self.behavior.identity, lambda client, word: self._identify(client, brand, word))

    def review_later(self, request: web.Request, campaign: Json) -> None:
        """Review a campaign after a moment."""
        self._later(request, self.behavior.campaign, lambda client, word: self._review(client, campaign, word))

    def settle_later(self, request: web.Request, assigned: Json) -> None:
        """End the assignment of a number after a moment."""
        self._later(request, self.behavior.assignment, lambda client, word: self._settle(client, assigned, word))

    def verify_later(self, request: web.Request, verification: Json) -> None:
        """Verify toll-free numbers after a moment."""
        self._later(request, self.behavior.verification, lambda _, word: self._verify(verification, word))

    def _later(self, request: web.Request, word: str, decide: Callable[[ClientSession, str], Awaitable[None]]) -> None:
        client, seconds = request.app[CLIENT], self.behavior.delay_seconds

        async def wait() -> None:
            await asyncio.sleep(seconds)
            await decide(client, word)

        if word != WAITS:
            self._deliveries.start(wait())

    async def _identify(self, client: ClientSession, brand: Json, word: str) -> None:
        reason = self.behavior.reason or "The company name does not match the tax records."
        brand |= {"identityStatus": word, "status": "OK", "updatedAt": now()}
        brand.pop("failureReasons", None)
        self.records.feedback[brand["brandId"]] = []
        if word == "UNVERIFIED":
            brand["failureReasons"] = reason
            self.records.feedback[brand["brandId"]] = [
                {"id": "TAX_ID", "displayName": "Tax ID", "description": reason, "fields": ["companyName", "ein"]}
            ]
        said = {"type": "TCR_BRAND_UPDATE", "brandId": brand["brandId"], "identityStatus": word, "status": "success"}
        await self._send(client, "10dlc.brand.update", said, brand.get("webhookURL"))

    async def _review(self, client: ClientSession, campaign: Json, word: str) -> None:
        campaign |= {"campaignStatus": word}
        campaign.pop("failureReasons", None)
        is_rejected = word in _REJECTED
        if is_rejected:
            campaign["failureReasons"] = self.behavior.reason or "The message flow does not say how people opt in."
        status = "REJECTED" if is_rejected else "ACCEPTED"
        said = {"type": "MNO_REVIEW", "campaignId": campaign["campaignId"], "brandId": campaign["brandId"]}
        await self._send(client, "10dlc.campaign.update", said | {"status": status}, campaign.get("webhookURL"))

    async def _settle(self, client: ClientSession, assigned: Json, word: str) -> None:
        assigned |= {"assignmentStatus": word, "updatedAt": now()}
        if word == "FAILED_ASSIGNMENT":
            assigned["failureReasons"] = self.behavior.reason or "The number is not enabled for texts."
        campaign = self.records.campaigns.get(assigned["campaignId"], {})
        status = "ADDED" if word == "ASSIGNED" else "FAILED"
        said = {"type": "ASSIGNMENT", "phoneNumber": assigned["phoneNumber"], "campaignId": assigned["campaignId"]}
        await self._send(client, "10dlc.phone_number.update", said | {"status": status}, campaign.get("webhookURL"))

    async def _verify(self, verification: Json, word: str) -> None:
        """Decide on toll-free numbers; what their webhooks look like is not documented, so there are none."""
        verification |= {"verificationStatus": word, "updatedAt": now()}
        verification.pop("reason", None)
        if word in ("Rejected", "Waiting For Customer"):
            verification["reason"] = self.behavior.reason or "The website could not be reached."

    async def _send(self, client: ClientSession, event_type: str, said: Json, to: str | None) -> None:
        if self.behavior.webhook:
            await self._deliveries.send(client, event_type, said, self.behavior.webhook, to=to)

    async def _set_behavior(self, request: web.Request) -> web.Response:
        try:
            self.behavior = RegistrationBehavior.read(await request.json())
        except ValueError as fault:
            raise web.HTTPBadRequest(text=str(fault)) from fault
        return web.json_response(asdict(self.behavior))

    async def _happen(self, request: web.Request) -> web.Response:
        """Have one thing decided: {brand, campaign, phone_number or verification: its id, to: a word, reason}."""
        said, client = await request.json(), request.app[CLIENT]
        self.behavior.reason = said.get("reason", self.behavior.reason)
        word = str(said.get("to"))
        kinds: dict[str, tuple[dict[str, Json], tuple[str, ...], Callable[[Json], Awaitable[None]]]] = {
            "brand": (self.records.brands, IDENTITIES, lambda it: self._identify(client, it, word)),
            "campaign": (self.records.campaigns, CAMPAIGN_WORDS, lambda it: self._review(client, it, word)),
            "phone_number": (self.records.assignments, ASSIGNMENTS, lambda it: self._settle(client, it, word)),
            "verification": (self.records.verifications, VERIFICATION_WORDS, lambda it: self._verify(it, word)),
        }
        kind = next((it for it in kinds if it in said), "")
        if not kind or word not in kinds[kind][1]:
            raise web.HTTPBadRequest(text=f"one of {', '.join(kinds)}, and `to`: {kinds[kind][1] if kind else ''}")
        found, _, decide = kinds[kind]
        if said[kind] not in found:
            raise web.HTTPNotFound(text=f"there is no such {kind}")
        await decide(found[said[kind]])
        return web.json_response(found[said[kind]])

    async def _show(self, request: web.Request) -> web.Response:
        del request
        return web.json_response(asdict(self.records))
