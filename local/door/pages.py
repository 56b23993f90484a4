"""Serves the portal's files, the reference of the API, and a page of links until the portal is built."""

import mimetypes
from pathlib import Path

from aiohttp import web

from infra.one_origin import ASSETS, IMMUTABLE, REVALIDATED

_HERE = Path(__file__).parent / "static"
_TEXT = {".css", ".html", ".js", ".svg", ".webmanifest"}
_OUR_FILES = {"docs.js", "links.css"}
_REFERENCE_FILES = {"swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"}


class Pages:
    """The pages and files that browsers open here."""

    def __init__(self, root: Path, simulators: str) -> None:
        self._portal = root / "web" / "dist"
        self._reference = root / "node_modules" / "swagger-ui-dist"
        self._simulators = simulators

    def routes(self) -> list[web.RouteDef]:
        """Return the routes; a path without a file is a screen of the portal."""
        return [
            web.get("/docs", self._docs),
            web.get("/docs/", self._docs),
            web.get("/docs/{name:[a-z0-9.-]+}", self._docs_file),
            web.get("/{path:.*}", self._screen),
        ]

    async def _screen(self, request: web.Request) -> web.StreamResponse:
        if not (self._portal / "index.html").exists():
            return self._links()
        wanted = (self._portal / request.match_info["path"]).resolve()
        if wanted.is_file() and wanted.is_relative_to(self._portal.resolve()):
            return _file(wanted, IMMUTABLE if ASSETS in wanted.parts else REVALIDATED)
        if "." in wanted.name:
            raise web.HTTPNotFound
        return _file(self._portal / "index.html", REVALIDATED)

    def _links(self) -> web.Response:
        page = (_HERE / "links.html").read_text(encoding="utf-8").replace("{simulators}", self._simulators)
        return web.Response(text=page, content_type="text/html")

    async def _docs(self, request: web.Request) -> web.StreamResponse:
        if not self._reference.exists():
            raise web.HTTPNotFound(text="The API's reference is not installed: run `npm ci`.")
        # the reference sets styles from its script; it runs no code that is not a file of ours
        csp = (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return web.FileResponse(_HERE / "docs.html", headers={"content-security-policy": csp})

    async def _docs_file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name in _OUR_FILES:
            return web.FileResponse(_HERE / name)
        if name in _REFERENCE_FILES and (self._reference / name).exists():
            return web.FileResponse(self._reference / name)
        raise web.HTTPNotFound


def _file(path: Path, cache: str) -> web.StreamResponse:
    """Return a file of the portal; text is compressed for a browser that takes it, as by the CDN."""
    headers = {"cache-control": cache}
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix not in _TEXT:
        return web.FileResponse(path, headers=headers)
    answer = web.Response(body=path.read_bytes(), content_type=kind, headers=headers)
    answer.enable_compression()
    return answer
