"""Passes requests on to another server, byte for byte, and its answers back."""

from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, web
from multidict import CIMultiDict
from yarl import URL

_HOP_BY_HOP = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding",
    "upgrade", "host", "content-length",
}  # fmt: skip
_ANSWER_SECONDS = 35  # a little longer than API Gateway itself waits


class Forward:
    """The way from here to the server at `base`; `cut` is the beginning of our paths that it does not know."""

    def __init__(self, base: str, *, cut: str = "") -> None:
        self._base = base.rstrip("/")
        self._cut = cut
        self._client: ClientSession | None = None

    async def opened(self, app: web.Application) -> AsyncIterator[None]:
        """Keep connections as long as the application runs."""
        timeout = ClientTimeout(total=_ANSWER_SECONDS)
        async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), auto_decompress=False) as self._client:
            yield

    async def pass_on(self, request: web.Request) -> web.Response:
        """Handle a request by asking the other server."""
        if self._client is None:
            raise RuntimeError("the application does not run")
        url = URL(self._base + request.raw_path.removeprefix(self._cut), encoded=True)
        body = await request.read()
        try:
            async with self._client.request(
                request.method, url, headers=_wanted(request.headers), data=body or None, allow_redirects=False
            ) as answer:
                return web.Response(status=answer.status, headers=_wanted(answer.headers), body=await answer.read())
        except (ClientError, TimeoutError):
            raise web.HTTPBadGateway(text=f"{self._base} does not answer.") from None


def _wanted(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """The headers that mean something at the other end: nobody is told whom to trust as the caller's address."""
    kept: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        low = name.lower()
        if low not in _HOP_BY_HOP and not low.startswith(("x-forwarded-", "access-control-", "forwarded", "x-amz")):
            kept.add(name, value)
    return kept
