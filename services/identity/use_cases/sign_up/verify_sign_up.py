"""Check the code that was sent: the right one gives a token to register with (I4)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound, Problem
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.challenge import Challenge, Purpose
from services.identity.domain.problems import CodeExpired, WrongCode
from services.identity.domain.rules import Rules
from services.identity.http.views import Verified
from services.identity.stores import challenges
from services.identity.use_cases.codes.code_sender import Sender, kept_code


def verify_sign_up(work: UnitOfWork, signup_id: str, code: str, rules: Rules) -> Verified:
    """Use the code up. The token that it gives stands only as a hash in the table."""
    before = challenge_with(work, "sign_up", signup_id, code, rules)
    proof = codes.new_secret()
    work.save(challenges.change(before.passed(codes.hashed(proof), work.now), before))
    work.save(Sender(work, rules, "sign_up", before.phone_number, {}).free_pair())
    return Verified(registration_token=refresh_tokens.behind(before.id, secret=proof))


def challenge_with(work: UnitOfWork, purpose: Purpose, challenge_id: str, code: str, rules: Rules) -> Challenge:
    """The challenge that this code passes.

    A wrong try is counted and committed before it is told; each try, right or wrong, is valid only against the
    count that it was made at, so that any number of guesses at once are still five.
    """
    challenge = challenges.read(work.table, purpose, challenge_id)
    if challenge is None or work.now >= challenge.over_at:
        raise NotFound if purpose == "sign_up" else CodeExpired
    if not challenge.takes_code(work.now):
        raise CodeExpired
    if not codes.same(challenge.code or "", kept_code(challenge_id, code, rules)):
        raise _counted(work, challenge)
    return challenge


def _counted(work: UnitOfWork, challenge: Challenge) -> Problem:
    after = challenge.tried()
    work.save(challenges.change(after, challenge))
    work.commit()
    return WrongCode(field="code", attempts_left=after.tries_left)
