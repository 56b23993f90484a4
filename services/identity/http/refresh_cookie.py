"""Where callers keep their refresh token: browsers in a cookie that no script reads, apps in the response body."""

from kernel.http.request import Request, Response
from services.identity.domain.problems import SessionEnded
from services.identity.domain.session import SESSION_IDLE_LIFETIME, Device, SessionGrant
from services.identity.http.views import Profile, Registered, Tokens

COOKIE = "teamline_refresh"
_MAX_AGE = int(SESSION_IDLE_LIFETIME.total_seconds())
_ATTRIBUTES = "Path=/v1/sessions; HttpOnly; Secure; SameSite=Strict"


def device_of(request: Request) -> Device:
    """Return the device that sent a request."""
    return Device(request.agent, request.address)


def read_refresh_token(request: Request, given: str | None) -> tuple[str, bool]:
    """Return the refresh token of a request, and whether it came from a browser's cookie.

    The cookie counts only with the `teamline-client` header, which a form on another site cannot send. Raises
    SessionEnded if there is no token.
    """
    token = request.cookie(COOKIE) if is_browser(request) and not given else given
    if not token:
        raise SessionEnded
    return token, given is None


def session_response(
    request: Request, grant: SessionGrant, access_token: str, *, status: int, account: Profile | None = None
) -> Response:
    """Build the response with a session's tokens; browsers get the refresh token as a cookie."""
    browser = is_browser(request)
    body = Tokens.of(grant, access_token, is_web=browser).model_dump(mode="json", exclude_none=True)
    if account:
        body = Registered(**body, account=account).model_dump(
            mode="json", exclude={"refresh_token"} if browser else None
        )
    cookies = [f"{COOKIE}={grant.refresh_token}; Max-Age={_MAX_AGE}; {_ATTRIBUTES}"] if browser else []
    return Response(status, body, cookies=cookies)


def sign_out_response(request: Request) -> Response:
    """Build the response to a sign-out; browsers drop their cookie."""
    return Response(204, cookies=[f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"] if is_browser(request) else [])


def is_browser(request: Request) -> bool:
    """Return whether a browser sent the request."""
    return request.headers.get("teamline-client", "").strip().lower() == "web"
