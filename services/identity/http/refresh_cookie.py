"""Browsers and apps: a browser keeps its refresh token in a cookie that no script reads, an app gets it in the body."""

from kernel.http.request import Request, Response
from services.identity.domain.problems import SessionOver
from services.identity.domain.session import SESSION_IDLES, Device, Opened
from services.identity.http.views import Profile, Registered, Tokens

COOKIE = "teamline_refresh"
_KEPT = "Path=/v1/sessions; HttpOnly; Secure; SameSite=Strict"


def device(request: Request) -> Device:
    """The device that calls."""
    return Device(request.agent, request.address)


def refresh_token(request: Request, given: str | None) -> tuple[str, bool]:
    """The refresh token of a call, and whether it comes from a browser's cookie. Raises SessionOver without any.

    The cookie counts only with the header that a form of another site cannot send.
    """
    token = request.cookie(COOKIE) if is_web(request) and not given else given
    if not token:
        raise SessionOver
    return token, given is None


def answer(
    request: Request, opened: Opened, access_token: str, *, status: int, account: Profile | None = None
) -> Response:
    """The tokens of a session, where this caller keeps them."""
    web = is_web(request)
    body = Tokens.of(opened, access_token, is_web=web).model_dump(mode="json", exclude_none=True)
    if account:
        body = Registered(**body, account=account).model_dump(mode="json", exclude={"refresh_token"} if web else None)
    cookies = [f"{COOKIE}={opened.refresh_token}; Max-Age={int(SESSION_IDLES.total_seconds())}; {_KEPT}"] if web else []
    return Response(status, body, cookies=cookies)


def signed_out(request: Request) -> Response:
    """Done; a browser forgets its cookie."""
    return Response(204, cookies=[f"{COOKIE}=; Max-Age=0; {_KEPT}"] if is_web(request) else [])


def is_web(request: Request) -> bool:
    """Whether a browser calls."""
    return request.headers.get("teamline-client", "").strip().lower() == "web"
