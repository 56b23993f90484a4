"""The simulated carrier's verification of toll-free numbers: a request, which is reviewed, and may be sent again."""

from aiohttp import web

from simulators.telnyx import answers
from simulators.telnyx.orders import Inventory
from simulators.telnyx.registrations import checks
from simulators.telnyx.registrations.outcomes import Outcomes
from simulators.telnyx.registrations.records import Json


class TollFreeVerifications:
    """The provider's routes of toll-free verification."""

    def __init__(self, outcomes: Outcomes, inventory: Inventory) -> None:
        self._outcomes, self._records, self._inventory = outcomes, outcomes.records, inventory

    def routes(self) -> list[web.RouteDef]:
        """Return the provider's routes."""
        path, reads, changes = (
            "/telnyx/v2/messaging_tollfree/verification/requests",
            self._outcomes.reads,
            self._outcomes.changes,
        )
        return [
            web.post(path, changes(self._request)),
            web.get(path, reads(self._list)),
            web.patch(f"{path}/{{id}}", changes(self._request_again)),
        ]

    async def _request(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        if fault := self._fault(body):
            return answers.error(422, "10015", "Bad Request", fault)
        made = self._records.new_verification(body)
        self._outcomes.verify_later(request, made)
        return web.json_response(made | {"verificationRequestId": made["id"]})

    async def _request_again(self, request: web.Request) -> web.StreamResponse:
        made, body = self._records.verifications.get(request.match_info["id"]), await request.json()
        if made is None:
            return answers.not_found()
        fault = self._fault(body) or ("it is verified" if made["verificationStatus"] == "Verified" else "")
        if fault:
            return answers.error(422, "10015", "Bad Request", fault)
        made |= body | {"verificationStatus": "Waiting For Vendor"}
        made.pop("reason", None)
        self._outcomes.verify_later(request, made)
        return web.json_response(made)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if not {"page", "page_size"} <= request.query.keys():
            return answers.error(422, "10004", "Missing required parameter", "page and page_size are required.")
        wanted = request.query.get("phone_number", "").replace(" ", "+")
        rows = [it for it in self._records.verifications.values() if _is_of(it, wanted)]
        return web.json_response({"records": rows, "total_records": len(rows)})

    def _fault(self, body: Json) -> str:
        if fault := checks.verification_fault(body):
            return fault
        numbers = [str(it.get("phoneNumber")) for it in body["phoneNumbers"]]
        return "" if all(map(self._inventory.find_active, numbers)) else "a number is not on this account"


def _is_of(verification: Json, phone_number: str) -> bool:
    return not phone_number or {"phoneNumber": phone_number} in verification["phoneNumbers"]
