"""The routes that change the Login ID, or recover an account whose phone is lost (I13)."""

import time

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.http.request import Request
from services.identity import wiring
from services.identity.domain import problems
from services.identity.http import factor_views, recovery_schemas, recovery_views, schemas, views
from services.identity.http.code_refusals import FACTOR_PROOF, NUMBER, PROOF, SENDS
from services.identity.security.door import security

_CHANGED = (problems.LoginIdChanged, problems.ConfirmEmailFirst)
_OVER = (problems.RecoveryOver,)
_CODE = (problems.WrongCode, problems.CodeExpired)


@security.post(
    "/v1/profile/login-id",
    status=202,
    step_up=True,
    refusals=(
        *NUMBER,
        *SENDS,
        problems.LookUpUnavailable,
        problems.AccountOver,
        problems.SameLoginId,
        problems.ChannelNotPossible,
        *_CHANGED,
    ),
)
def start_login_id_change(work: UnitOfWork, request: Request, body: schemas.NewLoginId) -> views.LoginIdChangeStarted:
    """Send a code to the phone number that is to be the caller's Login ID. Send it again for another code.

    The response does not reveal whether the number has an account: its holder is informed in place of a code.
    """
    from services.identity.use_cases.login_id.start_change import start_change

    proof = request.headers.get(PROOF)
    return start_change(work, given=body, proof=proof, rules=wiring.rules(), look_up=wiring.look_up, wait=time.sleep)


@security.post(
    "/v1/profile/login-id/{id}/confirm",
    step_up=True,
    refusals=(problems.WrongCode, problems.CodeExpired, problems.AccountOver, problems.LoginIdTaken, *_CHANGED),
)
def confirm_login_id_change(work: UnitOfWork, id: str, body: schemas.TypedCode) -> views.Profile:
    """Change the Login ID with the code. A link that undoes it goes to the old number and the confirmed email."""
    from services.identity.use_cases.login_id.confirm_change import confirm_change

    return views.Profile.of(confirm_change(work, change_id=id, code=body.code, rules=wiring.rules()))


@security.post("/v1/profile/login-id/{id}/undo", open=True, keyed=False, refusals=(problems.LinkUsed,))
def undo_login_id_change(work: UnitOfWork, id: str, body: schemas.UndoLink) -> None:
    """Restore the Login ID by the link of the notice, within 72 hours: sessions end, money is locked for 24 hours."""
    from services.identity.use_cases.login_id.undo_change import undo_change

    undo_change(work, change_id=id, token=body.token)


@security.post("/v1/recoveries", status=202, open=True, keyed=False, refusals=(problems.InvalidPhoneNumber, *SENDS))
def start_recovery(
    work: UnitOfWork, request: Request, body: recovery_schemas.NewRecovery
) -> recovery_views.RecoveryStarted:
    """Mail a code to the confirmed email of an account whose phone is lost.

    The response does not reveal whether there is such an account. It holds a token that every further step needs.
    """
    from services.identity.use_cases.recoveries.start_recovery import start_recovery

    return start_recovery(work, given=body, proof=request.headers.get(PROOF), rules=wiring.rules())


@security.post("/v1/recoveries/{id}/verify", open=True, keyed=False, refusals=(*_OVER, *_CODE))
def verify_recovery(work: UnitOfWork, id: str, body: recovery_schemas.RecoveryCode) -> recovery_views.RecoveryState:
    """Prove the email with the code. Every channel is sent a link that stops the recovery, which waits for 3 days."""
    from services.identity.use_cases.recoveries.prove_recovery import verify_recovery

    return verify_recovery(work, recovery_id=id, token=body.token, code=body.code, rules=wiring.rules())


@security.post("/v1/recoveries/{id}/status", open=True, keyed=False, refusals=_OVER)
def get_recovery(work: UnitOfWork, id: str, body: recovery_schemas.RecoveryToken) -> recovery_views.RecoveryState:
    """Return from when the recovery may go on, and which second factors end the wait at once."""
    from services.identity.use_cases.recoveries.find_recovery import read_state

    return read_state(work, recovery_id=id, token=body.token)


@security.post("/v1/recoveries/{id}/second-factor/options", open=True, keyed=False, refusals=_OVER)
def get_recovery_options(work: UnitOfWork, id: str, body: recovery_schemas.RecoveryToken) -> factor_views.ProofOptions:
    """Return which second factors end the wait, and what a passkey must sign."""
    from services.identity.use_cases.recoveries.prove_recovery import get_proof_options

    return get_proof_options(work, recovery_id=id, token=body.token, site=wiring.site())


@security.post(
    "/v1/recoveries/{id}/second-factor",
    open=True,
    keyed=False,
    refusals=(*_OVER, *FACTOR_PROOF, problems.NoSecondFactor),
)
def prove_recovery(work: UnitOfWork, id: str, body: recovery_schemas.RecoveryProof) -> recovery_views.RecoveryState:
    """End the wait with a second factor or a recovery code, which is used up."""
    from services.identity.use_cases.recoveries.prove_recovery import prove_by_factor

    return prove_by_factor(work, recovery_id=id, proof=body, rules=wiring.rules(), site=wiring.site())


@security.post(
    "/v1/recoveries/{id}/login-id",
    status=202,
    open=True,
    keyed=False,
    refusals=(
        *_OVER,
        *NUMBER,
        *SENDS,
        problems.RecoveryWaits,
        problems.LookUpUnavailable,
        problems.SameLoginId,
        problems.ChannelNotPossible,
    ),
)
def start_recovered_login_id(
    work: UnitOfWork, request: Request, id: str, body: recovery_schemas.RecoveryNumber
) -> views.LoginIdChangeStarted:
    """Send a code to the phone number that is to be the Login ID. Send it again for another code."""
    from services.identity.use_cases.recoveries.complete_recovery import start_new_number

    return start_new_number(
        work,
        recovery_id=id,
        given=body,
        proof=request.headers.get(PROOF),
        rules=wiring.rules(),
        look_up=wiring.look_up,
        wait=time.sleep,
    )


@security.post(
    "/v1/recoveries/{id}/complete",
    open=True,
    keyed=False,
    refusals=(*_OVER, *_CODE, problems.RecoveryWaits, problems.WeakPassword, problems.LoginIdTaken),
)
def complete_recovery(work: UnitOfWork, id: str, body: recovery_schemas.RecoveredLogin) -> None:
    """Change Login ID and password with the code of the new number. Every session ends; second factors stay."""
    from services.identity.use_cases.recoveries.complete_recovery import complete_recovery

    complete_recovery(work, recovery_id=id, given=body, rules=wiring.rules())


@security.post("/v1/recoveries/{id}/stop", open=True, keyed=False, refusals=(problems.LinkUsed,))
def stop_recovery(work: UnitOfWork, id: str, body: recovery_schemas.StopLink) -> None:
    """Stop the account's recovery for good by the link of the notice."""
    from services.identity.use_cases.recoveries.stop_recovery import stop_recovery

    stop_recovery(work, recovery_id=id, token=body.token)
