"""Send another code for a sign-up, by text or by call (I3, I4)."""

from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import NotFound
from services.identity.domain import codes
from services.identity.domain.challenge import MAX_SENDS, Challenge
from services.identity.domain.line import Channel, channels
from services.identity.domain.problems import ChannelNotPossible, CodeExpired, TooManyCodes, TooSoon
from services.identity.domain.rules import Rules
from services.identity.http.views import SignUpStarted
from services.identity.stores import challenges
from services.identity.use_cases.codes.code_sender import (
    CodeSender,
    code_requested_event,
    hash_code,
    hash_unmatchable_code,
    known_number_event,
)


def resend_code(
    work: UnitOfWork, *, sign_up_id: str, channel: Channel | None, proof: str | None, rules: Rules
) -> SignUpStarted:
    """Send a new code; the one before no longer works. The pauses between codes grow.

    Raises NotFound, CodeExpired, ChannelNotPossible, TooManyCodes, ChallengeRequired or TooSoon.
    """
    before = challenges.read(work.table, "sign_up", sign_up_id)
    if before is None or work.now >= before.ends_at:
        raise NotFound
    _refuse_too_early(before, channel, work)
    sender = CodeSender.for_number(work, rules, "sign_up", before.phone_number)
    sender.refuse_over_limit(new_challenge=False)
    sender.require_proof(proof)
    code = codes.generate_code()
    hashed = hash_unmatchable_code(before.id, rules) if before.account_id else hash_code(before.id, code, rules)
    challenge = before.with_new_code(hashed, channel or before.channel, work.now)
    work.save(challenges.change(challenge, before), sender.count(sends_code=True, new_challenge=False))
    requested = code_requested_event(challenge, code, work.context.language)
    work.publish(known_number_event(sender, challenge, challenge.account_id) if challenge.account_id else requested)
    return SignUpStarted.of(challenge)


def _refuse_too_early(before: Challenge, channel: Channel | None, work: UnitOfWork) -> None:
    if before.registered_account_id:
        raise CodeExpired("This sign-up was already completed.")
    if channel and channel not in channels(before.line):
        raise ChannelNotPossible(field="channel")
    if before.sends >= MAX_SENDS:
        wait = int((before.ends_at - work.now).total_seconds()) + 1
        raise TooManyCodes("We can't send another code for this sign-up. Please start again.", retry_after=wait)
    if work.now < before.resend_at:
        raise TooSoon(retry_after=int((before.resend_at - work.now).total_seconds()) + 1)
