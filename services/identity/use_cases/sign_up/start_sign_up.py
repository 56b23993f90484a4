"""Start a sign-up: check the number, and have a code sent to it (I1 to I5)."""

from collections.abc import Callable
from functools import partial
from time import perf_counter

from contracts import phone_numbers
from contracts.identity import LineRefused
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Invalid
from services.identity.domain import codes
from services.identity.domain.challenge import CODE_LIFETIME, Challenge, resend_pause
from services.identity.domain.line import Line, LineType, channels
from services.identity.domain.problems import (
    CountryNotServed,
    InvalidPhoneNumber,
    LineTypeUnknown,
    LookUpUnavailable,
    NumberKindNotAccepted,
    PremiumNumberNotAccepted,
    TollFreeNumberNotAccepted,
    TooSoon,
    VirtualNumberNotAccepted,
)
from services.identity.domain.rules import Rules
from services.identity.http.views import SignUpStarted
from services.identity.stores import challenges, lookups
from services.identity.use_cases.codes.code_sender import (
    CodeSender,
    code_requested_event,
    hash_code,
    hash_unmatchable_code,
    known_number_event,
)

LookUp = Callable[[str], LineType]

_LOOK_UP_SECONDS = 3  # after which another caller's look-up is done
_REFUSED: dict[str, type[Invalid]] = {
    "virtual": VirtualNumberNotAccepted,
    "toll_free": TollFreeNumberNotAccepted,
    "premium": PremiumNumberNotAccepted,
    "other": NumberKindNotAccepted,
    "invalid": InvalidPhoneNumber,
    "unknown": LineTypeUnknown,
}


def start_sign_up(
    work: UnitOfWork,
    *,
    phone_number: str,
    proof: str | None,
    rules: Rules,
    look_up: LookUp,
    wait: Callable[[float], object],
) -> SignUpStarted:
    """Have a code sent to a number, or its holder notified of their account: the answer is the same (I5).

    It also takes as long: for a number that was looked up before, `wait` lasts as long as that look-up took.
    """
    sender = CodeSender.for_number(work, rules, "sign_up", require_served_number(phone_number, rules))
    sender.refuse_over_limit(new_challenge=True)
    sender.require_proof(proof)
    line, was_cached = find_line(sender, look_up, wait)
    code = codes.generate_code()
    challenge = _new_challenge(sender, line, code)
    work.save(sender.count(sends_code=True, new_challenge=True, with_caller=was_cached), challenges.add(challenge))
    requested = code_requested_event(challenge, code, work.context.language)
    known = challenge.account_id
    work.publish(known_number_event(sender, challenge, known) if known else requested)
    return SignUpStarted.of(challenge)


def find_line(sender: CodeSender, look_up: LookUp, wait: Callable[[float], object]) -> tuple[Line, bool]:
    """Return the number's line, and whether the carrier was asked before; if so, wait as long as that look-up took.

    Else the carrier is asked now, and the caller counted in a transaction of its own. Raises what `require_line` does.
    """
    cached = lookups.cached_line_type(sender.line, sender.work.now)
    if cached:
        wait(lookups.asked_for(sender.line))
    return require_line(cached or _look_up_once(sender, look_up)), cached is not None


def require_served_number(given: str, rules: Rules) -> str:
    """Return the number as E.164 if its kind and country are accepted; costs nothing (I2)."""
    phone_number = phone_numbers.read_phone_number(given, refuse=partial(InvalidPhoneNumber, field="phone_number"))
    kind = phone_numbers.kind_of(phone_number)
    if kind != "ordinary":
        raise _REFUSED[kind](field="phone_number")
    if not phone_numbers.is_served(phone_number, rules.countries):
        raise CountryNotServed(field="phone_number")
    return phone_number


def require_line(line_type: LineType) -> Line:
    """Return the line if people may sign up with its type; raise the reason if not (I2)."""
    if line_type in {"mobile", "landline", "either"}:
        return line_type
    raise _REFUSED[line_type](field="phone_number")


def _look_up_once(sender: CodeSender, look_up: LookUp) -> LineType:
    """Ask the carrier for the line type: the claim is committed before, the answer right after it was paid for."""
    work, phone_number = sender.work, sender.phone_number
    elsewhere = TooSoon("We're checking this number. Please try again in a moment.", retry_after=_LOOK_UP_SECONDS)
    began = perf_counter()
    work.save(lookups.claim(phone_number, work.now, on_conflict=elsewhere), sender.count_caller())
    work.commit()
    claimed = perf_counter()
    try:
        line_type = look_up(phone_number)
    except LookUpUnavailable:
        work.save(lookups.release_claim(phone_number), sender.take_back_caller())
        work.commit()
        raise
    took = perf_counter() - began + (claimed - began)  # and as long again for storing the answer
    work.save(lookups.store(phone_number, line_type, work.now, took=took))
    if sender.purpose == "sign_up" and line_type in ("virtual", "toll_free", "premium", "other"):
        work.publish(LineRefused(phone_number=phone_number, line=line_type))
    work.commit()
    return line_type


def _new_challenge(sender: CodeSender, line: Line, code: str) -> Challenge:
    taken_by, now, rules = sender.taken_by, sender.work.now, sender.rules
    challenge_id = ids.new_id("sgn")
    return Challenge(
        id=challenge_id,
        purpose="sign_up",
        phone_number=sender.phone_number,
        line=line,
        channel=channels(line)[0],
        code=hash_unmatchable_code(challenge_id, rules) if taken_by else hash_code(challenge_id, code, rules),
        expires_at=now + CODE_LIFETIME,
        started_at=now,
        resend_at=now + resend_pause(1),
        account_id=taken_by,
    )
