"""The door to HTTP: every route of identity."""

from typing import Annotated

from kernel import snapshot
from kernel.calls import Answer, Call
from kernel.cursors import InvalidCursor
from kernel.http import Api
from kernel.pages import Listed, PageQuery
from kernel.phone_numbers import InvalidPhoneNumber
from kernel.problems import NotFound
from kernel.work import Work
from services.identity import browsers, problems, tokens, views, wiring
from services.identity.session import Opened
from services.identity.use_cases import change_profile, reset_password, see_sessions
from services.identity.use_cases.close_account import close_account
from services.identity.use_cases.confirm_email import confirm_email
from services.identity.use_cases.refresh_session import refresh_session
from services.identity.use_cases.register_account import register_account
from services.identity.use_cases.send_code_again import send_code_again
from services.identity.use_cases.sign_in import sign_in
from services.identity.use_cases.start_sign_up import start_sign_up
from services.identity.use_cases.verify_sign_up import verify_sign_up

api = Api("identity", wiring.table)
handler = snapshot.primed(api.handler, lambda: snapshot.prime_api(api.handler, api.routes, wiring.table()))

_NUMBER = (
    InvalidPhoneNumber,
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
def sign_up(work: Work, body: views.NewSignUp) -> views.SignUpStarted:
    """Have a code sent to a number to sign up with."""
    return start_sign_up(work, body.phone_number, wiring.rules(), wiring.look_up)


@api.post("/v1/signups/{id}/resend", status=202, open=True, refusals=(*_SENDS, problems.ChannelNotPossible, *_CODE[1:]))
def resend_code(work: Work, id: str, body: views.AnotherCode) -> views.SignUpStarted:
    """Have another code sent; a mobile may ask for a call."""
    return send_code_again(work, id, body.channel, wiring.rules())


@api.post("/v1/signups/{id}/verify", open=True, keyed=False, refusals=_CODE)
def verify_code(work: Work, id: str, body: views.TypedCode) -> views.Verified:
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
def register(work: Work, call: Call, body: views.Registration) -> Annotated[Answer, views.Registered]:
    """Open an account. Sent again with the same token and password, it signs in to the account that it opened."""
    account, opened = register_account(work, body, browsers.device(call), wiring.rules())
    return browsers.answer(call, opened, _access(work, opened), status=201, account=views.Profile.of(account))


@api.post(
    "/v1/sessions",
    status=201,
    open=True,
    keyed=False,
    refusals=(problems.WrongCredentials, problems.TooManyTries, InvalidPhoneNumber),
)
def begin_session(work: Work, call: Call, body: views.Credentials) -> Annotated[Answer, views.Tokens]:
    """Sign in."""
    opened = sign_in(work, body.phone_number, body.password, browsers.device(call), wiring.rules())
    return browsers.answer(call, opened, _access(work, opened), status=201)


@api.post("/v1/sessions/refresh", open=True, keyed=False, refusals=(problems.SessionOver,))
def refresh(work: Work, call: Call, body: views.Refresh) -> Annotated[Answer, views.Tokens]:
    """Exchange a refresh token for the next one. One that was used before ends the session.

    To ask again because the answer was lost, send the same `Idempotency-Key` as before, within ten seconds.
    """
    token, shared_jar = browsers.refresh_token(call, body.refresh_token)
    opened = refresh_session(work, token, call.headers.get("idempotency-key"), shared_jar, wiring.rules())
    return browsers.answer(call, opened, _access(work, opened), status=200)


@api.get("/v1/sessions", refusals=(InvalidCursor,))
def list_sessions(work: Work, call: Call, query: PageQuery) -> Listed[views.SessionView]:
    """Where the caller is signed in."""
    return see_sessions.list_sessions(work, call.caller_id, call.session_id, query)


@api.delete("/v1/sessions/{id}", refusals=(NotFound,))
def end_session(work: Work, call: Call, id: str) -> Annotated[Answer, None]:
    """Sign out; `current` is the session of the caller."""
    was_own = see_sessions.end_session(work, call.caller_id, id, call.session_id)
    return browsers.signed_out(call) if was_own else Answer(204)


@api.post("/v1/password-resets", status=202, open=True, refusals=(InvalidPhoneNumber, *_SENDS))
def start_reset(work: Work, body: views.ResetWanted) -> views.ResetStarted:
    """Have a code sent to set a new password with; whether there is an account is not told."""
    return reset_password.start_reset(work, body.phone_number, wiring.rules())


@api.post("/v1/password-resets/{id}", open=True, keyed=False, refusals=(*_CODE, problems.WeakPassword))
def finish_reset(work: Work, id: str, body: views.NewPasswordByCode) -> None:
    """Set a new password; every session ends."""
    reset_password.finish_reset(work, id, body.code, body.new_password, wiring.rules())


@api.get("/v1/profile", refusals=(problems.AccountOver,))
def get_profile(work: Work, call: Call) -> views.Profile:
    """The caller's profile."""
    return views.Profile.of(change_profile.see_profile(work, call.caller_id))


@api.patch(
    "/v1/profile",
    refusals=(*_TEAM, problems.AccountOver, problems.UnknownTimeZone, problems.TextsNotPossible, problems.TooManyMails),
)
def patch_profile(work: Work, call: Call, body: views.ProfileChange) -> views.Profile:
    """Change the profile; `manages_team` opens the team account."""
    return views.Profile.of(change_profile.change_profile(work, call.caller_id, body))


@api.post("/v1/profile/email/confirm", open=True, keyed=False, refusals=(problems.LinkExpired,))
def confirm(work: Work, body: views.EmailLink) -> None:
    """Confirm an email by the link that was mailed to it."""
    confirm_email(work, body.token)


@api.delete("/v1/profile", refusals=(problems.TeamHasMembers,))
def close(work: Work, call: Call) -> Annotated[Answer, None]:
    """Close the account: sessions end, personal data goes, the number is free."""
    close_account(work, call.caller_id)
    return browsers.signed_out(call)


@api.get("/.well-known/jwks.json", open=True)
def get_keys() -> Annotated[Answer, views.KeySet]:
    """The public keys of the access tokens."""
    keys = views.KeySet(keys=[tokens.public_key(wiring.signer().key_id)])
    return Answer(200, keys, {"cache-control": "public, max-age=300"})


def _access(work: Work, opened: Opened) -> str:
    return wiring.signer().sign(opened.account_id, opened.session_id, work.now)
