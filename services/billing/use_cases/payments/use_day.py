"""Counts what an account buys and gives away in a day, over all its wallets, against its step (B5)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from contracts.money import Money
from contracts.sentences import say
from kernel.dynamodb.transact_items import Item
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.history import History, week_of
from services.billing.domain.payment import Payment
from services.billing.domain.problems import DailyLimitReached
from services.billing.stores import histories, ledger, people

_BUY = (
    "You can buy up to {amount} USD in credits a day. This grows as your account gets older and its payments "
    "prove good. "
    "Nothing was charged. Choose less, or wait until midnight UTC."
)
_GIVE = (
    "You can give up to {amount} USD in credits a day. This grows as your account gets older and its payments "
    "prove good. "
    "Nothing was charged. Choose less, or wait until midnight UTC."
)


def count_bought(work: UnitOfWork, payment: Payment, at_least: int, *, refuses: bool) -> None:
    """Count a purchase for the account that pays. Raises DailyLimitReached, at the commit, beyond what it may buy."""
    if not refuses:
        work.save([histories.use_day(payment.payer_id, payment.created_at, "bought", payment.amount)])
        return
    most = _read_history(work, payment.payer_id, payment.wallet).may_buy(work.now, at_least)
    refuse = _refusal(work.now, _BUY, most)
    work.save([histories.use_day(payment.payer_id, payment.created_at, "bought", payment.amount, most, refuse)])


def count_given(work: UnitOfWork, owner_id: str, team_id: str, amount: int, at_least: int) -> None:
    """Count what a team gives for its owner. Raises DailyLimitReached, at the commit, beyond what it may give."""
    most = _read_history(work, owner_id, team_id).may_give(work.now, at_least)
    work.save([histories.use_day(owner_id, work.now, "given", amount, most, _refusal(work.now, _GIVE, most))])


def most_given(work: UnitOfWork, owner_id: str, team_id: str, at_least: int) -> int:
    """Return the most that a team may give in a day for its owner."""
    return _read_history(work, owner_id, team_id).may_give(work.now, at_least)


def day_of_giving(work: UnitOfWork, owner_id: str, team_id: str, at_least: int) -> tuple[int, int]:
    """Return the most that a team may give in a day for its owner, and how much more today."""
    most = most_given(work, owner_id, team_id, at_least)
    return most, most - histories.used_of(work.table.get(**histories.day_key(owner_id, work.now, "given")))


def free_given(work: UnitOfWork, payment: Payment) -> None:
    """Free the day's room of credits that were paid for and that the member does not get, as they have left."""
    work.save([histories.use_day(payment.payer_id, payment.created_at, "given", -payment.for_amount)])


def record_history(work: UnitOfWork, before: Payment, after: Payment) -> None:
    """Add to the payer's history what a payment brought or lost.

    One that failed frees the day's room that it used; if it is completed after all, it uses it again.
    """
    paid, disputed = after.due - before.due, after.is_disputed - before.is_disputed
    if paid or disputed:
        week = week_of(after.completed_at or after.created_at)
        work.save([histories.add(after.payer_id, week, paid, disputed)])
    failed = after.charge_status.has_failed - before.charge_status.has_failed
    if failed and after.paid_for != "renewal":
        work.save([histories.use_day(after.payer_id, after.created_at, "bought", -failed * after.amount)])
    if failed and after.for_user and not (before.is_final and after.is_final):
        work.save([histories.use_day(after.payer_id, after.created_at, "given", -failed * after.for_amount)])


def _read_history(work: UnitOfWork, account_id: str, wallet: str) -> History:
    """Read the history of an account, and what it and the wallet that it pays for owe, at once."""
    named = {"person": people.key(account_id), "history": histories.key(account_id), "own": ledger.key(account_id)}
    named["paid"] = ledger.key(wallet)
    keys = {name: (key["pk"], key["sk"]) for name, key in named.items()}
    found = work.table.get_many(set(keys.values()))
    item, wallets = found.get(keys["history"]), {account_id: "own", wallet: "paid"}
    owed = sum(ledger.to_wallet(name, found.get(keys[which])).owed for name, which in wallets.items())
    since = people.loaded(account_id, found.get(keys["person"])).since
    return History(since, histories.paid_of(item), histories.disputed_of(item), owed)


def _refusal(now: datetime, what: str, most: int) -> Callable[[Item], DailyLimitReached]:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    limit = Money.of(most)

    def refuse(old: Item) -> DailyLimitReached:
        return DailyLimitReached(
            say(what, amount=limit.amount),
            field="amount",
            retry_after=int((midnight - now).total_seconds()) + 1,
            limit=limit.model_dump(),
            used=Money.of(max(0, int(old.get("used", 0)))).model_dump(),
        )

    return refuse
