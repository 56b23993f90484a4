"""The operations that read about ports: windows, requirements, comments, the letter to sign, types of exceptions."""

from aiohttp import web

from simulators.telnyx.porting.exceptions import EXCEPTION_TYPES
from simulators.telnyx.porting.letter import letter_of_authorization
from simulators.telnyx.porting.listing import page_of
from simulators.telnyx.porting.records import PortingRecords
from simulators.telnyx.porting.windows import allowed_windows


class ReadOperations:
    """The operations that change nothing."""

    def __init__(self, ports: PortingRecords) -> None:
        self._ports = ports

    async def windows(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/{id}/allowed_foc_windows."""
        self._ports.order(request.match_info["id"])
        rows = [
            {
                "started_at": f"{begin:%Y-%m-%dT%H:%M:%SZ}",
                "ended_at": f"{end:%Y-%m-%dT%H:%M:%SZ}",
                "record_type": "porting_order",
            }
            for begin, end in allowed_windows()
        ]
        return page_of({"page[size]": "250"}, rows)

    async def requirements(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/{id}/requirements: within the US there are none but the form and documents."""
        self._ports.order(request.match_info["id"])
        return page_of(request.query, [])

    async def comments(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/{id}/comments."""
        return page_of(request.query, self._ports.order(request.match_info["id"]).comments)

    async def letter(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/{id}/loa_template."""
        letter = letter_of_authorization(self._ports.order(request.match_info["id"]))
        return web.Response(body=letter, content_type="application/pdf")

    async def exception_types(self, request: web.Request) -> web.StreamResponse:
        """Answer GET /porting_orders/exception_types."""
        rows = [{"code": code, "description": text} for code, text in EXCEPTION_TYPES.items()]
        return web.json_response({"data": rows})
