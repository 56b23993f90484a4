"""The door to HTTP: every route of identity."""

from typing import Annotated

from kernel.dynamodb.cursors import InvalidCursor
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page, PageQuery
from kernel.http.request import Request, Response
from kernel.problems import NotFound
from kernel.settings import setting
from services.identity import wiring
from services.identity.domain import problems
from services.identity.domain.session import Opened
from services.identity.http import refresh_cookie, schemas, views
from services.identity.kms import access_tokens
from services.identity.use_cases.passwords import reset_password
from services.identity.use_cases.profile import change_profile
from services.identity.use_cases.profile.close_account import close_account
from services.identity.use_cases.profile.confirm_email import confirm_email
from services.identity.use_cases.sessions import list_sessions as see_sessions
from services.identity.use_cases.sessions.refresh_session import refresh_session
from services.identity.use_cases.sessions.sign_in import sign_in
from services.identity.use_cases.sign_up.register_account import register_account
from services.identity.use_cases.sign_up.resend_code import send_code_again
from services.identity.use_cases.sign_up.start_sign_up import start_sign_up
from services.identity.use_cases.sign_up.verify_sign_up import verify_sign_up

api = Api("identity", wiring.table)
handler = api.handler

_NUMBER = (
    problems.InvalidPhoneNumber,
    problems.VirtualNumberNotAccepted,
    problems.TollFreeNumberNotAccepted,
    problems.PremiumNumberNotAccepted,
    problems.NumberKindNotAccepted,
    problems.LineTypeUnknown,
    problems.CountryNotServed,
)
_SENDS = (problems.TooSoon, problems.TooManyCodes, problems.CodesExhausted)
_CODE = (problems.WrongCode, problems.CodeExpired)
_TEAM = (problems.OnAnotherTeam, problems.TeamHasMembers, problems.TeamHasInvitations)


@api.post("/v1/signups", status=202, open=True, refusals=(*_NUMBER, *_SENDS, problems.LookUpUnavailable))
def sign_up(work: UnitOfWork, body: schemas.NewSignUp) -> views.SignUpStarted:
    """Have a code sent to a number to sign up with."""
    return start_sign_up(work, body.phone_number, wiring.rules(), wiring.look_up)


@api.post("/v1/signups/{id}/resend", status=202, open=True, refusals=(*_SENDS, problems.ChannelNotPossible, *_CODE[1:]))
def resend_code(work: UnitOfWork, id: str, body: schemas.AnotherCode) -> views.SignUpStarted:
    """Have another code sent; a mobile may ask for a call."""
    return send_code_again(work, id, body.channel, wiring.rules())


@api.post("/v1/signups/{id}/verify", open=True, keyed=False, refusals=_CODE)
def verify_code(work: UnitOfWork, id: str, body: schemas.TypedCode) -> views.Verified:
    """Show that the code has come; the answer holds a secret, so it is not kept under an idempotency key."""
    return verify_sign_up(work, id, body.code, wiring.rules())


@api.post(
    "/v1/accounts",
    status=201,
    open=True,
    keyed=False,
    refusals=(
        problems.RegistrationExpired,
        problems.AccountExists,
        problems.WeakPassword,
        problems.UnknownTimeZone,
    ),
)
def register(work: UnitOfWork, request: Request, body: schemas.Registration) -> Annotated[Response, views.Registered]:
    """Open an account. Sent again with the same token and password, it signs in to the account that it opened."""
    account, opened = register_account(work, body, refresh_cookie.device(request), wiring.rules())
    return refresh_cookie.answer(request, opened, _access(work, opened), status=201, account=views.Profile.of(account))


@api.post(
    "/v1/sessions",
    status=201,
    open=True,
    keyed=False,
    refusals=(problems.WrongCredentials, problems.TooManyTries, problems.InvalidPhoneNumber),
)
def begin_session(work: UnitOfWork, request: Request, body: schemas.Credentials) -> Annotated[Response, views.Tokens]:
    """Sign in."""
    opened = sign_in(work, body.phone_number, body.password, refresh_cookie.device(request), wiring.rules())
    return refresh_cookie.answer(request, opened, _access(work, opened), status=201)


