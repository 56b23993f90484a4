"""The simulated carrier's registrations of texts: 10DLC brands, campaigns and their numbers, toll-free verification."""

import time

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.telnyx import answers
from simulators.telnyx.orders import Inventory
from simulators.telnyx.registrations import checks
from simulators.telnyx.registrations.outcomes import Outcomes
from simulators.telnyx.registrations.records import Json, RegistrationRecords, now
from simulators.telnyx.registrations.toll_free import TollFreeVerifications

_VERIFIED = ("VERIFIED", "VETTED_VERIFIED")
_APPEALED = ("TELNYX_FAILED", "MNO_REJECTED")
_LISTED = ("brandId", "displayName", "companyName", "email", "entityType", "status", "identityStatus", "createdAt")


class TelnyxRegistrations:
    """Registers businesses, what they text, and their numbers."""

    def __init__(self, urls: BaseUrls, inventory: Inventory) -> None:
        self._inventory = inventory
        self._outcomes = Outcomes(urls)
        self._toll_free = TollFreeVerifications(self._outcomes, inventory)

    @property
    def records(self) -> RegistrationRecords:
        """Everything that is registered."""
        return self._outcomes.records

    def reset(self) -> None:
        """Forget everything."""
        self._outcomes.reset()

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes, and those of the control."""
        dlc, reads, changes = "/telnyx/v2/10dlc", self._outcomes.reads, self._outcomes.changes
        numbers = f"{dlc}/phone_number_campaigns"
        return [
            web.post(f"{dlc}/brand", changes(self._create_brand)),
            web.get(f"{dlc}/brand", reads(self._list_brands)),
            web.get(f"{dlc}/brand/feedback/{{id}}", reads(self._give_feedback)),
            web.get(f"{dlc}/brand/{{id}}", reads(self._get_brand)),
            web.put(f"{dlc}/brand/{{id}}", changes(self._update_brand)),
            web.post(f"{dlc}/campaignBuilder", changes(self._create_campaign)),
            web.get(f"{dlc}/campaign", reads(self._list_campaigns)),
            web.get(f"{dlc}/campaign/{{id}}", reads(self._get_campaign)),
            web.put(f"{dlc}/campaign/{{id}}", changes(self._update_campaign)),
            web.delete(f"{dlc}/campaign/{{id}}", changes(self._end_campaign)),
            web.post(f"{dlc}/campaign/{{id}}/appeal", changes(self._appeal)),
            web.post(numbers, changes(self._assign)),
            web.get(f"{numbers}/{{id}}", reads(self._get_assignment)),
            web.put(f"{numbers}/{{id}}", changes(self._assign)),
            web.delete(f"{numbers}/{{id}}", changes(self._unassign)),
            *self._toll_free.routes(),
            *self._outcomes.routes(),
        ]

    async def _create_brand(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if fault := checks.brand_fault(body):
            return _refuse(fault)
        brand = self.records.new_brand(body)
        answer = web.json_response(brand)
        self._outcomes.identify_later(request, brand)
        return answer

    async def _list_brands(self, request: web.Request) -> web.StreamResponse:
        wanted = request.query.get("displayName")
        rows = [it for it in self.records.brands.values() if wanted in (None, it["displayName"])]
        return _page(request, [{name: it[name] for name in _LISTED if name in it} for it in rows])

    async def _get_brand(self, request: web.Request) -> web.StreamResponse:
        return _one(self.records.brands.get(request.match_info["id"]))

    async def _give_feedback(self, request: web.Request) -> web.StreamResponse:
        brand_id = request.match_info["id"]
        if brand_id not in self.records.brands:
            return answers.not_found()
        return web.json_response({"brandId": brand_id, "category": self.records.feedback.get(brand_id, [])})

    async def _update_brand(self, request: web.Request) -> web.StreamResponse:
        brand, body = self.records.brands.get(request.match_info["id"]), await request.json()
        if brand is None:
            return answers.not_found()
        if fault := checks.brand_fault(body, is_update=True):
            return _refuse(fault)
        if brand.get("identityStatus") in _VERIFIED:
            return _refuse("a verified brand keeps its identity")
        brand |= body | {"updatedAt": now(), "status": "REGISTRATION_PENDING"}
        brand.pop("identityStatus", None)
        answer = web.json_response(brand)
        self._outcomes.identify_later(request, brand)
        return answer

    async def _create_campaign(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if fault := checks.campaign_fault(body) or self._brand_fault(body):
            return _refuse(fault)
        campaign = self.records.new_campaign(body)
        answer = web.json_response(campaign)
        self._outcomes.review_later(request, campaign)
        return answer

    def _brand_fault(self, body: Json) -> str:
        brand = self.records.brands.get(str(body.get("brandId")), {})
        if brand.get("identityStatus") not in _VERIFIED:
            return "brandId is of no verified brand"
        references = [it.get("referenceId") for it in self.records.campaigns.values()]
        is_known = bool(body.get("referenceId")) and body["referenceId"] in references
        return "referenceId is not unique" if is_known else ""

    async def _list_campaigns(self, request: web.Request) -> web.StreamResponse:
        if "brandId" not in request.query:
            return _refuse("brandId is missing")
        rows = [it for it in self.records.campaigns.values() if it["brandId"] == request.query["brandId"]]
        return _page(request, rows)

    async def _get_campaign(self, request: web.Request) -> web.StreamResponse:
        return _one(self.records.campaigns.get(request.match_info["id"]))

    async def _update_campaign(self, request: web.Request) -> web.StreamResponse:
        campaign, body = self.records.campaigns.get(request.match_info["id"]), await request.json()
        if campaign is None:
            return answers.not_found()
        if fault := checks.campaign_update_fault(body):
            return _refuse(fault)
        campaign |= body
        return web.json_response(campaign)

    async def _end_campaign(self, request: web.Request) -> web.StreamResponse:
        campaign = self.records.campaigns.get(request.match_info["id"])
        if campaign is None:
            return answers.not_found()
        if campaign.get("status") == "EXPIRED":
            return _refuse("the campaign has been deactivated before")
        self.records.end_campaign(campaign)
        return web.json_response({"time": time.time(), "record_type": "campaign", "message": "Campaign deactivated"})

    async def _appeal(self, request: web.Request) -> web.StreamResponse:
        campaign, body = self.records.campaigns.get(request.match_info["id"]), await request.json()
        if campaign is None:
            return answers.not_found()
        if campaign["campaignStatus"] not in _APPEALED or body.keys() != {"appeal_reason"}:
            return _refuse("the campaign is not rejected, or there is no appeal_reason")
        campaign["campaignStatus"] = "MNO_PENDING"
        campaign.pop("failureReasons", None)
        self._outcomes.review_later(request, campaign)
        return web.json_response({"appealed_at": now()})

    async def _assign(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if fault := self._assignment_fault(body, is_new=request.method == "POST"):
            return _refuse(fault)
        assigned = self.records.assign(body["phoneNumber"], body["campaignId"], "PENDING_ASSIGNMENT")
        answer = web.json_response(assigned)
        self._outcomes.settle_later(request, assigned)
        return answer

    def _assignment_fault(self, body: Json, *, is_new: bool) -> str:
        if body.keys() != {"phoneNumber", "campaignId"} or body["campaignId"] not in self.records.campaigns:
            return "phoneNumber and campaignId are needed, of a campaign that exists"
        if self._inventory.find_active(body["phoneNumber"]) is None:
            return "the number is not on this account"
        if self.records.campaigns[body["campaignId"]]["campaignStatus"] != "MNO_PROVISIONED":
            return "the campaign is not active"
        is_twice = is_new and body["phoneNumber"] in self.records.assignments
        return "the number is assigned to a campaign already" if is_twice else ""

    async def _get_assignment(self, request: web.Request) -> web.StreamResponse:
        return _one(self.records.assignments.get(request.match_info["id"]))

    async def _unassign(self, request: web.Request) -> web.StreamResponse:
        return _one(self.records.assignments.pop(request.match_info["id"], None))


def _one(found: Json | None) -> web.Response:
    return web.json_response(found) if found else answers.not_found()


def _refuse(fault: str) -> web.Response:
    return answers.error(422, "10015", "Bad Request", f"{fault}.")


def _page(request: web.Request, rows: list[Json]) -> web.Response:
    size, page = int(request.query.get("recordsPerPage", 10)), int(request.query.get("page", 1))
    records = rows[(page - 1) * size : page * size]
    return web.json_response({"records": records, "page": page, "totalRecords": len(rows)})
