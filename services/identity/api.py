"""The door to HTTP: every route of identity."""

import time
from dataclasses import replace
from typing import Annotated

from contracts.consequences import Consequences
from kernel import snapshot
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.api import Api
from kernel.http.pages import Page, PageQuery
from kernel.http.request import Request, Response
from kernel.problems import NotFound
from kernel.settings import setting
from services.identity import wiring
from services.identity.domain import problems
from services.identity.http import refresh_cookie, schemas, views
from services.identity.http.code_refusals import NUMBER, PROOF, SENDS
from services.identity.kms import access_tokens

api = Api("identity", wiring.table)


def _prime() -> None:
    """Prepare the snapshot with the records that most requests read."""
    from services.identity.domain.account import Account
    from services.identity.domain.challenge import Challenge
    from services.identity.domain.session import Session

    snapshot.prime_api(api.handler, api.routes, wiring.table(), records=(Account, Session, Challenge))


handler = snapshot.prime_before_snapshot(api.handler, _prime)

_CODE = (problems.WrongCode, problems.CodeExpired)
_TEAM = (problems.OnAnotherTeam, problems.TeamHasMembers, problems.TeamHasInvitations)


@api.post("/v1/signups", status=202, open=True, refusals=(*NUMBER, *SENDS, problems.LookUpUnavailable))
def create_sign_up(work: UnitOfWork, request: Request, body: schemas.NewSignUp) -> views.SignUpStarted:
    """Send a code to a phone number, to sign up with it.

    While many codes are requested, the answer is 429 `challenge_required` with `puzzle` and `zero_bits`. Send the
    request again with the header `Teamline-Proof`: the puzzle, a colon and any text for which the SHA-256 of the whole
    begins with so many zero bits.
    """
    from services.identity.use_cases.sign_up.start_sign_up import start_sign_up

    proof = request.headers.get(PROOF)
    return start_sign_up(
        work,
        phone_number=body.phone_number,
        proof=proof,
        rules=wiring.rules(),
        look_up=wiring.look_up,
        wait=time.sleep,
    )


@api.post("/v1/signups/{id}/resend", status=202, open=True, refusals=(*SENDS, problems.ChannelNotPossible, *_CODE[1:]))
def resend_sign_up_code(work: UnitOfWork, request: Request, id: str, body: schemas.AnotherCode) -> views.SignUpStarted:
    """Send another code. A mobile phone can be called instead of texted."""
    from services.identity.use_cases.sign_up.resend_code import resend_code

    proof = request.headers.get(PROOF)
    return resend_code(work, sign_up_id=id, channel=body.channel, proof=proof, rules=wiring.rules())


@api.post("/v1/signups/{id}/verify", open=True, keyed=False, refusals=_CODE)
def verify_sign_up_code(work: UnitOfWork, id: str, body: schemas.TypedCode) -> views.Verified:
    """Check the code. The response holds a secret, so it is not stored under an idempotency key."""
    from services.identity.use_cases.sign_up.verify_sign_up import verify_sign_up

    return verify_sign_up(work, sign_up_id=id, code=body.code, rules=wiring.rules())


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
        problems.TooManySignIns,
    ),
)
def create_account(
    work: UnitOfWork, request: Request, body: schemas.Registration
) -> Annotated[Response, views.Registered]:
    """Open an account. The same token and password sent again sign in to the account that they opened."""
    from services.identity.use_cases.sign_up.register_account import register_account

    device = refresh_cookie.device_of(request)
    account, grant = register_account(work, registration=body, device=device, rules=wiring.rules())
    profile = views.Profile.of(account)
    return refresh_cookie.session_response(
        request, grant, wiring.sign_access_token(grant, work.now), status=201, account=profile
    )


@api.post(
    "/v1/sessions",
    status=201,
    open=True,
    keyed=False,
    refusals=(
        problems.WrongCredentials,
        problems.TooManyAttempts,
        problems.TooManySignIns,
        problems.InvalidPhoneNumber,
    ),
)
def create_session(work: UnitOfWork, request: Request, body: schemas.Credentials) -> Annotated[Response, views.Tokens]:
    """Sign in."""
    from services.identity.use_cases.sessions.sign_in import sign_in

    grant = sign_in(
        work,
        phone_number=body.phone_number,
        password=body.password,
        device=refresh_cookie.device_of(request),
        rules=wiring.rules(),
    )
    return refresh_cookie.session_response(request, grant, wiring.sign_access_token(grant, work.now), status=201)


