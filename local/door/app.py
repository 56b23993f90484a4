"""The door's routes, and the headers that every answer has."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from infra.one_origin import API_PREFIXES, PROTECTION, csp
from local.door.pages import Pages
from simulators.forward import Forward


def build(forward: Forward, *, simulators: str, root: Path, storage: str) -> web.Application:
    """Build the door's application; `storage` is the origin that documents are uploaded to."""
    app = web.Application(client_max_size=10 * 1024 * 1024)
    pages = Pages(root, simulators)
    app.cleanup_ctx.append(forward.keep_open)
    app.on_response_prepare.append(_protection(csp(storage)))
    app.add_routes(web.route("*", f"/{prefix}{{rest:(/.*)?}}", forward.pass_on) for prefix in API_PREFIXES)
    app.add_routes(pages.routes())
    return app


def _protection(policy: str) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    async def protect(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in PROTECTION.items():
            response.headers[name] = value
        response.headers.setdefault("content-security-policy", policy)
        response.headers.pop("server", None)

    return protect
