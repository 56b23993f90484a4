"""Which path goes where, and the headers that every answer has."""

from pathlib import Path

from aiohttp import web

from local.door.pages import Pages
from simulators.forward import Forward

_OF_THE_API = ("v1", "webhooks", ".well-known")
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}


def build(*, api: str, simulators: str, root: Path) -> web.Application:
    """The door's application, not yet listening."""
    app = web.Application(client_max_size=10 * 1024 * 1024)
    forward, pages = Forward(api), Pages(root, simulators)
    app.cleanup_ctx.append(forward.opened)
    app.on_response_prepare.append(_protect)
    app.add_routes(web.route("*", f"/{prefix}{{rest:(/.*)?}}", forward.pass_on) for prefix in _OF_THE_API)
    app.add_routes(pages.routes())
    return app


async def _protect(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("content-security-policy", _CSP)
    response.headers.pop("server", None)
