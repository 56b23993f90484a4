"""A mobile phone in the browser: its messages, and the app, which uses the public API as any app does."""

from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from simulators.base_urls import BaseUrls
from simulators.forward import Forward

_STATIC = Path(__file__).parent / "static"
_API = "/phone/api"
_PAGES = {"recover": "recover", "docs": "docs", "portal": ""}  # `recover` is for people who no longer have their phone


class Phone:
    """The page, its files, and a proxy to the API."""

    def __init__(self, urls: BaseUrls) -> None:
        self._api = Forward(urls.door, cut=_API)
        self._headers = _headers(urls.emulator)
        self._pages = {name: f"{urls.door}/{path}" for name, path in _PAGES.items()}

    def routes(self) -> list[web.RouteDef]:
        """Return all routes below `/phone`."""
        return [
            web.get("/", self._home),
            web.get("/phone", self._page),
            web.get("/phone/{page:recover|docs|portal}", self._elsewhere),
            web.get("/phone/static/{file:[a-z/-]+\\.(?:js|css|svg)}", self._file),
            web.route("*", _API + "{path:/(?:v1|\\.well-known)/.*}", self._api.pass_on),
        ]

    def reset(self) -> None:
        """Do nothing: the page asks for all that it shows."""

    async def opened(self, app: web.Application) -> AsyncIterator[None]:
        """Keep connections to the API open."""
        async for _ in self._api.keep_open(app):
            yield

    async def _home(self, request: web.Request) -> web.Response:
        raise web.HTTPFound("/phone")

    async def _elsewhere(self, request: web.Request) -> web.Response:
        """Open a page of the portal's door."""
        raise web.HTTPFound(self._pages[request.match_info["page"]])

    async def _page(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(_STATIC / "phone.html", headers=self._headers)

    async def _file(self, request: web.Request) -> web.FileResponse:
        file = _STATIC / request.match_info["file"]
        if not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers=self._headers)


def _headers(storage: str) -> dict[str, str]:
    """Return the headers of the page and its files; `storage` is where pictures are shown from."""
    return {
        "content-security-policy": (
            f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: {storage}; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-cache",
    }
