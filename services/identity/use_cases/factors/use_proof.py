"""Use a proof of a second factor: it works once, in the transaction that it allows (I11)."""

from typing import Any

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import authenticator, passkeys
from services.identity.domain.passkeys import Site
from services.identity.domain.problems import MethodNotAccepted, TooManyProofs, WrongProof
from services.identity.domain.proof_request import ProofRequest
from services.identity.domain.recovery_codes import hash_recovery_code
from services.identity.domain.rules import Rules
from services.identity.domain.second_factors import SecondFactors
from services.identity.http.schemas import Proof
from services.identity.kms import factor_secrets
from services.identity.stores import proof_requests, second_factors


def use_proof(
    work: UnitOfWork, before: SecondFactors, proof: Proof, *, request: ProofRequest | None, rules: Rules, site: Site
) -> SecondFactors:
    """Save that a proof was used, and return the second factors after it. A passkey must have signed the request's
    challenge.

    Raises MethodNotAccepted, TooManyProofs or WrongProof; a wrong code is committed before it is reported.
    """
    if proof.method not in before.accepts:
        raise MethodNotAccepted(field="method", accepts=list(before.accepts))
    if proof.method == "passkey":
        after = _use_passkey(work, before, proof.credential, request, site)
    else:
        after = _use_code(work, before, proof, rules)
    work.save(second_factors.change(after, before))
    if request:
        work.save(proof_requests.use(request))
    return after


def _use_passkey(
    work: UnitOfWork, before: SecondFactors, credential: dict[str, Any] | None, request: ProofRequest | None, site: Site
) -> SecondFactors:
    if credential is None or request is None or request.challenge is None:
        raise WrongProof(field="credential")
    used = next((each for each in before.of_kind("passkey") if each.credential_id == credential.get("id")), None)
    if used is None:
        raise WrongProof(field="credential")
    count = passkeys.verify_signature(site, credential, request.challenge, used)
    return before.with_passkey_used(used, count, work.now)


def _use_code(work: UnitOfWork, before: SecondFactors, proof: Proof, rules: Rules) -> SecondFactors:
    if wait := before.seconds_to_wait(work.now):
        raise TooManyProofs(retry_after=wait)
    try:
        if proof.method == "totp":
            return _use_authenticator(work, before, proof.code or "")
        return before.with_recovery_code_used(hash_recovery_code(rules.key, before.account_id, proof.code or ""))
    except WrongProof:
        work.save(second_factors.change(before.with_wrong_code(work.now), before))
        work.commit()
        raise WrongProof(field="code") from None


def _use_authenticator(work: UnitOfWork, before: SecondFactors, code: str) -> SecondFactors:
    (factor,) = before.of_kind("totp")
    secret = factor_secrets.decrypt(factor.sealed_secret or "", before.account_id)
    step = authenticator.matching_step(secret, code, work.now)
    if step is None:
        raise WrongProof
    return before.with_code_used(factor, step, work.now)