@api.post("/v1/sessions/refresh", open=True, keyed=False, refusals=(problems.SessionOver,))
def refresh(work: UnitOfWork, request: Request, body: schemas.Refresh) -> Annotated[Response, views.Tokens]:
    """Exchange a refresh token for the next one. One that was used before ends the session.

    To ask again because the answer was lost, send the same `Idempotency-Key` as before, within ten seconds.
    """
    token, shared_jar = refresh_cookie.refresh_token(request, body.refresh_token)
    opened = refresh_session(work, token, request.headers.get("idempotency-key"), shared_jar, wiring.rules())
    return refresh_cookie.answer(request, opened, _access(work, opened), status=200)


@api.get("/v1/sessions", refusals=(InvalidCursor,))
def list_sessions(work: UnitOfWork, request: Request, query: PageQuery) -> Page[views.SessionView]:
    """Where the caller is signed in."""
    return see_sessions.list_sessions(work, request.caller_id, request.session_id, query)


@api.delete("/v1/sessions/{id}", refusals=(NotFound,))
def end_session(work: UnitOfWork, request: Request, id: str) -> Annotated[Response, None]:
    """Sign out; `current` is the session of the caller."""
    was_own = see_sessions.end_session(work, request.caller_id, id, request.session_id)
    return refresh_cookie.signed_out(request) if was_own else Response(204)


@api.post("/v1/password-resets", status=202, open=True, refusals=(problems.InvalidPhoneNumber, *_SENDS))
def start_reset(work: UnitOfWork, body: schemas.ResetWanted) -> views.ResetStarted:
    """Have a code sent to set a new password with; whether there is an account is not told."""
    return reset_password.start_reset(work, body.phone_number, wiring.rules())


@api.post("/v1/password-resets/{id}", open=True, keyed=False, refusals=(*_CODE, problems.WeakPassword))
def finish_reset(work: UnitOfWork, id: str, body: schemas.NewPasswordByCode) -> None:
    """Set a new password; every session ends."""
    reset_password.finish_reset(work, id, body.code, body.new_password, wiring.rules())


@api.get("/v1/profile", refusals=(problems.AccountOver,))
def get_profile(work: UnitOfWork, request: Request) -> views.Profile:
    """The caller's profile."""
    return views.Profile.of(change_profile.see_profile(work, request.caller_id))


@api.patch(
    "/v1/profile",
    refusals=(*_TEAM, problems.AccountOver, problems.UnknownTimeZone, problems.TextsNotPossible, problems.TooManyMails),
)
def patch_profile(work: UnitOfWork, request: Request, body: schemas.ProfileChange) -> views.Profile:
    """Change the profile; `manages_team` opens the team account."""
    return views.Profile.of(change_profile.change_profile(work, request.caller_id, body))


@api.post("/v1/profile/email/confirm", open=True, keyed=False, refusals=(problems.LinkExpired,))
def confirm(work: UnitOfWork, body: schemas.EmailLink) -> None:
    """Confirm an email by the link that was mailed to it."""
    confirm_email(work, body.token)


@api.delete("/v1/profile", refusals=(problems.TeamHasMembers,))
def close(work: UnitOfWork, request: Request) -> Annotated[Response, None]:
    """Close the account: sessions end, personal data goes, the number is free."""
    close_account(work, request.caller_id)
    return refresh_cookie.signed_out(request)


@api.get("/.well-known/jwks.json", open=True)
def get_keys() -> Annotated[Response, views.KeySet]:
    """The public keys of the access tokens."""
    keys = views.KeySet(keys=[access_tokens.public_jwk(setting("SIGNING_KEY_ID"))])
    return Response(200, keys, {"cache-control": "public, max-age=300"})


def _access(work: UnitOfWork, opened: Opened) -> str:
    return access_tokens.sign(
        key_id=setting("SIGNING_KEY_ID"),
        issuer=setting("TOKEN_ISSUER"),
        account_id=opened.account_id,
        session_id=opened.session_id,
        now=work.now,
    )
