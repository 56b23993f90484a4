"""The limits of identity as a table: those of codes follow the operator's rules, those of passwords are fixed.

How they are counted is in `stores/limits.py` and `stores/password_attempts.py`: they are read together with what else
decides on a request, and pauses and trusted networks bend them, which a plain counter cannot.
"""

from dataclasses import dataclass

from kernel.limits import REQUEST_COST
from services.identity.domain.export import MOST_A_DAY
from services.identity.domain.password_attempts import (
    MAX_SIGN_INS_PER_NUMBER_HOUR,
    MAX_SIGN_INS_PER_PAIR_HOUR,
    MAX_WRONG_PER_NUMBER_HOUR,
)
from services.identity.domain.rules import LOGIN_ID_CODES_PER_HOUR, Rules

# What one code costs at most, in micro-dollars: the carrier's line type look-up, and a text with its carrier's fee to
# the dearest country of the example (GB), or a call. Second-hand list prices of 2026; an operator has their own.
CODE_COST = 50_000


@dataclass(frozen=True)
class CodeLimit:
    """A limit as the table of limits shows it: `most` in the window of `hours`; `unit_cost` in micro-dollars."""

    what: str
    scope: str
    most: int
    hours: int
    refusal: str
    unit_cost: int


def code_limits(rules: Rules) -> list[CodeLimit]:
    """Return every limit of codes and passwords under these rules."""
    networks = zip(("IPv4 address or IPv6 /64", "IPv6 /56", "IPv6 /48"), rules.codes_per_network_hour, strict=True)
    hourly = [
        ("number", rules.codes_per_number_hour),
        ("number and network", rules.codes_per_pair_hour),
        *networks,
    ]
    daily = [
        ("the whole service", rules.codes_per_day),
        ("sign-ups of the whole service", rules.sign_up_codes_per_day),
        ("sign-ups of one country's numbers", rules.codes_per_country_day),
    ]
    wrong = [
        ("number, from networks that are not its owner's", MAX_WRONG_PER_NUMBER_HOUR),
        ("IPv4 address or IPv6 /64", rules.wrong_passwords_per_address_hour),
    ]
    right = [
        ("number and network", MAX_SIGN_INS_PER_PAIR_HOUR),
        ("number, from networks that are not its owner's", MAX_SIGN_INS_PER_NUMBER_HOUR),
    ]
    return [
        *(CodeLimit("code", scope, most, 1, "too_many_codes", CODE_COST) for scope, most in hourly),
        CodeLimit("code for a new Login ID", "account", LOGIN_ID_CODES_PER_HOUR, 1, "too_many_codes", CODE_COST),
        CodeLimit(
            "code of a recovery, by mail", "Login ID", rules.codes_per_number_hour, 1, "too_many_codes", REQUEST_COST
        ),
        CodeLimit("export", "account, and a team of its own", MOST_A_DAY, 24, "too_many_exports", REQUEST_COST),
        *(CodeLimit("code", scope, most, 24, "codes_exhausted", CODE_COST) for scope, most in daily),
        *(CodeLimit("sign-in, right", scope, most, 1, "too_many_sign_ins", REQUEST_COST) for scope, most in right),
        *(CodeLimit("wrong password", scope, most, 1, "too_many_tries", REQUEST_COST) for scope, most in wrong),
    ]
