"""Stores a payment before PayPal is asked, and counts it toward the limits on the owner's wallet.

These are an admin's month (T11), and a new wallet's first days. The counts are items of the transaction that stores the
payment: two purchases at once never pass a limit together. What fails or goes back is taken off again in the
transaction that records it.
"""

from contracts.admin_spending import AdminSpending
from contracts.approvals import AdminSpendingChanged
from contracts.money import Money
from contracts.months import month_of
from contracts.sentences import say, say_day
from kernel import clock
from kernel.dynamodb.transact_items import Item, Refusal
from kernel.dynamodb.unit_of_work import UnitOfWork
from services.billing.domain.ledger import Wallet
from services.billing.domain.limits import NEW_WALLET_PERIOD
from services.billing.domain.payment import Payment
from services.billing.domain.person import Person
from services.billing.domain.problems import AdminLimitReached, WalletTooNew
from services.billing.domain.shortfall import hold_contribution
from services.billing.stores import admin_spending, ledger, payment_methods, payments, people
from services.billing.use_cases.balances.alert_on_balance_change import post_with_alerts
from services.billing.use_cases.payments.use_day import count_bought, count_given, record_history


def store_intent(
    work: UnitOfWork,
    payment: Payment,
    *,
    on_conflict: Refusal,
    wallet_cap: int,
    refuses: bool = True,
    team: Wallet | None = None,
) -> None:
    """Save a new payment, what it counts, and the hold of what the balance contributes; `team` if it was read already.

    Raises AdminLimitReached before anything is saved; at the commit `on_conflict` if the payment is there, else
    WalletTooNew for more than `wallet_cap` micro-dollars, and DailyLimitReached. With
    `refuses=False` it is counted beyond the admin's limit and the day's too: the number has moved to us already.
    """
    spending = None
    if payment.limited:
        spending, admin = _read_admin(work, payment)
        if refuses:
            require_room(spending, admin, payment.amount, month_of(payment.created_at))
    work.save([payments.create(payment, on_conflict=on_conflict)])
    if spending:
        save_spending(work, spending.spend(payment.amount, month_of(payment.created_at)))
    if payment.for_user:
        count_given(work, payment.payer_id, payment.wallet, payment.for_amount, wallet_cap)
    if payment.capped_by:
        _count_first_days(work, payment, wallet_cap)
    count_bought(work, payment, wallet_cap, refuses=refuses)
    if payment.from_balance:
        team = team or ledger.find(work.table, payment.wallet)
        post_with_alerts(work, hold_contribution(payment, team), read=[team])


def correct_spending(work: UnitOfWork, before: Payment, after: Payment) -> None:
    """Take off what failed or went back, or count again what came back after all; the payer's history has it too."""
    record_history(work, before, after)
    by = after.used - before.used
    if by and after.limited:
        spending = admin_spending.find(work.table, after.wallet, after.asked_by)
        corrected = spending.correct(by, month_of(after.created_at))
        if corrected != spending:
            save_spending(work, corrected)
    if by and after.capped_by:
        work.save([payment_methods.use_new_wallet(after.payer_id, after.capped_by, by)])


def require_room(spending: AdminSpending, admin: Person, amount: int, month: str) -> None:
    """Raise AdminLimitReached, with the limit and what is used, if the amount is above what the admin may spend."""
    if spending.has_room(amount, month, admin.membership_revision):
        return
    raise AdminLimitReached(**spending.explain(amount, month, admin.membership_revision))


def save_spending(work: UnitOfWork, spending: AdminSpending) -> None:
    """Write what an admin has spent, and publish it."""
    work.save([admin_spending.save(spending)])
    work.publish(
        AdminSpendingChanged(
            team_id=spending.team_id,
            account_id=spending.account_id,
            limit=spending.limit,
            term=spending.term,
            month=spending.month,
            used=spending.used,
            revision=spending.version,
        )
    )


def _read_admin(work: UnitOfWork, payment: Payment) -> tuple[AdminSpending, Person]:
    keys = [admin_spending.key(payment.wallet, payment.asked_by), people.key(payment.asked_by)]
    read = [(key["pk"], key["sk"]) for key in keys]
    found = work.table.get_many(read)
    spending = admin_spending.loaded(payment.wallet, payment.asked_by, found.get(read[0]))
    return spending, people.loaded(payment.asked_by, found.get(read[1]))


def _count_first_days(work: UnitOfWork, payment: Payment, cap: int) -> None:
    def refuse(old: Item) -> WalletTooNew:
        used = int(old.get("used", 0))
        until = clock.from_text(old["since"]) + NEW_WALLET_PERIOD if "since" in old else None
        return WalletTooNew(
            say(
                "In its first {days} days a newly connected PayPal wallet pays up to {cap} USD, and {used} USD "
                "of that is "
                "used. Nothing was charged. Buy less, or wait until {until}.",
                days=NEW_WALLET_PERIOD.days,
                cap=Money.of(cap).amount,
                used=Money.of(used).amount,
                until=say("{day}, {time} UTC", day=say_day(until), time=f"{until:%H:%M}") if until else "",
            ),
            limit=Money.of(cap).model_dump(),
            used=Money.of(used).model_dump(),
        )

    work.save([payment_methods.use_new_wallet(payment.payer_id, payment.capped_by, payment.amount, cap, refuse)])
