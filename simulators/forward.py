"""Passes requests on to another server, byte for byte, and its answers back."""

from collections.abc import AsyncIterator, Mapping

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, web
from multidict import CIMultiDict
from yarl import URL

_HOP_BY_HOP = {
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
_NOT_PASSED_ON = ("x-forwarded-", "access-control-", "forwarded", "x-amz")
_ANSWER_SECONDS = 35  # a little longer than API Gateway itself waits


class Forward:
    """A proxy to the server at `base`.

    `cut` is the beginning of our paths that the server does not know. Browsers see each cookie with `cookie_suffix`
    at the end of its name, and only such cookies are passed on: browsers share cookies between the ports of a host.
    A request without Authorization is passed on with `anonymous` there, if that is given.
    """

    def __init__(self, base: str, *, cut: str = "", cookie_suffix: str = "", anonymous: str = "") -> None:
        self._base = base.rstrip("/")
        self._cut = cut
        self._cookie_suffix = cookie_suffix
        self._anonymous = anonymous
        self._client: ClientSession | None = None

    async def keep_open(self, app: web.Application) -> AsyncIterator[None]:
        """Keep connections open as long as the application runs."""
        timeout = ClientTimeout(total=_ANSWER_SECONDS)
        async with ClientSession(timeout=timeout, cookie_jar=DummyCookieJar(), auto_decompress=False) as self._client:
            yield

    async def pass_on(self, request: web.Request) -> web.Response:
        """Handle a request by asking the other server; answer 502 where it does not answer within 35 seconds."""
        if self._client is None:
            raise RuntimeError("the application does not run")
        url = URL(self._base + request.raw_path.removeprefix(self._cut), encoded=True)
        body, headers = await request.read(), self._request_headers(request.headers)
        try:
            async with self._client.request(
                request.method, url, headers=headers, data=body or None, allow_redirects=False
            ) as answer:
                headers = self._answer_headers(answer.headers)
                return web.Response(status=answer.status, headers=headers, body=await answer.read())
        except (ClientError, TimeoutError):
            raise web.HTTPBadGateway(text=f"{self._base} does not answer.") from None

    def _request_headers(self, headers: Mapping[str, str]) -> CIMultiDict[str]:
        kept = _end_to_end(headers)
        if self._anonymous and not kept.get("authorization"):
            kept["authorization"] = self._anonymous
        if self._cookie_suffix and "cookie" in kept:
            pairs = [pair.partition("=") for pair in kept.popone("cookie").split("; ")]
            own = [(name, value) for name, _, value in pairs if name.endswith(self._cookie_suffix)]
            kept["cookie"] = "; ".join(f"{name.removesuffix(self._cookie_suffix)}={value}" for name, value in own)
        return kept

    def _answer_headers(self, headers: Mapping[str, str]) -> CIMultiDict[str]:
        kept = _end_to_end(headers)
        if self._cookie_suffix:
            for cookie in kept.popall("set-cookie", []):
                name, _, rest = cookie.partition("=")
                kept.add("set-cookie", f"{name}{self._cookie_suffix}={rest}")
        return kept


def _end_to_end(headers: Mapping[str, str]) -> CIMultiDict[str]:
    """Return the headers that mean something at the other end; none that says from which address a caller comes."""
    kept: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        if name.lower() not in _HOP_BY_HOP and not name.lower().startswith(_NOT_PASSED_ON):
            kept.add(name, value)
    return kept
