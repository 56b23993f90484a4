"""Check the code of a sign-up: the right one yields a token to register with (I4)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Problem
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.challenge import Challenge, Purpose
from services.identity.domain.problems import CodeExpired, WrongCode
from services.identity.domain.rules import Rules
from services.identity.http.views import Verified
from services.identity.stores import challenges
from services.identity.use_cases.attacks import report_wrong_code
from services.identity.use_cases.codes.code_sender import CodeSender, hash_code


def verify_sign_up(work: UnitOfWork, *, sign_up_id: str, code: str, rules: Rules) -> Verified:
    """Use the code up and return the token to register with, of which only a hash is stored."""
    before = require_code(work, purpose="sign_up", challenge_id=sign_up_id, code=code, rules=rules)
    proof = codes.generate_secret()
    work.save(challenges.change(before.with_proof(codes.hash_secret(proof), work.now), before))
    work.save(CodeSender(work, rules, "sign_up", before.phone_number, {}).lift_pause())
    return Verified(registration_token=refresh_tokens.join_token(before.id, secret=proof))


def require_code(
    work: UnitOfWork, *, purpose: Purpose, challenge_id: str, code: str, rules: Rules, account_id: str | None = None
) -> Challenge:
    """Return the challenge if this is its code, and if it is that of this account, if one is given.

    Raises NotFound, CodeExpired or WrongCode. A wrong attempt is committed before it is reported, and each attempt,
    right or wrong, is valid only against the count that it was made at: any number of guesses at once are still five.
    """
    challenge = challenges.read(work.table, purpose, challenge_id)
    if challenge is None or work.now >= challenge.ends_at:
        raise NotFound if purpose == "sign_up" else CodeExpired
    if account_id is not None and challenge.account_id != account_id:
        raise CodeExpired
    if not challenge.accepts_code(work.now):
        raise CodeExpired
    if not codes.hashes_match(challenge.code or "", hash_code(challenge_id, code, rules)):
        raise _count_failure(work, challenge)
    return challenge


def _count_failure(work: UnitOfWork, challenge: Challenge) -> Problem:
    after = challenge.with_failed_attempt()
    work.save(challenges.change(after, challenge))
    work.commit()
    report_wrong_code(after.phone_number, work.context.address, after.purpose, after.attempts_left)
    return WrongCode(field="code", attempts_left=after.attempts_left)
