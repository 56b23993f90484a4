"""Start a recovery: have a code mailed to the confirmed email of an account, if there is one (I13)."""

from functools import partial

from contracts import phone_numbers
from contracts.identity import RecoveryCodeRequested
from kernel import ids
from kernel.bus.sealing import seal
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes, refresh_tokens
from services.identity.domain.account import Account
from services.identity.domain.problems import InvalidPhoneNumber
from services.identity.domain.recovery import Recovery
from services.identity.domain.rules import Rules
from services.identity.http.recovery_schemas import NewRecovery
from services.identity.http.recovery_views import RecoveryStarted
from services.identity.stores import accounts, recoveries
from services.identity.use_cases.codes.code_sender import CodeSender, hash_code, hash_unmatchable_code

_NO_ACCOUNT = "none"  # an id that no account has, so that a try without an account reads as much


def start_recovery(work: UnitOfWork, *, given: NewRecovery, proof: str | None, rules: Rules) -> RecoveryStarted:
    """Have a code mailed if an account has this Login ID and this confirmed email.

    The answer, and what is read, written and published for it, is the same if none has (I5). A former Login ID is as
    good while its change can be undone: a thief may have made that change.
    Raises InvalidPhoneNumber, TooSoon, TooManyCodes, CodesExhausted and ChallengeRequired.
    """
    refuse = partial(InvalidPhoneNumber, field="phone_number")
    phone_number = phone_numbers.read_phone_number(given.phone_number, refuse=refuse)
    sender = CodeSender.for_number(work, rules, "recovery", phone_number)
    sender.refuse_over_limit(new_challenge=True)
    sender.require_proof(proof)
    account = _find_account(work, sender.taken_by, given.email)
    secret, code = codes.generate_secret(), codes.generate_code()
    recovery_id = ids.new_id("rec")
    hashed = hash_code(recovery_id, code, rules) if account else hash_unmatchable_code(recovery_id, rules)
    recovery = Recovery.begin(
        recovery_id,
        secret=codes.hash_secret(secret),
        email=account.email if account else given.email,
        code=hashed,
        account_id=account.id if account else None,
        now=work.now,
    )
    work.save(sender.count(sends_code=False, new_challenge=True), recoveries.add(recovery))
    work.publish(RecoveryCodeRequested(recovery_id=recovery_id, sealed_code=seal(code), expires_at=recovery.expires_at))
    token = refresh_tokens.join_token(recovery_id, secret=secret)
    return RecoveryStarted(recovery_id=recovery_id, token=token, code_expires_at=recovery.expires_at)


def _find_account(work: UnitOfWork, account_id: str | None, email: str) -> Account | None:
    account = accounts.read(work.table, account_id or _NO_ACCOUNT)
    if account is None or not account.email_confirmed:
        return None
    return account if account.email.casefold() == email.casefold() else None
