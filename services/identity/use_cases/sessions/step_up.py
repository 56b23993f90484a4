"""Step up: prove once more who is at the device, for what a stolen session must not do (I12)."""

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import passkeys
from services.identity.domain.account import Account
from services.identity.domain.passkeys import Site
from services.identity.domain.problems import MethodNotAccepted, ProofExpired, SessionEnded, WrongProof
from services.identity.domain.proof_request import REQUEST_LIFETIME, ProofRequest
from services.identity.domain.rules import Rules
from services.identity.domain.session import Session, SessionGrant
from services.identity.http.factor_views import ProofOptions
from services.identity.http.schemas import StepUpProof
from services.identity.stores import accounts, proof_requests, second_factors, sessions
from services.identity.use_cases import callers
from services.identity.use_cases.factors.set_up_factor import read_factors
from services.identity.use_cases.factors.use_proof import use_proof
from services.identity.use_cases.sessions.sign_in import PasswordAttempt


def step_up_options(work: UnitOfWork, *, account_id: str, session_id: str, site: Site) -> ProofOptions:
    """Return by what the caller can prove who they are, and what a passkey must sign."""
    _, before = read_factors(work, account_id)
    allowed = before.of_kind("passkey")
    if not allowed:
        return ProofOptions(accepts=list(before.accepts))
    challenge = passkeys.generate_challenge()
    request = ProofRequest(
        id=ids.new_id("prf"),
        purpose="step_up",
        account_id=account_id,
        expires_at=work.now + REQUEST_LIFETIME,
        challenge=challenge,
        session_id=session_id,
    )
    work.save(proof_requests.add(request))
    options = passkeys.authentication_options(site, challenge=challenge, allowed=allowed)
    return ProofOptions(accepts=list(before.accepts), challenge=request.id, passkey=options)


def step_up(
    work: UnitOfWork, *, account_id: str, session_id: str, proof: StepUpProof, rules: Rules, site: Site
) -> SessionGrant:
    """Use the proof, and return the session with it; the refresh token stays.

    Raises SessionEnded, ProofExpired, MethodNotAccepted, TooManyProofs, TooManyAttempts or WrongProof.
    """
    keys = [accounts.key(account_id), sessions.key(account_id, session_id), second_factors.key(account_id)]
    keys += [proof_requests.key(proof.challenge)] if proof.challenge else []
    found = work.table.get_many(keys)
    if keys[0] not in found or keys[1] not in found:
        raise SessionEnded
    account, session = accounts.account_from_item(found[keys[0]]), sessions.session_from_item(found[keys[1]])
    if not session.is_valid(account, work.now):
        raise SessionEnded
    callers.authorize(work)
    before = second_factors.from_found(found.get(keys[2]), account_id)
    if proof.method == "password":
        if "password" not in before.accepts:
            raise MethodNotAccepted(field="method", accepts=list(before.accepts))
        _use_password(work, account, proof.password or "", rules)
        work.save(second_factors.require_unchanged(before))
    else:
        request = _require_request(work, found.get(keys[3]) if proof.challenge else None, proof, session)
        use_proof(work, before, proof, request=request, rules=rules, site=site)
    work.save(sessions.record_proof(session, work.now))
    return SessionGrant(account_id, session_id, session.generation, "", work.now)


def _require_request(
    work: UnitOfWork, item: dict[str, object] | None, proof: StepUpProof, session: Session
) -> ProofRequest | None:
    """Return the request that a passkey answers, or None for a code. Raises ProofExpired."""
    if proof.challenge is None:
        return None
    request = proof_requests.from_found(item)
    if request is None or not request.is_for("step_up", session.account_id, work.now):
        raise ProofExpired
    if request.session_id != session.id:
        raise ProofExpired
    return request


def _use_password(work: UnitOfWork, account: Account, password: str, rules: Rules) -> None:
    """Count the password like one of a sign-in. Raises TooManyAttempts or WrongProof."""
    attempt = PasswordAttempt.of(work, account.phone_number, rules)
    attempt.refuse_too_many()
    if not attempt.is_right(password):
        attempt.record_failure()
        raise WrongProof("The password is incorrect.", field="password")
    attempt.record_proof()
