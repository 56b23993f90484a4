"""Prove who recovers an account: by the code that was mailed, and by a second factor, which ends the wait (I13)."""

from dataclasses import replace

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passkeys, refresh_tokens
from services.identity.domain.passkeys import Site
from services.identity.domain.problems import CodeExpired, ProofExpired, RecoveryOver, WrongCode
from services.identity.domain.proof_request import REQUEST_LIFETIME, ProofRequest
from services.identity.domain.recovery import Recovery
from services.identity.domain.rules import Rules
from services.identity.http.factor_views import ProofOptions
from services.identity.http.recovery_schemas import RecoveryProof
from services.identity.http.recovery_views import RecoveryState
from services.identity.stores import accounts, proof_requests, recoveries
from services.identity.use_cases.attacks import report_wrong_code
from services.identity.use_cases.codes.code_sender import hash_code
from services.identity.use_cases.factors.use_proof import use_proof
from services.identity.use_cases.notices.security_notices import publish_notices
from services.identity.use_cases.recoveries.find_recovery import read_account, require_open, require_recovery, state_of


def verify_recovery(work: UnitOfWork, *, recovery_id: str, token: str, code: str, rules: Rules) -> RecoveryState:
    """Use the code up, begin the three days, and have every channel notified with a link that stops the recovery.

    It replaces an earlier recovery of the account. Raises RecoveryOver, CodeExpired and WrongCode.
    """
    before = require_recovery(work, recovery_id, token)
    _require_code(work, before, code, rules)
    account, factors = read_account(work, before)
    if account is None or account.email != before.email or not account.email_confirmed:
        raise RecoveryOver
    secret = codes.generate_secret()
    after = before.with_code_used(account, codes.hash_secret(secret), work.now)
    work.save(recoveries.change(after, before))
    work.save(accounts.change(replace(account, recovery=after.id), account))
    publish_notices(work, account, "recovery_started", refresh_tokens.join_token(after.id, secret=secret))
    return state_of(work, after, factors)


def get_proof_options(work: UnitOfWork, *, recovery_id: str, token: str, site: Site) -> ProofOptions:
    """Return which second factors end the wait, and what a passkey must sign. Raises RecoveryOver."""
    found = require_open(work, recovery_id, token)
    accepts, allowed = list(found.factors.required), found.factors.of_kind("passkey")
    if not allowed:
        return ProofOptions(accepts=accepts)
    request = ProofRequest(
        id=ids.new_id("prf"),
        purpose="recovery",
        account_id=found.account.id,
        expires_at=work.now + REQUEST_LIFETIME,
        challenge=passkeys.generate_challenge(),
        recovery_id=recovery_id,
    )
    work.save(proof_requests.add(request))
    options = passkeys.authentication_options(site, challenge=request.challenge or "", allowed=allowed)
    return ProofOptions(accepts=accepts, challenge=request.id, passkey=options)


def prove_by_factor(
    work: UnitOfWork, *, recovery_id: str, proof: RecoveryProof, rules: Rules, site: Site
) -> RecoveryState:
    """Use a second factor or recovery code, which ends the wait.

    Raises RecoveryOver, NoSecondFactor, ProofExpired, MethodNotAccepted, TooManyProofs and WrongProof.
    """
    found = require_open(work, recovery_id, proof.token)
    found.factors.require_factor()
    request = _read_request(work, recovery_id, found.account.id, proof.challenge)
    factors = use_proof(work, found.factors, proof, request=request, rules=rules, site=site)
    after = found.recovery.with_factor_used(work.now)
    work.save(recoveries.change(after, found.recovery))
    work.save(accounts.change(replace(found.account, recovery=after.id), found.account))
    return state_of(work, after, factors)


def _read_request(work: UnitOfWork, recovery_id: str, account_id: str, challenge: str | None) -> ProofRequest | None:
    if challenge is None:
        return None
    request = proof_requests.read(work.table, challenge)
    if request is None or not request.is_for("recovery", account_id, work.now) or request.recovery_id != recovery_id:
        raise ProofExpired
    return request


def _require_code(work: UnitOfWork, recovery: Recovery, code: str, rules: Rules) -> None:
    """Raise CodeExpired or WrongCode; a wrong attempt is committed before, against the count that it was made at."""
    if not recovery.accepts_code(work.now):
        raise CodeExpired
    if codes.hashes_match(recovery.code or "", hash_code(recovery.id, code, rules)):
        return
    after = recovery.with_failed_attempt()
    work.save(recoveries.change(after, recovery))
    work.commit()
    report_wrong_code("", work.context.address, "recovery", after.attempts_left)
    raise WrongCode(field="code", attempts_left=after.attempts_left)
