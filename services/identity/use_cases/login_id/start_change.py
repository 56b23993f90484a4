"""Start to change the Login ID: check the new number, and have a code sent to it (I13)."""

from collections.abc import Callable

from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.identity.domain import codes
from services.identity.domain.account import Account
from services.identity.domain.challenge import CODE_LIFETIME, Challenge, resend_pause
from services.identity.domain.line import Channel, Line, channels
from services.identity.domain.problems import (
    ChannelNotPossible,
    ConfirmEmailFirst,
    LoginIdChanged,
    SameLoginId,
    TooManyCodes,
)
from services.identity.domain.rules import LOGIN_ID_CODES_PER_HOUR, Rules
from services.identity.http.schemas import NewLoginId
from services.identity.http.views import LoginIdChangeStarted
from services.identity.stores import challenges
from services.identity.stores.limits import Limit
from services.identity.use_cases import callers
from services.identity.use_cases.codes.code_sender import (
    CodeSender,
    code_requested_event,
    hash_code,
    hash_unmatchable_code,
    known_number_event,
)
from services.identity.use_cases.sign_up.start_sign_up import LookUp, find_line, require_served_number


def start_change(
    work: UnitOfWork,
    *,
    given: NewLoginId,
    proof: str | None,
    rules: Rules,
    look_up: LookUp,
    wait: Callable[[float], object],
) -> LoginIdChangeStarted:
    """Have a code sent to the new number, or its holder notified: the answer is the same (I5).

    Raises SameLoginId, LoginIdChanged, ConfirmEmailFirst, ChannelNotPossible, and what a sign-up raises.
    """
    account = callers.read_caller(work)
    phone_number = require_served_number(given.phone_number, rules)
    refuse_change(work, account)
    started = request_code(
        work, account, phone_number, given.channel, proof=proof, rules=rules, look_up=look_up, wait=wait
    )
    callers.authorize(work)
    return started


def request_code(
    work: UnitOfWork,
    account: Account,
    phone_number: str,
    wanted: Channel | None,
    *,
    proof: str | None,
    rules: Rules,
    look_up: LookUp,
    wait: Callable[[float], object],
) -> LoginIdChangeStarted:
    """Have a code sent to the number that an account is to have, or its holder notified if it is another account's.

    A number that is reserved for this very account gets a code. The look-up of a line may commit before. Raises
    SameLoginId, ChannelNotPossible, TooManyCodes, and what a sign-up raises.
    """
    if phone_number == account.phone_number:
        raise SameLoginId(field="phone_number")
    sender = CodeSender.for_number(work, rules, "login_id", phone_number)
    sender.refuse_over_limit(new_challenge=True)
    sender.require_proof(proof)
    line, was_cached = find_line(sender, look_up, wait)
    return _start_challenge(sender, account, line, wanted, with_caller=was_cached)


def _start_challenge(
    sender: CodeSender, account: Account, line: Line, wanted: Channel | None, *, with_caller: bool
) -> LoginIdChangeStarted:
    work, code = sender.work, codes.generate_code()
    holder = sender.taken_by if sender.taken_by != account.id else None
    challenge = _new_challenge(sender, account, line, _channel_of(line, wanted), None if holder else code)
    limit = Limit(f"login_id#{account.id}", LOGIN_ID_CODES_PER_HOUR, work.now)
    work.save(
        limit.count_or_refuse(TooManyCodes(retry_after=limit.seconds_left)),
        sender.count(sends_code=True, new_challenge=True, with_caller=with_caller),
        challenges.add(challenge),
    )
    work.publish(
        known_number_event(sender, challenge, holder)
        if holder
        else code_requested_event(challenge, code, work.context.language)
    )
    return LoginIdChangeStarted.of(challenge)


def refuse_change(work: UnitOfWork, account: Account) -> None:
    """Raise LoginIdChanged while a change can be undone, and ConfirmEmailFirst if no link to undo could be sent."""
    if account.can_undo(work.now):
        raise LoginIdChanged
    if "sms" not in channels(account.line) and not account.email_confirmed:
        raise ConfirmEmailFirst


def _channel_of(line: Line, wanted: Channel | None) -> Channel:
    if wanted and wanted not in channels(line):
        raise ChannelNotPossible(field="channel")
    return wanted or channels(line)[0]


def _new_challenge(sender: CodeSender, account: Account, line: Line, channel: Channel, code: str | None) -> Challenge:
    change_id, now, rules = ids.new_id("lic"), sender.work.now, sender.rules
    return Challenge(
        id=change_id,
        purpose="login_id",
        phone_number=sender.phone_number,
        line=line,
        channel=channel,
        code=hash_code(change_id, code, rules) if code else hash_unmatchable_code(change_id, rules),
        expires_at=now + CODE_LIFETIME,
        started_at=now,
        resend_at=now + resend_pause(1),
        account_id=account.id,
    )
