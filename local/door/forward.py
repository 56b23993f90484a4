"""Passes requests on to the HTTP API, byte for byte, and its answers back."""

from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, web
from multidict import CIMultiDict
from yarl import URL

_PREFIXES = ("v1", "webhooks", ".well-known")
_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length",
}  # fmt: skip
_ANSWER_SECONDS = 35  # a little longer than API Gateway itself waits


class Forward:
    """The way from the door to the API."""

    def __init__(self, api: str) -> None:
        self._api = api.rstrip("/")
        self._client: ClientSession | None = None

    def routes(self) -> list[web.RouteDef]:
        """Every path that is the API's."""
        return [web.route("*", f"/{prefix}{{rest:(/.*)?}}", self._pass_on) for prefix in _PREFIXES]

    async def opened(self, app: web.Application) -> AsyncIterator[None]:
        """Keep connections as long as the application runs."""
        timeout = ClientTimeout(total=_ANSWER_SECONDS)
        async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), auto_decompress=False) as self._client:
            yield

    async def _pass_on(self, request: web.Request) -> web.Response:
        if self._client is None:
            raise RuntimeError("the application does not run")
        url = URL(self._api + request.raw_path, encoded=True)
        body = await request.read()
        try:
            async with self._client.request(
                request.method, url, headers=_wanted(request.headers), data=body or None, allow_redirects=False
            ) as answer:
                return web.Response(status=answer.status, headers=_wanted(answer.headers), body=await answer.read())
        except (ClientError, TimeoutError):
            raise web.HTTPBadGateway(text="The API does not answer. Is the emulator running?") from None


def _wanted(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """The headers that mean something at the other end: nobody is told whom to trust as the caller's address."""
    kept: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        low = name.lower()
        if low not in _HOP_BY_HOP and not low.startswith(("x-forwarded-", "access-control-", "forwarded", "x-amz")):
            kept.add(name, value)
    return kept
