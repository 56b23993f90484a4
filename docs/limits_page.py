"""The page of every limit: what it limits, for whom, and what a day of an attack at it costs. Made from the code."""

from datetime import timedelta
from importlib import import_module

from contracts.admin_spending import DEFAULT_LIMIT
from contracts.money import Money
from infra.config import Limits
from infra.firewall import RATE_RULES, WINDOW
from kernel.dynamodb.notice_brake import MOST_AN_HOUR
from kernel.limits import DAY, HOUR, MINUTE, Limit
from services.billing.domain.limits import NEW_WALLET_PERIOD, PROVEN_AFTER, STEPS
from services.billing.domain.problems import AdminLimitReached, DailyLimitReached, DailySpendReached, WalletTooNew
from services.identity.domain.limits import CODE_COST, code_limits
from services.identity.domain.rules import SIGN_UP_PERCENT, Rules
from services.teams.domain.limits import AT_MOST_TIMES, FOR_EACH_USD, WEEKS_THAT_COUNT, invitations_a_day
from services.teams.domain.problems import InvitationLimit, RecipientLimit

COUNTED = ("teams", "billing", "numbers")  # the services whose limits are counters of the kernel
_WINDOWS = {MINUTE: "minute", HOUR: "hour", DAY: "day"}
_DOLLARS = "micro-dollar of "
_HEAD = f"""# Limits

Made from the code by `make docs`; the operator's own (`limits` in the config) at their defaults. Each refusal is 429,
or 503 for a day's budget, with Retry-After. What is refused changes nothing, and is not counted. An attack at the limit
is priced per day and scope: what one account, one address, one number costs us at most, in USD at list prices. Texts
are paid by their sender: their limits protect strangers. What an address may do in teams, billing and numbers is
multiplied by the operator's `callers_per_address`, for users who share a gateway. What API keys do counts for the
account of their owner, all keys together; of "account or API key" each key has a count of its own. The limits of
wallets, the last rows, are 403: waiting a minute does not help, an owner or the operator does.

Before a refusal of codes comes a challenge: from half of a network's limit or of the day's budget on, 429
`challenge_required` asks for a proof of work. Sign-ups use at most {SIGN_UP_PERCENT} % of the day's codes.

| service | what | for each | most | in a | refusal | one costs | a day at the limit costs |
|---|---|---|---|---|---|---|---|"""


def limits_page() -> str:
    """Return the text of docs/limits.md."""
    rows = (_of_the_firewall(), _of_identity(), _of_counters(), _of_invitations(), _of_wallets(), _of_notices())
    return "\n".join([_HEAD, *(row for part in rows for row in part), *_of_accounts(), ""])


def _of_the_firewall() -> list[str]:
    rows = [(rule.what, "address", rule.most, f"{WINDOW // 60} minutes", "429 by the firewall") for rule in RATE_RULES]
    return [f"| firewall | {' | '.join(map(str, row))} | - | - |" for row in rows]


def _of_identity() -> list[str]:
    given = Limits()
    rules = Rules(
        countries=frozenset(),
        codes_per_number_hour=given.signups_per_number_hour,
        codes_per_address_hour=given.signups_per_address_hour,
        codes_per_day=given.texts_per_day,
        codes_per_country_day=given.texts_per_country_day,
        key="",
    )
    return [
        f"| identity | {it.what} | {it.scope} | {it.most:,} | {'hour' if it.hours == 1 else 'day'} "
        f"| `{it.refusal}` | {_price(it.unit_cost)} | {_price(it.most * it.unit_cost * 24 // it.hours)} |"
        for it in code_limits(rules)
    ]


def _of_counters() -> list[str]:
    return [
        _row(service, limit)
        for service in COUNTED
        for limit in import_module(f"services.{service}.domain.limits").LIMITS
    ]


