"""Complete a sign-in with a second factor (I11)."""

from dataclasses import dataclass, replace

from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, passkeys, refresh_tokens
from services.identity.domain.account import Account
from services.identity.domain.passkeys import Site
from services.identity.domain.problems import ProofExpired
from services.identity.domain.proof_request import ProofRequest
from services.identity.domain.rules import Rules
from services.identity.domain.second_factors import SecondFactors
from services.identity.domain.session import Device, SessionGrant
from services.identity.http.factor_views import ProofOptions
from services.identity.http.schemas import SecondFactorProof
from services.identity.stores import accounts, password_attempts, proof_requests, second_factors
from services.identity.use_cases.factors.use_proof import use_proof
from services.identity.use_cases.sessions.sign_in import notify_of_new_device
from services.identity.use_cases.sessions.start_session import start_session


@dataclass(frozen=True)
class _SignIn:
    """A sign-in whose password was right, with the account and its second factors, from one read."""

    request: ProofRequest
    account: Account
    factors: SecondFactors


def sign_in_options(work: UnitOfWork, *, token: str, site: Site) -> ProofOptions:
    """Return by what the sign-in can be completed, and what a passkey must sign. Raises ProofExpired."""
    begun = _require_sign_in(work, token)
    allowed = begun.factors.of_kind("passkey")
    if not allowed:
        return ProofOptions(accepts=list(begun.factors.accepts))
    challenge = passkeys.generate_challenge()
    work.save(proof_requests.change(replace(begun.request, challenge=challenge)))
    options = passkeys.authentication_options(site, challenge=challenge, allowed=allowed)
    return ProofOptions(accepts=list(begun.factors.accepts), challenge=token, passkey=options)


def confirm_sign_in(
    work: UnitOfWork, *, proof: SecondFactorProof, device: Device, rules: Rules, site: Site
) -> SessionGrant:
    """Start the session, and know this network as the owner's from now on.

    Raises ProofExpired, MethodNotAccepted, TooManyProofs or WrongProof.
    """
    begun = _require_sign_in(work, proof.challenge)
    use_proof(work, begun.factors, proof, request=begun.request, rules=rules, site=site)
    if begun.request.is_new_network:
        notify_of_new_device(work, begun.account, device)
    network = codes.hash_network(work.context.address, rules.key)
    work.save(password_attempts.trust_network(begun.account.phone_number, network, work.now))
    return start_session(work, account_id=begun.account.id, generation=begun.request.generation, device=device)


def _require_sign_in(work: UnitOfWork, token: str) -> _SignIn:
    """Return the sign-in of a token. Raises ProofExpired also if the password or the factors' sessions changed."""
    parts = refresh_tokens.split_token(token, ids=2)
    if parts is None:
        raise ProofExpired
    account_id, request_id, secret = parts
    keys = [accounts.key(account_id), second_factors.key(account_id), proof_requests.key(request_id)]
    found = work.table.get_many(keys)
    request = proof_requests.from_found(found.get(keys[2]))
    if request is None or keys[0] not in found or not request.is_for("sign_in", account_id, work.now):
        raise ProofExpired
    account = accounts.account_from_item(found[keys[0]])
    if request.secret != codes.hash_secret(secret) or request.generation != account.generation:
        raise ProofExpired
    return _SignIn(request, account, second_factors.from_found(found.get(keys[1]), account_id))
