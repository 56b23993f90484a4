"""Start a sign-up: check the number, and have a code sent to it (I1 to I5)."""

from collections.abc import Callable
from functools import partial

from contracts import phone_numbers
from kernel import ids
from kernel.dynamodb.unit_of_work import UnitOfWork
from kernel.problems import Invalid
from services.identity.domain import codes
from services.identity.domain.challenge import CODE_LIVES, Challenge, pause_after
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
    Sender,
    code_requested,
    kept_code,
    known_number_tried,
    nobodys_code,
)

LookUp = Callable[[str], LineType]

_ASKED_ELSEWHERE = 3  # seconds after which somebody else's look-up is done
_REFUSED: dict[str, type[Invalid]] = {
    "virtual": VirtualNumberNotAccepted,
    "toll_free": TollFreeNumberNotAccepted,
    "premium": PremiumNumberNotAccepted,
    "other": NumberKindNotAccepted,
    "invalid": InvalidPhoneNumber,
    "unknown": LineTypeUnknown,
}


def start_sign_up(work: UnitOfWork, given: str, rules: Rules, look_up: LookUp) -> SignUpStarted:
    """Have a code sent to a number, or tell its holder that it has an account: the answer is the same (I5)."""
    phone_number = reachable(given, rules)
    sender = Sender.to(work, rules, "sign_up", phone_number)
    sender.refuse_too_much(begins=True)
    kept = lookups.known(sender.line, work.now)
    line = accepted(kept or _looked_up(sender, look_up))
    code = codes.new_code()
    challenge = _begun(sender, line, code)
    work.save(sender.count(sends=True, begins=True, with_caller=kept is not None), challenges.add(challenge))
    requested = code_requested(challenge, code)
    known = challenge.account_id
    work.publish(known_number_tried(challenge, known) if known else requested)
    return SignUpStarted.of(challenge)


def reachable(given: str, rules: Rules) -> str:
    """The number as E.164, if its plan allows it and its country is served. Costs nothing."""
    phone_number = phone_numbers.read_phone_number(given, refuse=partial(InvalidPhoneNumber, field="phone_number"))
    kind = phone_numbers.kind_of(phone_number)
    if kind != "ordinary":
        raise _REFUSED[kind](field="phone_number")
    if phone_numbers.country_of(phone_number) not in rules.countries:
        raise CountryNotServed(field="phone_number")
    return phone_number


def accepted(line_type: LineType) -> Line:
    """The line, if it is one that people may sign up with (I2)."""
    if line_type in {"mobile", "landline", "either"}:
        return line_type
    raise _REFUSED[line_type](field="phone_number")


def _looked_up(sender: Sender, look_up: LookUp) -> LineType:
    """Ask the carrier, once: the claim is written before, the answer that was paid for right after."""
    work, phone_number = sender.work, sender.phone_number
    elsewhere = TooSoon("This number is being checked just now.", retry_after=_ASKED_ELSEWHERE)
    work.save(lookups.ask(phone_number, work.now, on_conflict=elsewhere), sender.count_caller())
    work.commit()
    try:
        line_type = look_up(phone_number)
    except LookUpUnavailable:
        work.save(lookups.give_up(phone_number), sender.uncount_caller())
        work.commit()
        raise
    work.save(lookups.keep(phone_number, line_type, work.now))
    work.commit()
    return line_type


def _begun(sender: Sender, line: Line, code: str) -> Challenge:
    login, now, rules = sender.login, sender.work.now, sender.rules
    challenge_id = ids.new_id("sgn")
    return Challenge(
        id=challenge_id,
        purpose="sign_up",
        phone_number=sender.phone_number,
        line=line,
        channel=channels(line)[0],
        code=nobodys_code(challenge_id, rules) if login else kept_code(challenge_id, code, rules),
        expires_at=now + CODE_LIVES,
        begun_at=now,
        again_at=now + pause_after(1),
        account_id=login.account_id if login else None,
    )
