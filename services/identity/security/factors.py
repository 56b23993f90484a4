"""The routes of second factors, step-ups and denials (I11, I12, I14)."""

from typing import Annotated

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request, Response
from services.identity import wiring
from services.identity.domain import problems
from services.identity.http import factor_views, refresh_cookie, schemas, views
from services.identity.http.code_refusals import FACTOR_PROOF
from services.identity.security.door import security

_REMOVAL = (problems.NoSuchFactor, problems.LastFactorRequired, problems.AccountOver)
_ADDED = (problems.FactorAdded, problems.TooManyFactors)


@security.get("/v1/factors")
def get_factors(work: UnitOfWork, request: Request) -> factor_views.Factors:
    """List the caller's second factors."""
    from services.identity.use_cases.factors import remove_factor as removals

    return removals.list_factors(work, account_id=request.caller_id)


@security.post("/v1/factors/options", keyed=False, step_up=True, refusals=(*_ADDED, problems.AccountOver))
def start_factor(work: UnitOfWork, request: Request, body: schemas.FactorWanted) -> factor_views.FactorSetup:
    """Begin to set a second factor up. The response holds a secret, so it is not stored under an idempotency key."""
    from services.identity.use_cases.factors import set_up_factor as setups

    return setups.start_setup(work, account_id=request.caller_id, kind=body.kind, site=wiring.site())


@security.post(
    "/v1/factors",
    status=201,
    keyed=False,
    step_up=True,
    refusals=(*_ADDED, problems.AccountOver, problems.ProofExpired, problems.WrongProof),
)
def create_factor(work: UnitOfWork, request: Request, body: schemas.NewFactor) -> factor_views.AddedFactor:
    """Add the second factor with its first proof. The first one comes with recovery codes, which are shown once."""
    from services.identity.use_cases.factors import set_up_factor as setups

    return setups.add_factor(work, account_id=request.caller_id, given=body, rules=wiring.rules(), site=wiring.site())


@security.delete("/v1/factors/{id}", step_up=True, refusals=_REMOVAL)
def delete_factor(work: UnitOfWork, request: Request, id: str) -> None:
    """Remove a second factor. Every other session of the caller ends."""
    from services.identity.use_cases.factors import remove_factor as removals

    removals.remove_factor(work, account_id=request.caller_id, session_id=request.session_id, factor_id=id)


@security.post(
    "/v1/factors/recovery-codes",
    status=201,
    keyed=False,
    step_up=True,
    refusals=(problems.NoSecondFactor, problems.AccountOver),
)
def create_recovery_codes(work: UnitOfWork, request: Request) -> factor_views.RecoveryCodes:
    """Make new recovery codes, which are shown once; the old ones no longer work."""
    from services.identity.use_cases.factors import set_up_factor as setups

    codes = setups.replace_recovery_codes(work, account_id=request.caller_id, rules=wiring.rules())
    return factor_views.RecoveryCodes(recovery_codes=codes)


@security.post("/v1/sessions/second-factor/options", open=True, keyed=False, refusals=(problems.ProofExpired,))
def get_sign_in_options(work: UnitOfWork, body: schemas.SignInChallenge) -> factor_views.ProofOptions:
    """Return what a passkey must sign to complete a sign-in."""
    from services.identity.use_cases.sessions.confirm_sign_in import sign_in_options

    return sign_in_options(work, token=body.challenge, site=wiring.site())


@security.post("/v1/sessions/second-factor", status=201, open=True, keyed=False, refusals=FACTOR_PROOF)
def complete_session(
    work: UnitOfWork, request: Request, body: schemas.SecondFactorProof
) -> Annotated[Response, views.Tokens]:
    """Complete a sign-in with a second factor."""
    from services.identity.use_cases.sessions.confirm_sign_in import confirm_sign_in

    grant = confirm_sign_in(
        work,
        proof=body,
        device=refresh_cookie.device_of(request),
        rules=wiring.rules(),
        site=wiring.site(),
    )
    return refresh_cookie.session_response(request, grant, wiring.sign_access_token(grant, work.now), status=201)


@security.post("/v1/sessions/step-up/options", keyed=False, refusals=(problems.AccountOver,))
def get_step_up_options(work: UnitOfWork, request: Request) -> factor_views.ProofOptions:
    """Return by what the caller can prove who they are, and what a passkey must sign."""
    from services.identity.use_cases.sessions.step_up import step_up_options

    return step_up_options(work, account_id=request.caller_id, session_id=request.session_id, site=wiring.site())


@security.post(
    "/v1/sessions/step-up", keyed=False, refusals=(*FACTOR_PROOF, problems.SessionEnded, problems.TooManyAttempts)
)
def create_step_up(work: UnitOfWork, request: Request, body: schemas.StepUpProof) -> views.SteppedUp:
    """Prove who is at the device. The response has an access token whose proof is fresh; the refresh token stays."""
    from services.identity.use_cases.sessions.step_up import step_up

    grant = step_up(
        work,
        account_id=request.caller_id,
        session_id=request.session_id,
        proof=body,
        rules=wiring.rules(),
        site=wiring.site(),
    )
    return views.SteppedUp.of(wiring.sign_access_token(grant, work.now))


@security.post("/v1/security/denials", status=204, open=True, keyed=False, refusals=(problems.LinkUsed,))
def create_denial(work: UnitOfWork, body: schemas.DenialLink) -> None:
    """Say, by the link of a security notice, that it was someone else: sessions end, money is locked for 24 hours."""
    from services.identity.use_cases.sessions.deny import deny

    deny(work, token=body.token)
