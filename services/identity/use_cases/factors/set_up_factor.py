"""Add a second factor: first what the app or browser needs, then the proof that it works (I11)."""

from dataclasses import replace

from contracts.identity import SecondFactorChanged
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import authenticator, passkeys
from services.identity.domain.account import Account
from services.identity.domain.passkeys import Site
from services.identity.domain.problems import ProofExpired, WrongProof
from services.identity.domain.proof_request import REQUEST_LIFETIME, ProofRequest
from services.identity.domain.recovery_codes import generate_recovery_codes, hash_recovery_code
from services.identity.domain.rules import Rules
from services.identity.domain.second_factors import Factor, Kind, SecondFactors
from services.identity.http.factor_views import AddedFactor, FactorSetup
from services.identity.http.schemas import NewFactor
from services.identity.kms import factor_secrets
from services.identity.stores import logins, proof_requests, second_factors
from services.identity.use_cases import callers
from services.identity.use_cases.notices.security_notices import notify

_LABELS: dict[Kind, str] = {"totp": "Authenticator app", "passkey": "Passkey"}


def start_setup(work: UnitOfWork, *, account_id: str, kind: Kind, site: Site) -> FactorSetup:
    """Return the secret for an authenticator app, or the options for a passkey; either is valid for 10 minutes."""
    account, there = read_factors(work, account_id)
    there.refuse_another(kind)
    request = ProofRequest(ids.new_id("prf"), "setup", account_id, work.now + REQUEST_LIFETIME)
    if kind == "totp":
        secret = authenticator.generate_secret()
        request = replace(request, sealed_secret=factor_secrets.encrypt(secret, account_id))
        setup = FactorSetup.of_authenticator(request, secret, authenticator.setup_link(secret, account.phone_number))
    else:
        request = replace(request, challenge=passkeys.generate_challenge())
        options = passkeys.registration_options(
            site,
            account_id=account_id,
            login_id=account.phone_number,
            challenge=request.challenge or "",
            there=there.of_kind("passkey"),
        )
        setup = FactorSetup.of_passkey(request, options)
    work.save(proof_requests.add(request))
    return setup


def add_factor(work: UnitOfWork, *, account_id: str, given: NewFactor, rules: Rules, site: Site) -> AddedFactor:
    """Add the factor if its first proof is right; the first factor comes with recovery codes, shown only now.

    Raises ProofExpired, WrongProof, TooManyFactors or FactorAdded.
    """
    keys = [*callers.keys(work), second_factors.key(account_id), proof_requests.key(given.setup_id)]
    found = work.table.get_many(keys)
    request = proof_requests.from_found(found.get(keys[3]))
    account = callers.load_caller(work, found)
    if request is None or not request.is_for("setup", account_id, work.now):
        raise ProofExpired
    before = second_factors.from_found(found.get(keys[2]), account_id)
    factor = _proved_factor(work, request, given, site)
    after = before.with_factor(factor)
    codes = [] if before.factors else generate_recovery_codes()
    save_factors(work, account, _with_codes(after, codes, rules), before)
    work.save(proof_requests.use(request))
    notify(work, account, "factor_added")
    return AddedFactor.of(factor, codes)


def _proved_factor(work: UnitOfWork, request: ProofRequest, given: NewFactor, site: Site) -> Factor:
    """Return the factor. A wrong first code of an authenticator uses the setup up only by its 10 minutes: it guards
    nothing yet.
    """
    factor_id = ids.new_id("fac")
    if request.sealed_secret:
        step = authenticator.matching_step(
            factor_secrets.decrypt(request.sealed_secret, request.account_id), given.code or "", work.now
        )
        if step is None:
            raise WrongProof(field="code")
        label = given.label or _LABELS["totp"]
        return Factor(factor_id, "totp", label, work.now, sealed_secret=request.sealed_secret, last_step=step)
    made = passkeys.read_new_passkey(site, given.credential or {}, request.challenge or "")
    return Factor(
        factor_id,
        "passkey",
        given.label or _LABELS["passkey"],
        work.now,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
    )


def read_factors(work: UnitOfWork, account_id: str) -> tuple[Account, SecondFactors]:
    """Return the caller's account and its second factors, in one read. Raises AccountOver and Unauthenticated."""
    keys = [*callers.keys(work), second_factors.key(account_id)]
    found = work.table.get_many(keys)
    return callers.load_caller(work, found), second_factors.from_found(found.get(keys[2]), account_id)


def save_factors(work: UnitOfWork, account: Account, after: SecondFactors, before: SecondFactors) -> None:
    """Save changed second factors, and what a sign-in must be confirmed by from now on."""
    work.save(second_factors.change(after, before))
    publish_first_or_last(work, after, before)
    if after.required != before.required:
        work.save(logins.set_second_factors(account, account, after.required))


def publish_first_or_last(work: UnitOfWork, after: SecondFactors, before: SecondFactors) -> None:
    """Publish that the account has its first second factor, or none any more: teams may require one (I11)."""
    if bool(after.factors) != bool(before.factors):
        changed = SecondFactorChanged(
            account_id=after.account_id, has_second_factor=bool(after.factors), revision=before.version + 1
        )
        work.publish(changed)


def replace_recovery_codes(work: UnitOfWork, *, account_id: str, rules: Rules) -> list[str]:
    """Return new recovery codes, shown only now; the old ones work no more. Raises NoSecondFactor."""
    account, before = read_factors(work, account_id)
    before.require_factor()
    codes = generate_recovery_codes()
    save_factors(work, account, _with_codes(before, codes, rules), before)
    notify(work, account, "recovery_codes_replaced")
    return codes


def _with_codes(factors: SecondFactors, codes: list[str], rules: Rules) -> SecondFactors:
    if not codes:
        return factors
    hashed = tuple(hash_recovery_code(rules.key, factors.account_id, code) for code in codes)
    return replace(factors, recovery_codes=hashed)