def _of_invitations() -> list[str]:
    """Return the rows of what teams send; each invitation is a text and a mail, priced as a code."""
    given, refusal = Limits(), InvitationLimit.code
    at_first = given.invitations_per_team_day
    without = invitations_a_day(at_first, age=timedelta(0), paid=0, has_wallet=False)
    grown = (
        f"team that grew by as many again for each week (up to {WEEKS_THAT_COUNT}) and {FOR_EACH_USD} for each USD paid"
    )
    rows = [
        ("invitation", "new team without a PayPal wallet, and its sender", without, "day", refusal, 1),
        ("invitation", "new team whose owner has a PayPal wallet, and its sender", at_first, "day", refusal, 1),
        ("invitation", grown, at_first * AT_MOST_TIMES, "day", refusal, 1),
        (
            "invitation",
            "recipient, over all teams",
            given.invitations_per_recipient_hour,
            "hour",
            RecipientLimit.code,
            24,
        ),
        ("invitation", "recipient, over all teams", given.invitations_per_recipient_day, "day", RecipientLimit.code, 1),
    ]
    return [
        f"| teams | {what} | {scope} | {most:,} | {window} | `{code}` | {_price(CODE_COST)} "
        f"| {_price(most * CODE_COST * times)} |"
        for what, scope, most, window, code, times in rows
    ]


def _of_wallets() -> list[str]:
    """Return the rows of what is limited by what was spent of a wallet; these refusals are 403, and nothing is lost."""
    new = f"{Limits().new_wallet_usd}.00 USD"
    limit = Money.of(DEFAULT_LIMIT).amount
    return [
        f"| billing | paid by a newly attached wallet, renewals aside | account and PayPal payer | {new} "
        f"| first {NEW_WALLET_PERIOD.days} days | `{WalletTooNew.code}` | 0.000001 USD | {new} |",
        f"| billing | spent of the owner's wallet, if the owner sets no other limit | admin | {limit} USD | month "
        f"| `{AdminLimitReached.code}` | - | - |",
    ]


def _of_accounts() -> list[str]:
    """Return the table of what an account may do in a day, by its age and what it has paid."""
    rows = [
        f"| {step.age.days} days | {_usd(step.paid)} | {_usd(step.buys)} | {_usd(step.gives)} | {_usd(step.spends)} |"
        for step in STEPS
    ]
    return [
        "",
        "## What an account may do in a day",
        "",
        f"By its age, and by what it paid at least {PROVEN_AFTER.days} days ago and was not taken back.",
        "A day is one in UTC.",
        "Buying counts over all wallets of the account, numbers and top-ups too, renewals not; giving counts what",
        "its team gives, also each month and on invitations, which wait for the next day beyond it. Else both are",
        f"429 `{DailyLimitReached.code}`. Spending is each person's, goes by the age alone,",
        f"and is `{DailySpendReached.code}`. The operator's `new_wallet_usd` raises buying and giving. With an open",
        "dispute or a debt the first row counts for both.",
        "",
        "| from an age of | has paid | buys | gives | spends |",
        "|---|---|---|---|---|",
        *rows,
    ]


def _usd(micros: int) -> str:
    return f"{Money.of(micros).amount} USD"


def _of_notices() -> list[str]:
    a_day = _price(MOST_AN_HOUR * CODE_COST * 24)
    return [
        f"| all | notice of one happening | account and recipient | {MOST_AN_HOUR} | hour "
        f"| not sent, `notice.braked` in the log "
        f"| {_price(CODE_COST)} | {a_day} |"
    ]


def _row(service: str, limit: Limit) -> str:
    is_sum = limit.unit.startswith(_DOLLARS)
    most = f"{Money.of(limit.most).amount} USD" if is_sum else f"{limit.most:,}"
    what = limit.unit.removeprefix(_DOLLARS)
    scope = f"{limit.scope} or API key" if limit.of_each_key else limit.scope
    return (
        f"| {service} | {what} | {scope} | {most} | {_WINDOWS[limit.window]} | `{limit.refusal.code}` "
        f"| {_price(limit.unit_cost)} | {_price(limit.cost_a_day)} |"
    )


def _price(micros: int) -> str:
    return f"{Money.of(micros).amount} USD" if micros else "-"