@api.post("/v1/sessions/refresh", open=True, keyed=False, refusals=(problems.SessionEnded,))
def refresh_tokens(work: UnitOfWork, request: Request, body: schemas.Refresh) -> Annotated[Response, views.Tokens]:
    """Exchange a refresh token for the next one. Using an old one ends the session.

    Within ten seconds the same device gets the same response again; from another address, send the `Idempotency-Key`
    of the first request.
    """
    from services.identity.use_cases.sessions.refresh_session import refresh_session

    token, from_cookie = refresh_cookie.read_refresh_token(request, body.refresh_token)
    grant = refresh_session(
        work,
        token=token,
        idempotency_key=request.headers.get("idempotency-key"),
        from_cookie=from_cookie,
        device=refresh_cookie.device_of(request),
        rules=wiring.rules(),
    )
    return refresh_cookie.session_response(request, grant, wiring.sign_access_token(grant, work.now), status=200)


@api.get("/v1/sessions")
def list_sessions(work: UnitOfWork, query: PageQuery) -> Page[views.SessionView]:
    """List where the caller is signed in."""
    from services.identity.use_cases.sessions import list_sessions as sessions

    return sessions.list_sessions(work, query=query)


@api.delete("/v1/sessions/{id}", refusals=(NotFound, problems.AccountOver))
def delete_session(work: UnitOfWork, request: Request, id: str) -> Annotated[Response, None]:
    """Sign out. `current` is the session of the caller."""
    from services.identity.use_cases.sessions import list_sessions as sessions

    was_own = sessions.end_session(work, session_id=id)
    return refresh_cookie.sign_out_response(request) if was_own else Response(204)


@api.post("/v1/password-resets", status=202, open=True, refusals=(problems.InvalidPhoneNumber, *SENDS))
def create_password_reset(work: UnitOfWork, request: Request, body: schemas.ResetWanted) -> views.ResetStarted:
    """Send a code to set a new password with. The response does not reveal whether there is an account."""
    from services.identity.use_cases.passwords.reset_password import start_password_reset

    proof = request.headers.get(PROOF)
    return start_password_reset(work, phone_number=body.phone_number, proof=proof, rules=wiring.rules())


@api.post("/v1/password-resets/{id}", open=True, keyed=False, refusals=(*_CODE, problems.WeakPassword))
def complete_password_reset(work: UnitOfWork, id: str, body: schemas.NewPasswordByCode) -> None:
    """Set a new password. Every session ends."""
    from services.identity.use_cases.passwords.reset_password import reset_password

    reset_password(work, reset_id=id, code=body.code, new_password=body.new_password, rules=wiring.rules())


@api.get("/v1/profile", refusals=(problems.AccountOver,))
def get_profile(work: UnitOfWork) -> views.Profile:
    """Return the caller's profile."""
    from services.identity.use_cases.callers import read_caller

    return views.Profile.of(read_caller(work))


@api.patch(
    "/v1/profile",
    step_up=schemas.needs_proof,
    refusals=(*_TEAM, problems.AccountOver, problems.UnknownTimeZone, problems.TextsNotPossible, problems.TooManyMails),
)
def update_profile(work: UnitOfWork, body: schemas.ProfileChange) -> views.Profile:
    """Change the profile. `manages_team` opens or closes the team account."""
    from services.identity.use_cases.profile.change_profile import change_profile

    return views.Profile.of(change_profile(work, change=body))


@api.get("/v1/profile/consequences", refusals=(problems.AccountOver,))
def say_profile_consequences(work: UnitOfWork, query: schemas.ConsequencesQuery) -> Consequences:
    """Say what closing the account, or going from a team, does to the caller's sessions, second factors and data."""
    from services.identity.use_cases.profile import say_consequences as consequences

    return consequences.say_consequences(work, query=query)


@api.post("/v1/profile/email/confirm", open=True, keyed=False, refusals=(problems.LinkExpired,))
def confirm_profile_email(work: UnitOfWork, body: schemas.EmailLink) -> None:
    """Confirm an email with the token of the link that was mailed to it."""
    from services.identity.use_cases.profile.confirm_email import confirm_email

    confirm_email(work, token=body.token)


@api.delete(
    "/v1/profile",
    step_up=True,
    refusals=(problems.AccountOver, problems.TeamHasMembers, problems.AccountLocked),
)
def delete_account(work: UnitOfWork, request: Request) -> Annotated[Response, None]:
    """Close the account: its sessions end, personal data is deleted, and the phone number is free again.

    The header `Teamline-Erasure` is the receipt that `GET /v1/erasures/{token}` takes.
    """
    from services.identity.use_cases.profile.close_account import close_account

    receipt = close_account(work)
    response = refresh_cookie.sign_out_response(request)
    return replace(response, headers=response.headers | {"teamline-erasure": receipt})


@api.get("/.well-known/jwks.json", open=True)
def get_public_keys() -> Annotated[Response, views.KeySet]:
    """Return the public keys that verify access tokens."""
    keys = views.KeySet(keys=[access_tokens.public_jwk(setting("SIGNING_KEY_ID"))])
    return Response(200, keys, {"cache-control": "public, max-age=300"})
